"""What is asked and said in the debate of the demo. All of it is invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    column: str
    title: str
    text: str = ""
    field: str = ""
    place: str = ""
    supporters: int = 0
    used: bool = False
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """`days`: from which day to which the debate is open, counted from today."""

    title: str
    slug: str
    text: str
    days: tuple[int, int]
    texts: list[Text]
    summary: str = ""


DIGITAL = [
    Text(
        "digital",
        "Den Bauantrag online stellen und sehen, wo er liegt",
        "Wir bauen um und haben drei Ordner ausgedruckt. Ich möchte alles einmal hochladen und dann sehen, wer es "
        "gerade bearbeitet. Wie bei einem Paket.",
        *("infrastruktur", "", 24, True),
        (
            "Bei uns hat schon die Frage, ob alles vollständig ist, sechs Wochen gedauert.",
            "Wichtig: Auch der Architekt muss hineinsehen können.",
        ),
    ),
    Text(
        "digital",
        "Termine beim Bürgerbüro am Handy buchen, auch abends",
        "Ich arbeite in Schicht. Anrufen kann ich immer nur dann, wenn keiner mehr abhebt.",
        *("versorgung", "andernach", 19, True),
        ("In Mayen geht das schon, und es funktioniert gut.",),
    ),
    Text(
        "digital",
        "Busse in Echtzeit an jeder Haltestelle",
        "Es muss kein großer Bildschirm sein. Ein Aufkleber mit einem QR-Code und einer Nummer für eine SMS reicht.",
        *("mobilitaet", "maifeld", 17, True),
    ),
    Text(
        "digital",
        "Kita-Plätze kreisweit an einer Stelle anmelden",
        "Drei Gemeinden, drei Formulare, drei Wartelisten: Das muss doch zusammengehen.",
        *("bildung", "", 15, True),
        ("Und bitte eine ehrliche Auskunft, auf welchem Platz man steht.",),
    ),
    Text(
        "digital",
        "Ein Kalender für alle Vereine im Dorf",
        "Damit nicht Kirmes und Feuerwehrfest am selben Tag sind.",
        *("freizeit", "vordereifel", 8, False),
    ),
    Text(
        "analogue",
        "Die Beratung im Jobcenter bleibt ein Gespräch",
        "Ein Formular sieht nicht, wie es einem geht.",
        *("arbeit", "", 14, True),
    ),
    Text(
        "analogue",
        "Trauungen bitte weiter ohne Bildschirm",
        "",
        *("", "bendorf", 9, False),
        ("Da sind wir uns wohl alle einig.",),
    ),
    Text(
        "needed",
        "Eine Anmeldung für alles",
        "Ein Konto für Kreis, Stadt und Verbandsgemeinde. Ich will mir nicht fünf Passwörter merken.",
        *("", "", 21, True),
    ),
    Text(
        "needed",
        "Jemand, der am Telefon durch das Formular hilft",
        "Meine Mutter kann vieles allein, nur beim dritten Feld hört es auf.",
        *("gemeinschaft", "pellenz", 16, True),
    ),
    Text(
        "project",
        "Ausweis und Papiere rund um die Uhr am Automaten abholen",
        "Beantragen im Amt, abholen wann man will. In anderen Kreisen stehen solche Automaten im Foyer.",
        *("versorgung", "weissenthurm", 12, False),
    ),
]
ANALOGUE = [
    Text(
        "analogue",
        "Der Schalter im Rathaus bleibt offen",
        "Nicht jeder kann, nicht jeder will. Wer vorbeikommt, wird bedient, ohne Termin und ohne Entschuldigung.",
        *("versorgung", "", 27, True),
        (
            "Auch für uns Jüngere: Manchmal will man einfach fragen.",
            "Mit festen Zeiten, bitte. Dienstags und donnerstags würde mir reichen.",
        ),
    ),
    Text(
        "analogue",
        "Das Amtsblatt gibt es weiter auf Papier",
        "Es liegt bei uns am Küchentisch, und alle lesen es.",
        *("gemeinschaft", "vordereifel", 18, True),
    ),
    Text(
        "analogue",
        "Die Gemeindeschwester kommt ins Haus",
        "Ein Videoanruf ersetzt nicht, dass jemand die Treppe sieht, auf der man stürzen kann.",
        *("medizin", "mendig", 22, True),
        ("Sie könnte ja beides: kommen und danach ein Tablet dalassen.",),
    ),
    Text(
        "analogue",
        "Schwimmen lernt man im Wasser",
        "Kein Kurs per Video, kein Geld für Apps, solange das Becken geschlossen ist.",
        *("bildung", "mayen", 11, False),
    ),
    Text(
        "analogue",
        "Überall bar bezahlen können",
        "Am Parkautomaten, im Bus, auf dem Amt.",
        *("versorgung", "andernach", 13, True),
    ),
    Text(
        "analogue",
        "Der Förster zeigt den Wald selbst",
        "Führungen mit Schulklassen, Regen inbegriffen.",
        *("umwelt", "vordereifel", 9, False),
    ),
    Text(
        "digital",
        "Wenigstens der Fahrplan des Bürgerbusses gehört ins Netz",
        "",
        *("mobilitaet", "rhein-mosel", 7, False),
    ),
    Text(
        "needed",
        "Jeder Brief nennt einen Menschen mit Telefonnummer",
        "Nicht „Ihr Serviceteam“, sondern jemand mit Namen, der abhebt.",
        *("", "", 23, True),
    ),
    Text(
        "project",
        "Ein Bus des Kreises, der Amt, Bücherei und Beratung in die Dörfer bringt",
        "Einmal in der Woche, immer am selben Platz. Im Bus ist auch das Netz gut.",
        *("versorgung", "maifeld", 20, True),
        ("Den Bücherbus gab es früher. Ich bin damit groß geworden.",),
    ),
]
NEEDED = [
    Text(
        "needed",
        "Glasfaser bis ins letzte Haus, auch in den Weilern",
        "Bei uns lädt ein Foto zwei Minuten. Alles andere können wir danach besprechen.",
        *("infrastruktur", "vordereifel", 26, True),
        ("Und Mobilfunk im Nettetal. Nicht einmal der Notruf geht überall.",),
    ),
    Text(
        "needed",
        "Menschen, die es zeigen: digitale Lotsen in jedem Ort",
        "Ältere lernen von Gleichaltrigen am liebsten. Sie brauchen einen Raum, Geräte und ein Dankeschön.",
        *("bildung", "", 22, True),
        ("Ich würde mitmachen. Wo melde ich mich?",),
    ),
    Text(
        "needed",
        "Einfache Sprache in allen Formularen",
        "Ich übersetze für meine Nachbarn. Auch die Deutschen verstehen die Briefe nicht.",
        *("gemeinschaft", "weissenthurm", 18, True),
    ),
    Text(
        "needed",
        "Die Ämter müssen miteinander reden",
        "Ich habe meine Geburtsurkunde in zwei Jahren vier Mal vorgelegt.",
        *("versorgung", "", 17, True),
    ),
    Text(
        "needed",
        "Leihgeräte für Familien, die sich keine leisten können",
        "",
        *("bildung", "vallendar", 14, True),
    ),
    Text(
        "needed",
        "Zeit für die Leute in der Verwaltung, Neues zu lernen",
        "Wer nebenher lernt, lernt nicht.",
        *("arbeit", "", 10, False),
    ),
    Text(
        "digital",
        "Offene Daten: Fahrpläne, Baustellen, Pegelstände",
        "Wir haben an der Schule eine Technik-AG. Mit den Daten könnten wir etwas bauen.",
        *("umwelt", "mayen", 11, True),
    ),
    Text(
        "analogue",
        "Ein Notfallplan ohne Strom und Netz",
        "Nach dem Hochwasser ging tagelang nichts. Sirene, Lautsprecherwagen, Treffpunkt: Das muss jeder kennen.",
        *("infrastruktur", "rhein-mosel", 19, True),
        ("Die Feuerwehr hat dafür sogenannte Leuchttürme eingerichtet. Kaum jemand weiß davon.",),
    ),
    Text(
        "project",
        "Eine Datenplattform, die allen Gemeinden gehört",
        "Jede misst schon irgendetwas: Parkplätze, Grundwasser, Straßenzustand. Zusammen wird es nützlich.",
        *("infrastruktur", "", 13, True),
    ),
    Text(
        "project",
        "Freies WLAN an Bahnhöfen und in Dorfgemeinschaftshäusern",
        "",
        *("freizeit", "pellenz", 8, False),
    ),
]
PROJECTS = [
    Text(
        "project",
        "Bus auf Bestellung im ganzen Landkreis",
        "Wie ein Sammeltaxi, per App oder Anruf, mit einem normalen Fahrschein. Erst dort, wo sonntags gar nichts "
        "fährt.",
        *("mobilitaet", "", 25, False),
        (
            "Bitte auch für Leute ohne Smartphone.",
            "Wir haben das in der Vordereifel ausprobiert: Am meisten genutzt haben es die Jugendlichen.",
        ),
    ),
    Text(
        "project",
        "Sensoren in Bächen, die vor Hochwasser warnen",
        "An Nette und Elzbach, und eine Warnung, die auch der Nachbar ohne Handy hört.",
        *("umwelt", "rhein-mosel", 21, False),
        ("Die Daten bitte für alle sichtbar machen.",),
    ),
    Text(
        "project",
        "Telemedizin in der Dorfpraxis, mit einer Fachkraft vor Ort",
        "Die Hausärztin hört auf, ein Nachfolger ist nicht in Sicht. Eine Fachkraft misst, die Ärztin schaut zu.",
        *("medizin", "mendig", 18, False),
    ),
    Text(
        "project",
        "Arbeitsplätze auf Zeit in leeren Läden",
        "In Mayens Innenstadt stehen Läden leer, und tausende pendeln nach Koblenz.",
        *("arbeit", "mayen", 14, False),
        ("Das belebt auch die Bäckerei nebenan.",),
    ),
    Text(
        "project",
        "Eine Werkstatt zum Ausprobieren, die von Schule zu Schule zieht",
        "3D-Drucker, Lötkolben, Roboter: zwei Wochen je Schule, mit Studierenden als Anleitung.",
        *("bildung", "weissenthurm", 16, False),
    ),
    Text(
        "digital",
        "Regionale Lebensmittel online bestellen, am Hofladen abholen",
        "",
        *("wirtschaft", "pellenz", 9, False),
    ),
    Text(
        "digital",
        "Freie Hallenzeiten im Netz sehen und buchen",
        "Heute läuft das über einen Zettel an der Tür.",
        *("freizeit", "bendorf", 6, False),
    ),
    Text(
        "analogue",
        "Dorfläden und Treffpunkte erhalten, bevor man Apps baut",
        "Wo sich keiner mehr trifft, hilft auch keine Plattform.",
        *("gemeinschaft", "maifeld", 17, False),
        ("Beides zusammen geht auch: Laden mit Paketstation und Bildschirm fürs Amt.",),
    ),
    Text(
        "needed",
        "Ein Team beim Kreis, das auch in fünf Jahren noch da ist",
        "Projekte enden, wenn die Förderung endet. Das darf hier nicht passieren.",
        *("", "", 12, False),
    ),
    Text(
        "needed",
        "Jedes Jahr öffentlich sagen, was fertig ist und was nicht",
        "",
        *("", "", 15, False),
        ("Am besten beim Zukunftsforum, mit Zahlen.",),
    ),
    Text(
        "project",
        "Kleine Betriebe beim Umstieg begleiten",
        "Ein Handwerksbetrieb mit vier Leuten hat keine IT-Abteilung. Eine Sprechstunde im Monat würde helfen.",
        *("wirtschaft", "andernach", 11, False),
    ),
]
QUESTIONS = [
    Question(
        "Was wird digital?",
        "was-wird-digital",
        "<p>Anträge, Termine, Auskünfte: Was möchten Sie künftig online erledigen? Was soll schneller gehen, was "
        "soll man von zu Hause aus sehen können? Denken Sie an die Verwaltung, aber auch an Bus, Verein, Schule und "
        "Arbeit.</p>",
        (-110, -82),
        DIGITAL,
        "<p>Am wichtigsten ist den Menschen, dass sie nicht mehr warten müssen, ohne zu wissen worauf. Sie wollen "
        "Anträge einmal stellen und dann sehen, wo sie liegen; Bauantrag und Kita-Platz werden am häufigsten "
        "genannt. Termine sollen sich buchen lassen, wenn das Amt geschlossen ist.</p>"
        "<h3>Worüber Einigkeit besteht</h3><ul><li>Eine einzige Anmeldung für Kreis, Städte und "
        "Verbandsgemeinden.</li><li>Wer online nicht weiterkommt, erreicht einen Menschen am Telefon.</li>"
        "<li>Beratung in schwierigen Lagen bleibt ein Gespräch.</li></ul>"
        "<p>Das Projektbüro nimmt diese Punkte in den Entwurf der Strategie auf.</p>",
    ),
    Question(
        "Was bleibt analog?",
        "was-bleibt-analog",
        "<p>Nicht alles wird besser, wenn es digital wird. Wo brauchen Sie einen Menschen, einen Ort, ein Blatt "
        "Papier? Was soll der Landkreis ausdrücklich so lassen, wie es ist?</p>",
        (-81, -53),
        ANALOGUE,
        "<p>Die Antwort ist deutlich: Der persönliche Weg bleibt, und zwar ohne Nachteil für alle, die ihn gehen. "
        "Genannt werden der offene Schalter, Bargeld, das Amtsblatt auf Papier und der Hausbesuch der "
        "Gemeindeschwester.</p><p>Viele wünschen sich, dass das Amt öfter zu ihnen kommt statt umgekehrt. Der "
        "Vorschlag, dafür einen Bus durch die Dörfer zu schicken, bekommt viel Zustimmung.</p>",
    ),
    Question(
        "Was brauchen wir für die Umsetzung?",
        "was-brauchen-wir",
        "<p>Netze, Geräte, Wissen, Menschen, Regeln: Was fehlt heute noch, damit die Digitalisierung allen nützt? "
        "Was müssen Landkreis, Städte und Gemeinden zuerst schaffen?</p>",
        (-52, -24),
        NEEDED,
        "<p>Zuerst das Netz, dann die Menschen. Ohne Glasfaser und Mobilfunk auch in den Weilern bleibt alles andere "
        "Theorie. Fast ebenso oft genannt wird Hilfe von Mensch zu Mensch: Lotsen im Ort, Leihgeräte, einfache "
        "Sprache.</p><p>Von den Verwaltungen wird erwartet, dass sie Daten untereinander austauschen, statt "
        "dieselben Unterlagen mehrfach zu verlangen. Und für den Fall, dass Strom und Netz ausfallen, braucht es "
        "einen Plan, den alle kennen.</p>",
    ),
    Question(
        "Welche Projekte für die nächsten sieben Jahre?",
        "welche-projekte",
        "<p>Die Umsetzungsagenda reicht sieben Jahre weit. Welche Projekte soll der Landkreis anpacken? Was soll als "
        "Erstes kommen, und wo könnte man es ausprobieren?</p>",
        (-19, 16),
        PROJECTS,
    ),
]
