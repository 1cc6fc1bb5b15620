"""What the demo's Zielbilder say. Their titles are facts; goals and figures are invented."""

from dataclasses import dataclass

EXAMPLE = "Beispielwerte, für die Demo erfunden"


@dataclass(frozen=True)
class AimText:
    name: str
    unit: str
    target: str
    until: int  # the end of this year
    values: tuple[tuple[int, str], ...]  # at the end of each year
    less: bool = False


@dataclass(frozen=True)
class GoalText:
    title: str
    field: str
    text: str
    aims: tuple[AimText, ...]


@dataclass(frozen=True)
class VisionText:
    title: str
    slug: str
    summary: str
    text: str
    goals: tuple[GoalText, ...]


VISIONS = [
    VisionText(
        "MYK verändert sich",
        "myk-veraendert-sich",
        "Verwaltung und Alltag werden einfacher, und alle kommen mit.",
        "Anträge stellt man am Küchentisch, Dokumente holt man ab, wann es passt. Wer lieber ins Amt geht, "
        "geht ins Amt.\n\nLernen kann man überall, in jedem Alter. Wer Hilfe mit der Technik braucht, "
        "findet sie in der Nähe.",
        (
            GoalText(
                "Anträge gehen ohne Weg zum Amt",
                "versorgung",
                "Die häufigsten Leistungen des Kreises sind Online-Dienste. Der persönliche Weg bleibt "
                "offen.",
                (
                    AimText(
                        "Leistungen des Kreises, die es ganz online gibt",
                        "Leistungen",
                        "120",
                        2027,
                        ((2022, "18"), (2023, "41"), (2024, "67"), (2025, "88")),
                    ),
                    AimText(
                        "Wartezeit auf eine Antwort",
                        "Tage",
                        "10",
                        2027,
                        ((2022, "24"), (2023, "21"), (2024, "15.5"), (2025, "12")),
                        less=True,
                    ),
                ),
            ),
            GoalText(
                "Alle können mitkommen",
                "bildung",
                "In jeder Gemeinde gibt es Menschen, die bei digitalen Fragen helfen, kostenlos und ohne "
                "Anmeldung.",
                (
                    AimText(
                        "Gemeinden mit einer Sprechstunde für digitale Fragen",
                        "Gemeinden",
                        "10",
                        2025,
                        ((2022, "2"), (2023, "5"), (2024, "8"), (2025, "10")),
                    ),
                    AimText(
                        "Menschen, die an einem Kurs teilgenommen haben",
                        "Menschen",
                        "5000",
                        2027,
                        ((2023, "640"), (2024, "1710"), (2025, "2985")),
                    ),
                ),
            ),
            GoalText(
                "Der Kreis weiß früh, was sich in der Natur ändert",
                "umwelt",
                "Sensoren messen Wasserstand, Bodenfeuchte und Hitze. Die Werte sind Open Data.",
                (
                    AimText(
                        "Sensoren im Funknetz LoRaWAN",
                        "Sensoren",
                        "400",
                        2024,
                        ((2023, "60"), (2024, "310"), (2025, "372")),
                    ),
                ),
            ),
        ),
    ),
    VisionText(
        "In MYK gut von A nach B kommen",
        "gut-von-a-nach-b",
        "Man kommt auch ohne eigenes Auto gut ans Ziel.",
        "Bus, Bahn, Rad und Mitfahren greifen ineinander. Eine Auskunft zeigt alle Wege auf einen Blick, "
        "auch barrierefrei.",
        (
            GoalText(
                "Jeder Ort ist an jedem Tag erreichbar",
                "mobilitaet",
                "Wo kein Linienbus fährt, kommt der Rufbus.",
                (
                    AimText(
                        "Orte mit einer Verbindung auch am Wochenende",
                        "Prozent",
                        "95",
                        2028,
                        ((2022, "58"), (2023, "61.5"), (2024, "70"), (2025, "78")),
                    ),
                    AimText(
                        "Fahrten mit der Mitfahrerbank im Jahr",
                        "Fahrten",
                        "2000",
                        2027,
                        ((2024, "420"), (2025, "910")),
                    ),
                ),
            ),
            GoalText(
                "Weniger Suchverkehr in den Städten",
                "infrastruktur",
                "Wer einen Parkplatz sucht, sieht vorher, wo einer frei ist.",
                (
                    AimText(
                        "Parkplätze, deren Belegung man sehen kann",
                        "Plätze",
                        "800",
                        2026,
                        (),
                    ),
                ),
            ),
        ),
    ),
    VisionText(
        "MYK vernetzt Menschen",
        "myk-vernetzt-menschen",
        "Menschen, Orte und Daten finden zueinander.",
        "Arbeiten, wo man wohnt. Einen Arzt sprechen, ohne weit zu fahren. Vereine finden, die Nachwuchs "
        "suchen. Was Menschen verbindet, wird leichter.",
        (
            GoalText(
                "Arbeiten in der Nähe",
                "arbeit",
                "In leeren Häusern in den Ortskernen entstehen Arbeitsplätze auf Zeit.",
                (
                    AimText(
                        "Coworking-Plätze in RegioHubs",
                        "Plätze",
                        "150",
                        2027,
                        ((2023, "12"), (2024, "54"), (2025, "96")),
                    ),
                ),
            ),
            GoalText(
                "Gute Medizin auch auf dem Land",
                "medizin",
                "Telemedizin ergänzt die Praxis vor Ort.",
                (
                    AimText(
                        "Praxen mit Videosprechstunde",
                        "Praxen",
                        "60",
                        2025,
                        ((2022, "21"), (2023, "38"), (2024, "57"), (2025, "66")),
                    ),
                ),
            ),
            GoalText(
                "Daten gehören allen",
                "wirtschaft",
                "Was der Kreis misst und zählt, steht auf der Datenplattform, für Betriebe, Schulen und "
                "Vereine.",
                (
                    AimText(
                        "Datensätze, die als Open Data bereitstehen",
                        "Datensätze",
                        "250",
                        2028,
                        ((2023, "14"), (2024, "73"), (2025, "131")),
                    ),
                ),
            ),
        ),
    ),
]
