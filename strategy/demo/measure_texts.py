"""The measures of the demo. The names of the first ten, and that four of them were finished by the end
of 2024, are public facts; what they are about in detail, all times, costs and milestones are examples.

Milestones: (title, due, reached or None, note). Notes: (day, state, light, text, reason).
"""

from dataclasses import dataclass, field
from datetime import date

CHANGES, MOVES, CONNECTS = (
    "MYK verändert sich",
    "In MYK gut von A nach B kommen",
    "MYK vernetzt Menschen",
)
VISIONS = {
    CHANGES: (
        "myk-veraendert-sich",
        "Verwaltung und Alltag werden einfacher, und alle kommen mit.",
    ),
    MOVES: ("gut-von-a-nach-b", "Man kommt auch ohne eigenes Auto gut ans Ziel."),
    CONNECTS: ("myk-vernetzt-menschen", "Menschen, Orte und Daten finden zueinander."),
}
OFFICE, COUNTY = "Stabsstelle Smarte Region", "Kreisverwaltung Mayen-Koblenz"
PROGRAMME = "Modellprojekte Smart Cities (Bund), Eigenanteil des Landkreises"


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    vision: str
    field: str
    begins: tuple[int, int]  # year, quarter
    ends: tuple[int, int]
    profile: str = ""
    others: tuple[str, ...] = ()
    responsible: str = OFFICE
    partners: str = ""
    costs: int | None = None
    funding: str = ""
    picture: str = ""
    milestones: list[tuple[str, date, date | None, str]] = field(default_factory=list)
    notes: list[tuple[date, str, str, str, str]] = field(default_factory=list)
    finished: tuple[date, str] | None = None
    dropped: tuple[date, str] | None = None


