"""What the invented people of the demo are called and say, and what the Projektbüro answers."""

COMMENTS = [
    "Genau das fehlt bei uns auch. Ich wäre dabei.",
    "Schöne Idee! Wer kümmert sich darum, wenn es kaputtgeht?",
    "Das gibt es in der Nachbargemeinde schon so ähnlich. Vielleicht kann man sich dort etwas abschauen.",
    "Bitte auch an Leute ohne Smartphone denken.",
    "Ich habe das meiner Mutter vorgelesen. Sie hat gesagt: endlich.",
    "Was kostet so etwas ungefähr im Jahr? Das wüsste ich gern, bevor ich mich freue.",
    "Unser Verein würde einen Raum dafür geben.",
    "Mir gefällt, dass es klein anfängt.",
    "Die Technik ist das Einfache. Schwierig wird, dass alle mitmachen.",
    "Könnte man das mit der Schule zusammen machen? Unsere Klasse sucht ein Projekt.",
    "Ich bin skeptisch, lasse mich aber gern überzeugen.",
    "Das haben wir vor zehn Jahren schon einmal versucht. Damals fehlte das Netz. Jetzt wäre es so weit.",
]
REPLIES = [
    "Danke! Melden Sie sich gern, dann treffen wir uns.",
    "Guter Punkt, das nehme ich auf.",
    "Darüber haben wir auch gesprochen. Ein Ansprechpartner je Ort würde reichen.",
    "Stimmt. Es soll immer auch eine Telefonnummer geben.",
]
ANSWERS = [
    "<p>Vielen Dank für Ihre Idee. Wir haben sie mit der Verbandsgemeinde besprochen und halten einen Versuch an "
    "einem Ort für möglich.</p><p>Wie es weitergeht, steht im Roten Faden auf dieser Seite.</p>",
    "<p>Danke für diesen Vorschlag. Einen Teil davon gibt es schon; wir prüfen, wie beides zusammenpasst, und "
    "sprechen Sie dazu an.</p>",
    "<p>Vielen Dank. Die Idee passt zu dem, was wir mit der Datenplattform vorhaben. Für die Umsetzung suchen wir "
    "noch einen Träger.</p>",
]
ASSESSMENTS = [
    ("feasible", "Mit den vorhandenen Mitteln innerhalb eines Jahres umsetzbar."),
    (
        "with_changes",
        "Umsetzbar, wenn zunächst an einem Ort erprobt wird und der Betrieb geklärt ist.",
    ),
    ("feasible", "Technisch einfach. Es braucht vor Ort jemanden, der sich kümmert."),
]
NAMES = [
    "Anke B.", "Wanderfreund Nette", "Ayşe K.", "Bernd aus Polch", "Familie Hoffmann", "Thekla", "Jo vom Maifeld",
    "Rheinufer 12", "Sabine L.", "Kottenheimer", "Vulkanpark-Fan", "Mehmet", "Oma Gerda", "Elke W.", "Tim (17)",
    "Moselwinzerin", "Pendlerin", "Dirk S.", "Marlies", "Radfahrer Paul", "Svetlana", "Hofladen Pellenz",
    "Nachteule", "Uli M.", "Christa", "Der Bäcker", "Lina", "Hans-Peter", "Zugezogen", "Basaltkopf", "Franzi",
    "Gießkanne", "Yusuf", "Birgit H.", "Chorleiterin", "Opa Willi", "Nettetal", "Klaus K.", "Mira", "Feuerwehrmann",
    "Lehrerin aus Bendorf", "Tomasz", "Heike", "Laacher Seele", "Jannik", "Rosi", "Imkerin", "Stefan D.", "Ceyda",
    "Burgfräulein", "Mundartfreund", "Ingrid P.", "Schichtarbeiter", "Paula", "Erwin", "Krankenpfleger", "Natalia",
    "Bücherwurm", "Steffi", "Theo", "Saynerin", "Konrad", "Gudrun", "Linus",
]  # fmt: skip
REASONS = {
    "Bus auf Zuruf in den Abend": "Die Idee schließt eine Lücke, die fast alle kennen, und nutzt dafür, was schon da "
    "ist: Haltestellen, Fahrer, Telefon. Sie lässt sich an einem Ort erproben und danach übertragen.",
    "Sicherer Schulweg, von Kindern gezeichnet": "Kinder zeigen, wo Erwachsene nicht hinsehen, und bekommen eine "
    "Antwort. Das macht Wege sicherer und Politik greifbar.",
    "Pendler-Tisch": "Tausende leere Sitze, jeden Morgen: Die Idee bringt Betriebe und Beschäftigte an einen Tisch "
    "und braucht dafür weder neue Straßen noch neue Fahrzeuge.",
}
REASON = "Viele haben für diese Idee gestimmt. Sie hilft im Alltag und lässt sich im nächsten Jahr beginnen."
REASON_2021 = (
    "Beispieltext: Die Begründung der Lenkungsgruppe ist nicht überliefert, ebenso wenig die Reihenfolge der "
    "Gewinner. Bekannt ist, dass zu dieser Idee eine Lösungswerkstatt stattfand."
)
ANSWER_2021 = "<p>Beispieltext: Ihre Idee gehört zu den Gewinnern. Wir laden Sie zu einer Lösungswerkstatt ein.</p>"
REFUSAL = (
    "Über Parkgebühren entscheiden die Städte in ihren Satzungen; der Landkreis kann sie nicht abschaffen. Bitte "
    "wenden Sie sich an Ihre Stadtverwaltung. Eine Idee, wie man ohne Parkplatzsuche ankommt, wäre hier richtig."
)
MERGE = "Beide Ideen wollen Bücherschränke auf einer Karte zeigen. Zusammen sind sie stärker."
NOTE = "Mit der Kreisverwaltung, Abteilung Landwirtschaft, abstimmen. Rückruf steht aus."
SPAM = (
    "Dachrinnen, Fenster, Türen! Jetzt 30 % Rabatt, einfach anrufen! Angebot nur noch diese Woche!"
)
FLAG = "Das ist Werbung und hat mit der Idee nichts zu tun."
RUDE = "So einen Blödsinn kann sich nur jemand ausdenken, der selbst noch nie gearbeitet hat."
FLAG_RUDE = "Das ist beleidigend."
HIDDEN_BECAUSE = "Der Beitrag wertet die Verfasserin der Idee persönlich ab. Kritik an der Idee ist willkommen, auch deutliche."
