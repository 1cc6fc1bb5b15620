"""Invented ideas of the demo: of the finished competitions, of the pool, and a draft."""

from ideas.demo.texts import Text

RESULT = [
    Text(
        "Bus auf Zuruf in den Abend",
        "Nach 20 Uhr fährt der Kleinbus dorthin, wo jemand wartet.",
        "Nach acht fährt bei uns nichts mehr. Wer zum Training, zur Chorprobe oder vom Spätdienst kommt, braucht "
        "ein Auto oder Eltern. Ein Kleinbus, den man bis dreißig Minuten vorher bestellt, am Telefon oder am "
        "Handy, schließt diese Lücke.\n\n"
        "Er hält an den Haltestellen, die es schon gibt, und fährt die kürzeste Runde.",
        "mobilitaet",
        "vordereifel",
        will_help=True,
        picture="road",
    ),
    Text(
        "Das Lastenrad am Rathaus",
        "In jeder Verbandsgemeinde ein Lastenrad zum Ausleihen.",
        "Einkauf, Kinder, Blumenerde: Für das meiste braucht man kein zweites Auto, sondern zweimal im Monat ein "
        "Lastenrad. Gebucht wird wie ein Buch in der Bücherei, abgeholt mit einem Zahlencode.\n\n"
        "Die Fahrradwerkstatt im Ort wartet es und verleiht es samstags selbst.",
        "mobilitaet",
        "maifeld",
        will_help=True,
        picture="vineyard",
    ),
    Text(
        "Sicherer Schulweg, von Kindern gezeichnet",
        "Kinder tragen ein, wo es auf dem Schulweg eng wird, und die Verwaltung antwortet.",
        "Erwachsene sehen Straßen aus dem Auto. Kinder sehen die Hecke, hinter der man nichts sieht. Im "
        "Unterricht gehen die Klassen ihre Wege ab, machen Fotos und setzen Punkte auf eine Karte.\n\n"
        "Zu jedem Punkt schreibt die Verbandsgemeinde, was sie tut, und bis wann.",
        "bildung",
        "weissenthurm",
        picture="village",
    ),
    Text(
        "Pendler-Tisch",
        "Wer zur selben Zeit in dieselbe Richtung fährt, erfährt voneinander.",
        "Jeden Morgen fahren Tausende allein im Auto nach Koblenz. Betriebe nennen ihre Schichtzeiten, die Leute "
        "ihren Ort; daraus werden Fahrgemeinschaften mit zwei, drei festen Tagen. Wer im Büro bleibt, sagt ab.",
        "mobilitaet",
        "andernach",
        picture="road",
    ),
    Text(
        "Fähre mit Fahrplan am Handy",
        "Fährt sie oder fährt sie nicht? Wasserstand und Fähre auf einen Blick.",
        "Bei Hochwasser, Niedrigwasser und Nebel steht man am Ufer und schaut. Ein Knopf beim Fährmann genügt: "
        "fährt, fährt nicht, Pause bis 14 Uhr.",
        "mobilitaet",
        "rhein-mosel",
        picture="lake",
    ),
    Text(
        "Radweg-Schäden melden und vergessen",
        "Ein Foto genügt; um Zuständigkeit kümmert sich der Melder.",
        "Wer ein Schlagloch meldet, wird gefragt, ob es eine Kreis-, Landes- oder Gemeindestraße ist. Das weiß "
        "keiner. Der Ort des Fotos reicht, um es nachzuschlagen.",
        "infrastruktur",
        "bendorf",
    ),
    Text(
        "Bahnhof mit Werkbank",
        "Luftpumpe, Montageständer, Werkzeug an der Kette, an jedem Bahnhof.",
        "Der Zug kommt in zwölf Minuten, und der Reifen ist platt. Eine kleine Station mit Werkzeug kostet so "
        "viel wie drei Fahrradbügel und rettet den Tag.",
        "mobilitaet",
        "mendig",
        will_help=True,
    ),
    Text(
        "Fahrplan an der Haustür",
        "Kleine Anzeigen im Hausflur zeigen die nächsten Busse.",
        "Viele in unserem Haus nehmen das Auto, weil sie nicht wissen, dass in vier Minuten ein Bus fährt. Eine "
        "Anzeige im Treppenhaus, groß wie eine Postkarte, würde das ändern.",
        "mobilitaet",
        "vallendar",
    ),
]