AGENDA = [
    Text(
        "Geysir-Lernplattform",
        "Rund um den Geysir Andernach lernen Schulklassen am Bildschirm und draußen.",
        CONNECTS,
        "bildung",
        (2023, 1),
        (2024, 2),
        "<p>Die Lernplattform bereitet den Ausflug vor und nach: Aufgaben, Messwerte, Bilder. Lehrkräfte "
        "stellen daraus eine Stunde zusammen.</p>",
        others=("freizeit",),
        partners="Schulen im Landkreis",
        costs=180_000,
        funding=PROGRAMME,
        milestones=[
            ("Erste Aufgaben mit drei Schulen erprobt", date(2023, 9, 30), date(2023, 10, 12), ""),
            ("Lernplattform ist online", date(2024, 4, 30), date(2024, 4, 24), ""),
        ],
        notes=[(date(2023, 5, 2), "under_way", "green", "Das Konzept steht, drei Schulen machen mit.", "")],
        finished=(date(2024, 6, 14), "Die Lernplattform ist fertig und wird im Unterricht benutzt."),
    ),
    Text(
        "Wanderweg Sayn",
        "Ein Weg, der am Telefon erzählt, woran man gerade vorbeigeht.",
        CONNECTS,
        "freizeit",
        (2023, 2),
        (2024, 3),
        others=("wirtschaft",),
        partners="Stadt Bendorf",
        costs=95_000,
        funding=PROGRAMME,
        picture="village",
        milestones=[
            ("Stationen stehen fest", date(2023, 11, 30), date(2023, 11, 20), ""),
            ("Erste Begehung mit Anwohnerinnen und Anwohnern", date(2024, 5, 31), date(2024, 6, 8), "Wegen Regen eine Woche später."),
        ],
        notes=[(date(2023, 7, 3), "under_way", "green", "Die Arbeiten haben begonnen.", "")],
        finished=(date(2024, 9, 27), "Der Weg ist ausgeschildert und eröffnet."),
    ),
    Text(
        "MakerSpace",
        "Eine offene Werkstatt mit 3D-Drucker, Lötplatz und Menschen, die es erklären.",
        CONNECTS,
        "gemeinschaft",
        (2023, 3),
        (2024, 4),
        others=("bildung", "wirtschaft"),
        costs=240_000,
        funding=PROGRAMME,
        milestones=[
            ("Raum gefunden und eingerichtet", date(2024, 3, 31), date(2024, 4, 19), "Der Brandschutz brauchte drei Wochen länger."),
            ("Offen an drei Tagen in der Woche", date(2024, 10, 31), date(2024, 10, 21), ""),
        ],
        notes=[(date(2023, 9, 25), "under_way", "green", "Auf dem 2. Zukunftsforum vorgestellt.", "")],
        finished=(date(2024, 11, 29), "Der MakerSpace ist in Betrieb."),
    ),
    Text(
        "YouthConnect",
        "Jugendliche finden Treffs, Vereine und Mitfahrgelegenheiten an einem Ort.",
        CONNECTS,
        "gemeinschaft",
        (2023, 4),
        (2024, 4),
        others=("freizeit", "mobilitaet"),
        responsible="Kreisjugendamt",
        costs=130_000,
        funding=PROGRAMME,
        milestones=[
            ("Jugendliche entscheiden über die Oberfläche", date(2024, 2, 29), date(2024, 2, 23), ""),
            ("Alle zehn Gemeinden sind dabei", date(2024, 11, 30), date(2024, 12, 6), ""),
        ],
        notes=[(date(2023, 12, 4), "under_way", "green", "Zwölf Jugendliche planen mit.", "")],
        finished=(date(2024, 12, 13), "Das Angebot läuft; die Jugendpflege betreut es weiter."),
    ),
    Text(
        "Amt-O-Mat",
        "Ein Automat, an dem man Ausweise und Bescheide abholt, wenn das Amt geschlossen hat.",
        CHANGES,
        "versorgung",
        (2023, 4),
        (2027, 2),
        "<p>Wer tagsüber arbeitet, soll nicht freinehmen müssen, um etwas abzuholen. Der Amt-O-Mat gibt "
        "fertige Dokumente rund um die Uhr aus.</p><h2>So geht es</h2><ul><li><p>Sie bekommen eine "
        "Nachricht mit einem Zahlencode.</p></li><li><p>Am Automaten geben Sie ihn ein.</p></li><li><p>Das "
        "Fach öffnet sich.</p></li></ul><p>Wer lieber zu einem Menschen geht: Die Bürgerbüros bleiben "
        "offen.</p>",
        others=("infrastruktur",),
        responsible=COUNTY,
        partners="Bürgerbüros der zehn Gemeinden",
        costs=640_000,
        funding=PROGRAMME,
        picture="village",
        milestones=[
            ("Erster Automat in Betrieb", date(2024, 10, 31), date(2024, 11, 18), "Die Lieferung kam zwei Wochen später."),
            ("Fünf Gemeinden haben einen Automaten", date(2025, 12, 31), date(2026, 1, 23), ""),
            ("Alle zehn Gemeinden haben einen Automaten", date(2027, 3, 31), None, ""),
        ],
        notes=[
            (date(2024, 1, 15), "under_way", "green", "Der Auftrag ist vergeben.", ""),
            (date(2025, 6, 12), "under_way", "yellow", "Drei Automaten stehen, zwei warten auf den Stromanschluss.", "An zwei Standorten fehlt noch der Stromanschluss."),
            (date(2026, 2, 3), "under_way", "green", "Fünf Automaten laufen. Im Schnitt holen 90 Menschen in der Woche etwas ab.", ""),
        ],
    ),
    Text(
        "Herz.Gesund",
        "Menschen mit Herzschwäche messen zu Hause; die Praxis sieht, wenn sich etwas ändert.",
        CHANGES,
        "medizin",
        (2024, 1),
        (2026, 4),
        "<p>Wer weit zur Facharztpraxis hat, misst Gewicht und Blutdruck zu Hause. Die Werte gehen nur an die "
        "eigene Praxis. Sie meldet sich, bevor es ernst wird.</p>",
        others=("versorgung",),
        partners="Praxen und Kliniken im Landkreis",
        costs=520_000,
        funding=PROGRAMME,
        milestones=[
            ("Datenschutz und Haftung sind geklärt", date(2024, 9, 30), date(2024, 12, 2), "Es brauchte zwei Gutachten."),
            ("Die ersten 50 Menschen machen mit", date(2025, 9, 30), date(2025, 10, 14), ""),
            ("Auswertung nach einem Jahr", date(2026, 10, 31), None, ""),
        ],
        notes=[
            (date(2024, 3, 11), "under_way", "green", "Vier Praxen machen mit.", ""),
            (date(2026, 8, 20), "under_way", "yellow", "112 Menschen messen mit. Die Auswertung hängt an einer Freigabe.", "Die Klinik muss die Auswertung noch freigeben."),
        ],
    ),
    Text(
        "RegioHubs",
        "Arbeitsplätze in den Orten, damit nicht jeder Weg nach Koblenz führt.",
        MOVES,
        "arbeit",
        (2024, 2),
        (2027, 4),
        others=("wirtschaft", "mobilitaet"),
        partners="Wirtschaftsförderung, Gemeinden",
        costs=780_000,
        funding=PROGRAMME,
        picture="vineyard",
        milestones=[
            ("Erster Hub geöffnet", date(2025, 3, 31), date(2025, 4, 7), ""),
            ("Drei Hubs geöffnet", date(2026, 6, 30), date(2026, 7, 2), ""),
            ("Die Hubs tragen ihre laufenden Kosten", date(2027, 10, 31), None, ""),
        ],
        notes=[(date(2024, 6, 3), "under_way", "green", "Zwei leere Ladenlokale sind gefunden.", "")],
    ),
    Text(
        "LoRaWAN",
        "Ein Funknetz für Sensoren im ganzen Landkreis: für Pegel, Parkplätze und Böden.",
        CONNECTS,
        "infrastruktur",
        (2023, 4),
        (2026, 2),
        "<p>LoRaWAN ist ein Funknetz für kleine Messgeräte. Sie brauchen kaum Strom und senden weit. "
        "Personen erfassen sie nicht.</p>",
        others=("umwelt",),
        partners="Zehn Gemeinden, Feuerwehren, Landwirtschaft",
        costs=410_000,
        funding=PROGRAMME,
        picture="wind",
        milestones=[
            ("Erste 20 Antennen senden", date(2024, 6, 30), date(2024, 7, 15), ""),
            ("„MYK trifft IoT“ in allen Gemeinden", date(2025, 1, 31), date(2025, 1, 31), ""),
            ("Empfang im ganzen Kreisgebiet", date(2026, 4, 30), None, ""),
        ],
        notes=[
            (date(2024, 2, 5), "under_way", "green", "Die Standorte sind geprüft.", ""),
            (date(2025, 11, 10), "under_way", "yellow", "Die Hälfte der Standorte steht.", "Die Antennen kommen später als zugesagt."),
            (date(2026, 5, 18), "under_way", "red", "In der Vordereifel fehlen noch neun Antennen.", "Neun Standorte in der Vordereifel haben noch keine Genehmigung. Neues Ziel ist Frühjahr 2027."),
        ],
    ),
    Text(
        "Datenplattform",
        "Was der Landkreis misst und weiß, steht an einer Stelle, offen für alle.",
        CONNECTS,
        "infrastruktur",
        (2023, 3),
        (2027, 4),
        "<p>Pegel, Verkehr, Stromverbrauch der Rathäuser: Was erhoben wird, soll man auch sehen können, als "
        "Karte und als Tabelle. Die Software ist quelloffen.</p>",
        others=("umwelt", "wirtschaft"),
        partners="Kommunen, Hochschulen",
        costs=1_150_000,
        funding=PROGRAMME,
        picture="lake",
        milestones=[
            ("Erste zehn Datensätze sind öffentlich", date(2024, 9, 30), date(2024, 9, 5), "Vorgestellt beim 3. Zukunftsforum."),
            ("Quelltext ist veröffentlicht", date(2025, 12, 31), date(2025, 11, 27), ""),
            ("Hochwasserpegel in Echtzeit", date(2026, 9, 30), date(2026, 9, 17), ""),
            ("Betrieb nach dem Ende der Förderung ist geregelt", date(2027, 9, 30), None, ""),
        ],
        notes=[
            (date(2023, 11, 6), "under_way", "green", "Die Ausschreibung läuft.", ""),
            (date(2026, 9, 21), "under_way", "green", "63 Datensätze stehen online.", ""),
        ],
    ),
    Text(
        "LandRäume",
        "Leere Räume im Ort werden Treffpunkte, die man am Telefon bucht und aufschließt.",
        CONNECTS,
        "gemeinschaft",
        (2024, 3),
        (2028, 2),
        others=("freizeit", "versorgung"),
        partners="Ortsgemeinden, Vereine",
        costs=350_000,
        funding=PROGRAMME,
        milestones=[
            ("Zwei Räume zum Ausprobieren", date(2025, 6, 30), date(2025, 6, 20), ""),
            ("Zehn Räume in sechs Gemeinden", date(2026, 12, 31), None, ""),
            ("Alle zehn Gemeinden haben einen LandRaum", date(2028, 3, 31), None, ""),
        ],
        notes=[(date(2024, 9, 9), "under_way", "green", "31 Ortsgemeinden haben sich gemeldet.", "")],
    ),
    Text(
        "Klimasensoren an Schulen",
        "Klassen messen, wie warm es auf dem Schulhof wird, und planen, wo Schatten hilft.",
        CHANGES,
        "umwelt",
        (2027, 2),
        (2029, 4),
        others=("bildung",),
        costs=120_000,
        funding="Noch nicht beschlossen",
        milestones=[
            ("Zehn Schulen sind ausgewählt", date(2027, 9, 30), None, ""),
            ("Erster Sommer gemessen", date(2028, 9, 30), None, ""),
        ],
    ),
    Text(
        "Digitale Schautafeln in den Orten",
        "Bildschirme statt Schaukästen vor den Gemeindehäusern.",
        CHANGES,
        "wirtschaft",
        (2024, 4),
        (2026, 2),
        costs=90_000,
        funding="Landkreis",
        milestones=[("Drei Tafeln auf Probe", date(2025, 5, 31), date(2025, 5, 12), "")],
        notes=[(date(2025, 1, 20), "under_way", "green", "Drei Orte probieren es aus.", "")],
        dropped=(date(2025, 10, 6), "Kaum jemand blieb stehen. Das Geld geht in Aushänge mit QR-Code, die alle lesen können."),
    ),
]  # fmt: skip

