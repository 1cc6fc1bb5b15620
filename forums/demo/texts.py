"""What the demo's forums say. Dates, places and results of 2021 to 2024 are public facts; the rest is
invented. Tasks: (title, strand, responsible, due in days after the forum, state, what happened, days)."""

from datetime import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def _span(day: tuple[int, int, int], begins: tuple[int, int], ends: tuple[int, int]):
    return datetime(*day, *begins, tzinfo=BERLIN), datetime(*day, *ends, tzinfo=BERLIN)


# (year, title, theme, begins and ends, place, address, summary). The hours of 2022 to 2024 are examples.
REAL = [
    (
        2021,
        "Auftaktforum",
        "Smarte Region MYK10: der Anfang",
        _span((2021, 9, 23), (18, 0), (19, 30)),
        "",
        "",
        "<p>Das Projekt stellte sich vor, wegen der Pandemie am Bildschirm. Rund 150 Menschen sahen zu und "
        "schrieben im Chat mit.</p>",
    ),
    (
        2022,
        "1. Zukunftsforum",
        "Der Entwurf der Strategie",
        _span((2022, 9, 13), (17, 0), (21, 0)),
        "Sayner Hütte",
        "Bendorf",
        "<p>Rund 200 Menschen sprachen über den Entwurf der Strategie. In Workshops brachten sie 26 "
        "Lösungen in eine Reihenfolge.</p>",
    ),
    (
        2023,
        "2. Zukunftsforum",
        "Die Umsetzung beginnt",
        _span((2023, 9, 22), (17, 0), (21, 0)),
        "Kulturhalle Ochtendung",
        "Ochtendung",
        "<p>Die Strategie ist beschlossen, die Umsetzung beginnt: Zum ersten Mal standen Projekte im Saal, "
        "die man anfassen konnte.</p>",
    ),
    (
        2024,
        "3. Zukunftsforum",
        "Digitalisierung und Klimaschutz",
        _span((2024, 9, 5), (17, 0), (21, 0)),
        "Kulturhalle Ochtendung",
        "Ochtendung",
        "<p>Über 200 Menschen fragten, was Digitalisierung zum Klimaschutz beitragen kann und was sie selbst "
        "verbraucht.</p>",
    ),
]
TASKS = {
    2021: [
        ("Ideenwettbewerb ausrichten", "projects", "Projektbüro", 90, "done", "Rund 70 Ideen sind eingegangen.", 50),
        ("Alle fragen: der erste Zukunftsdialog", "strategy", "Projektbüro", 150, "done", "Über 600 Antworten und rund 100 Beiträge liegen vor.", 141),
        ("Ein Projektbüro eröffnen", "structures", "Kreisverwaltung", 120, "done", "Eröffnet in der Bahnhofstraße 22 in Andernach.", 71),
    ],
    2022: [
        ("Die Strategie beschließen", "strategy", "Kreistag", 270, "done", "Der Kreistag hat die Strategie beschlossen.", 195),
        ("Eine Digitale Agenda aufstellen", "strategy", "Projektbüro", 300, "done", "Der Kreisausschuss hat die Digitale Agenda beschlossen.", 286),
        ("Bürgerbüros in allen zehn Gemeinden vernetzen", "structures", "Gemeinden", 330, "carried", "Die Software kam später als geplant.", 320),
    ],
    2023: [
        ("Einen MakerSpace einrichten", "projects", "Projektbüro", 420, "done", "Der MakerSpace ist in Betrieb.", 400),
        ("Die Lernplattform am Geysir eröffnen", "learning", "Projektbüro", 420, "done", "Die Lernplattform ist fertig.", 410),
        ("Arbeitsgruppen je Zielbild einrichten", "structures", "Lenkungsgruppe", 120, "done", "Seither treffen sich drei Gruppen, einmal im Quartal.", 90),
        ("Einen Chatbot für alle Ämter bauen", "projects", "Kreisverwaltung", 300, "dropped", "Eine gute Suche hilft mehr und kostet weniger.", 240),
    ],
    2024: [
        ("In den Gemeinden über Sensoren sprechen", "learning", "Regionallotsinnen", 150, "done", "„MYK trifft IoT“ war in den Gemeinden zu Gast.", 140),
        ("LoRaWAN in die Fläche bringen", "projects", "Projektbüro", 330, "carried", "Die Hälfte der Standorte steht.", 350),
        ("Den Stromverbrauch der Rathäuser offenlegen", "structures", "Gemeinden", 300, "done", "Die Zahlen stehen auf der Datenplattform.", 280),
    ],
}  # fmt: skip
# Of the forums whose date is not known, the last of which the coming forum looks back at.
INVENTED_TASKS = [
    ("Sitzungen der Gremien im Netz übertragen", "structures", "Kreisverwaltung", 250, "done", "Seit dem Frühjahr wird jede öffentliche Sitzung übertragen.", 210),
    ("Hitzekarte für alle Gemeinden", "projects", "Projektbüro", 300, "done", "Die Karte ist auf der Datenplattform zu sehen.", 260),
    ("Digitale Sprechstunde in den Büchereien", "learning", "Regionallotsinnen", 330, "under_way", "In vier Büchereien läuft sie. Die nächsten zwei folgen im Winter.", 300),
    ("Mitfahrbänke an 20 Orten", "projects", "Gemeinden", 290, "under_way", "Zwölf Bänke stehen.", 280),
    ("Die Strategie in Leichter Sprache", "strategy", "Projektbüro", 900, "open", "", 0),
    ("Ein gemeinsames Terminbuch aller Rathäuser", "structures", "Gemeinden", 340, "dropped", "Die Verfahren der Rathäuser passen nicht zusammen. Wir warten auf das Verfahren des Landes.", 310),
]  # fmt: skip
INVENTED_SUMMARY = (
    "<p>Im Saal und am Bildschirm ging es um eine Frage: Was hilft im Alltag wirklich?</p><h2>Was blieb</h2>"
    "<ul><li><p>Wenig Neues anfangen, Begonnenes fertig machen.</p></li><li><p>Nicht nur online: Wer Hilfe "
    "braucht, soll Menschen treffen.</p></li><li><p>Zeigen, was mit Daten geschieht.</p></li></ul>"
)
INVENTED_MINUTES = (
    "<h2>Beginn</h2><p>17 Uhr, Begrüßung durch den Landrat.</p><h2>Rückblick</h2><p>Das Projektbüro berichtet, "
    "was aus den Aufgaben des Vorjahrs geworden ist.</p><h2>Neue Aufgaben</h2><p>Die Vorschläge der Tische "
    "gehen an die Lenkungsgruppe.</p><h2>Ende</h2><p>21 Uhr.</p>"
)
POLLS = [
    ("Was hilft Ihnen am meisten?", ["Kürzere Wege", "Bessere Auskunft", "Jemand, der es erklärt", "Schnelleres Netz"]),
    ("Wie sind Sie hergekommen?", ["Zu Fuß oder mit dem Rad", "Mit Bus oder Bahn", "Mit dem Auto", "Ich bin online dabei"]),
]  # fmt: skip
COMING_TEXT = (
    "<p>Einmal im Jahr kommt zusammen, wer mitmacht: Wir zeigen, was aus den Aufgaben des letzten Jahres "
    "geworden ist, und sammeln, was im nächsten dran ist.</p><p>Der Saal ist ohne Stufen zu erreichen. Online "
    "übertragen wir den Rückblick und einen Workshop.</p>"
)
COMING_SUMMARY = "Was ist erreicht? Was kommt als Nächstes? Ein Abend für alle, die im Landkreis leben oder arbeiten."
# (minutes after the beginning, how long, kind, title, track, room, speakers, text)
PROGRAMME = [
    (0, 30, "market", "Ankommen und Markt der Möglichkeiten", "", "Foyer", "", "Projekte zum Anfassen: Sensoren, Lernplattform, MakerSpace."),
    (30, 10, "welcome", "Begrüßung", "", "Saal", "Landrat", ""),
    (40, 40, "panel", "Rückblick: erreicht, noch offen, anders gekommen", "", "Saal", "Projektbüro und Lenkungsgruppe", "Jede Aufgabe des letzten Jahres, mit dem, was aus ihr wurde."),
    (85, 60, "workshop", "Unterwegs ohne eigenes Auto", "Mobilität", "Saal", "Regionallotsinnen", "Was fehlt zwischen Dorf und Bahnhof?"),
    (85, 60, "workshop", "Rathaus ohne Wartezimmer", "Verwaltung", "Raum Nette", "Kreisverwaltung", "Welche Wege wollen Sie sich sparen?"),
    (85, 60, "workshop", "Daten, die allen gehören", "Daten", "Raum Maifeld", "Projektbüro", "Was messen wir, wozu, und wer darf es sehen?"),
    (145, 25, "break", "Suppe und Gespräche", "", "Foyer", "", ""),
    (170, 40, "panel", "Ihre Fragen", "", "Saal", "Landrat und Projektbüro", "Alle Fragen, die Sie vorher oder im Saal gestellt haben."),
    (210, 30, "closing", "Neue Aufgaben und Ausblick", "", "Saal", "", ""),
]  # fmt: skip
# (text, support, answered in the hall, written answer)
PAST_QUESTIONS = [
    ("Wann gibt es am Sonntag wieder einen Bus nach Polch?", 17, True, ""),
    ("Wer sieht die Daten der Sensoren?", 12, False, "<p>Alle. Die Messwerte stehen ohne Anmeldung auf der Datenplattform. Personen erfassen die Sensoren nicht.</p>"),
    ("Bleibt das Bürgerbüro offen, wenn alles online geht?", 9, True, ""),
    ("Was kostet das Projekt den Kreis?", 6, False, "<p>Der Bund fördert das Modellprojekt bis Ende 2027. Wie hoch der Anteil des Kreises ist, steht im Haushalt.</p>"),
]  # fmt: skip
COMING_QUESTIONS = [
    ("Kommt die Mitfahrbank auch in die Vordereifel?", 14),
    ("Wie geht es nach 2027 weiter, wenn die Förderung endet?", 11),
    ("Gibt es die Sprechstunde auch abends?", 4),
]
# (title, why, strand, state)
PROPOSALS = [
    ("Ein Fahrplan an jeder Haltestelle, den man hören kann", "Nicht alle können den Aushang lesen. Ein Knopf, der die nächsten Abfahrten vorliest, hilft vielen.", "projects", "admitted"),
    ("Alle Vereine an einem Tag ins Netz", "Viele Vereine haben keine Seite oder eine alte. An einem Samstag mit Helferinnen und Helfern ist das erledigt.", "learning", "admitted"),
    ("Freies WLAN an allen Grillhütten", "Wer die Hütte mietet, braucht Netz, schon für den Notruf.", "structures", "admitted"),
    ("Ein Jugendrat für Digitales", "Wir leben am längsten mit dem, was jetzt entschieden wird.", "strategy", "admitted"),
    ("Leerstände auf einer Karte", "Wer eine Werkstatt sucht, findet so eine leere Scheune.", "projects", "submitted"),
    ("Schneller Internet im ganzen Ort", "Bei uns dauert alles ewig.", "structures", "submitted"),
    ("Mein Nachbar soll leiser mähen", "Jeden Samstag um sieben.", "projects", "refused"),
]  # fmt: skip
REFUSAL = "Das ist keine Aufgabe des Landkreises. Bitte wenden Sie sich an das Ordnungsamt Ihrer Gemeinde."