POOL = [
    Text(
        "Digitale Ahnenbank",
        "Alte Fotos aus Schubladen einscannen, bevor sie verschwinden.",
        "In jedem Dorf liegen Kisten voller Bilder, und jedes Jahr landet eine im Container. Ein Scanner, der "
        "von Bücherei zu Bücherei wandert, und ein paar Leute, die die Namen noch wissen: Mehr braucht es nicht "
        "für ein Gedächtnis des Landkreises.",
        "gemeinschaft",
        "mendig",
        will_help=True,
        picture="village",
    ),
    Text(
        "Ein Kalender für alles",
        "Müll, Feste, Sperrungen, Impftermine: ein Abonnement fürs Handy, je Ort.",
        "Ich habe vier Apps für Termine meiner Gemeinde. Ein Kalender, den man abonniert und in dem man "
        "abwählt, was man nicht braucht, wäre das Ende der Zettel am Kühlschrank.",
        "infrastruktur",
        "",
    ),
    Text(
        "Weinberg-Patenschaft",
        "Steillagen retten, Reihe für Reihe, mit Paten aus aller Welt.",
        "Immer mehr Terrassen verbuschen. Wer eine Reihe Reben übernimmt, bekommt Bilder durch das Jahr, eine "
        "Einladung zur Lese und sechs Flaschen. Der Winzer bekommt verlässliches Geld für harte Arbeit.",
        "wirtschaft",
        "rhein-mosel",
        picture="vineyard",
    ),
    Text(
        "Lärmtagebuch an der Bahnstrecke",
        "Messgeräte an der Strecke und Zahlen, die alle sehen.",
        "Über Bahnlärm wird gestritten, gemessen wird selten. Zehn einfache Messgeräte, ein Jahr lang, offen im "
        "Netz: Dann redet man über Zahlen statt über Gefühle.",
        "umwelt",
        "weissenthurm",
    ),
    Text(
        "Vulkan zum Anfassen",
        "Eine Schnitzeljagd mit dem Handy über die Lavaströme der Osteifel.",
        "Unsere Kinder wissen alles über Dinosaurier und nichts über den Vulkan, auf dem sie wohnen. Eine "
        "Schnitzeljagd mit Rätseln an echten Orten, entwickelt von Schülerinnen und Schülern, würde das ändern.",
        "freizeit",
        "pellenz",
        will_help=True,
        picture="lake",
    ),
]

# The titles are known; everything else about these two ideas is wording of this demo.
OF_2021 = [
    Text(
        "Digital erlebbarer Landkreis",
        "Orte und Geschichten des Landkreises mit dem Handy entdecken.",
        "Der Titel dieser Idee ist überliefert, ihr Wortlaut nicht. Diese Beschreibung ist deshalb ein "
        "Beispieltext.\n\n"
        "Wer durch den Landkreis wandert oder fährt, soll an Ort und Stelle erfahren, was es dort zu sehen und "
        "zu wissen gibt: Burgen, Vulkane, Menschen, Feste. Zusammengetragen wird es von denen, die dort leben.",
        "freizeit",
        "",
        picture="lake",
    ),
    Text(
        "Digitale Mitfahrerbank",
        "Eine Bank am Ortsrand, die zeigt, wohin jemand mitfahren möchte.",
        "Der Titel dieser Idee ist überliefert, ihr Wortlaut nicht. Diese Beschreibung ist deshalb ein "
        "Beispieltext.\n\n"
        "Wer auf der Bank sitzt, wählt ein Ziel. Wer vorbeifährt, sieht es und kann anhalten. So wird aus "
        "leeren Sitzen ein Angebot für Orte, in denen selten ein Bus fährt.",
        "mobilitaet",
        "",
        picture="road",
    ),
]

DRAFT = Text(
    "Lesepaten am Telefon",
    "Kinder lesen abends jemandem vor, der Zeit hat zuzuhören.",
    "Angefangen, noch nicht fertig: Wer übt, braucht jemanden, der zuhört …",
    "bildung",
    "mayen",
)