# By the title of the winning idea of 2021.
OF_IDEAS = {
    "Digitale Mitfahrerbank": Text(
        "Digitale Mitfahrerbank",
        "Eine Bank, an der man sein Ziel wählt und mitgenommen wird.",
        MOVES,
        "mobilitaet",
        (2023, 3),
        (2026, 1),
        "<p>Eine der Gewinnerideen von 2021. An der Bank stellt man das Ziel ein; wer vorbeifährt, sieht es am "
        "Schild und im Netz.</p>",
        others=("gemeinschaft",),
        partners="Gemeinden, Bürgerbusvereine",
        costs=210_000,
        funding=PROGRAMME,
        picture="road",
        milestones=[
            ("Lösungswerkstatt mit dem Ideengeber", date(2023, 9, 30), date(2023, 9, 16), ""),
            ("Die ersten vier Bänke stehen", date(2024, 8, 31), date(2024, 8, 22), ""),
            ("Zwölf Bänke stehen", date(2025, 12, 31), date(2025, 12, 11), "Eingeweiht mit drei Bürgerbusvereinen."),
        ],
        notes=[
            (date(2023, 10, 2), "under_way", "green", "Aus der Lösungswerkstatt ist ein Plan geworden.", ""),
            (date(2025, 3, 18), "under_way", "green", "Sieben Bänke stehen. Mitgenommen wird man nach neun Minuten, sagt die Zählung.", ""),
        ],
        finished=(date(2026, 3, 20), "Zwölf Bänke stehen und werden benutzt. Die Gemeinden stellen weitere selbst auf."),
    ),
    "Digital erlebbarer Landkreis": Text(
        "Digital erlebbarer Landkreis",
        "Geschichten, Wege und Orte des Landkreises auf einer Karte, die man unterwegs benutzt.",
        CONNECTS,
        "freizeit",
        (2024, 1),
        (2027, 1),
        "<p>Eine der Gewinnerideen von 2021. Vereine und Museen erzählen selbst; die Karte gehört allen.</p>",
        others=("wirtschaft", "bildung"),
        partners="Touristik, Museen, Heimatvereine",
        costs=260_000,
        funding=PROGRAMME,
        picture="lake",
        milestones=[
            ("Lösungswerkstatt mit der Ideengeberin", date(2024, 3, 31), date(2024, 3, 9), ""),
            ("50 Orte sind beschrieben", date(2025, 9, 30), date(2025, 9, 4), ""),
            ("Karte in Leichter Sprache", date(2026, 9, 30), None, ""),
        ],
        notes=[
            (date(2024, 4, 8), "under_way", "green", "Elf Heimatvereine machen mit.", ""),
            (date(2026, 10, 5), "under_way", "yellow", "84 Orte sind beschrieben, 30 davon in Leichter Sprache.", "Für die Leichte Sprache fehlten geprüfte Texte."),
        ],
    ),
}  # fmt: skip

# By the title of the task, of whatever forum has set it last.
OF_TASKS = {
    "Digitale Sprechstunde in den Büchereien": Text(
        "Digitale Sprechstunde",
        "Einmal in der Woche hilft jemand in der Bücherei mit Telefon, Formular und Passwort.",
        CHANGES,
        "bildung",
        (2026, 1),
        (2028, 4),
        others=("gemeinschaft",),
        responsible="Regionallotsinnen",
        partners="Büchereien, Seniorenbeiräte",
        costs=75_000,
        funding="Landkreis",
        milestones=[
            ("Vier Büchereien machen mit", date(2026, 6, 30), date(2026, 6, 24), ""),
            ("Zehn Büchereien machen mit", date(2027, 12, 31), None, ""),
        ],
        notes=[(date(2026, 3, 2), "under_way", "green", "16 Ehrenamtliche sind geschult.", "")],
    ),
    "Die Strategie in Leichter Sprache": Text(
        "Strategie in Leichter Sprache",
        "Die ganze Strategie so, dass alle sie verstehen, geprüft von Menschen mit Lernschwierigkeiten.",
        CHANGES,
        "gemeinschaft",
        (2027, 1),
        (2027, 4),
        responsible="Projektbüro",
        costs=30_000,
        funding="Landkreis",
        milestones=[("Prüfgruppe hat das erste Kapitel gelesen", date(2027, 5, 31), None, "")],
    ),
}  # fmt: skip
