"""The competitions of the demo: one finished in 2021, and one in each phase today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ideas.demo import earlier_texts, texts
from ideas.models import Competition, Criterion
from ideas.timetable import COMPETITION

PHASES = [phase.name for phase in COMPETITION]


@dataclass(frozen=True)
class Plan:
    """`begins` maps phases to days from today."""

    title: str
    slug: str
    summary: str
    call: str
    ideas: list[texts.Text]
    begins: dict[str, int]
    rule: str = "vote"
    vote_weight: int | None = None
    answer_within_days: int = 28


CRITERIA = [
    ("Nutzen im Alltag", "Wie vielen Menschen hilft die Idee, und wie sehr?"),
    ("Neu für uns", "Gibt es das im Landkreis noch nicht?"),
    ("Machbar", "Lässt sie sich in einem Jahr beginnen?"),
]
VOTE_RULES = (
    "<p>Mitmachen können alle, die im Landkreis leben oder arbeiten. Das Projektbüro prüft, ob eine Idee "
    "zulässig ist: Sie muss den Landkreis betreffen, darf niemanden herabsetzen und muss neu sein.</p>"
    "<p>Jede Person mit einem Konto hat drei Stimmen, für drei verschiedene Ideen. Die drei Ideen mit den "
    "meisten Stimmen gewinnen. Bei Gleichstand entscheidet ein Los, das alle nachprüfen können.</p>"
)
JURY_RULES = (
    "<p>Mitmachen können alle, die im Landkreis leben oder arbeiten.</p><p>Jede Person mit einem Konto hat drei "
    "Stimmen. Danach bewertet eine Jury die Ideen der engeren Wahl nach den Kriterien, die hier stehen. "
    "Abstimmung und Jury zählen je zur Hälfte.</p>"
)
PRIZE = "<p>Die drei Gewinner bekommen eine Lösungswerkstatt: einen Tag mit Fachleuten, um aus der Idee einen Plan zu machen.</p>"


# In the order of time, so that numbers rise with it.
PLANS = [
    Plan(
        "Gemeinsam unterwegs",
        "gemeinsam-unterwegs",
        "Wie kommt man im Landkreis gut von A nach B, auch ohne eigenes Auto?",
        "<p>Bus, Rad, Fähre, Mitfahren: Gesucht waren Ideen, mit denen man besser ankommt.</p>"
        + PRIZE,
        earlier_texts.RESULT,
        {"announcement": -160, "submission": -145, "screening": -100, "voting": -75, "result": -45},
    ),
    Plan(
        "Gesund und gut versorgt",
        "gesund-versorgt",
        "Ideen für Arztpraxis, Pflege, Einkauf und Mittagstisch auf dem Land.",
        "<p>Gut versorgt sein heißt: Hilfe ist da, wenn man sie braucht.</p>" + PRIZE,
        texts.JURY,
        {
            "announcement": -100,
            "submission": -86,
            "screening": -45,
            "voting": -28,
            "jury": -7,
            "result": 12,
        },
        rule="vote_and_jury",
        vote_weight=50,
    ),
    Plan(
        "Lebendige Ortsmitten",
        "ortsmitten",
        "Was bringt Leben zurück auf Plätze, in Läden und in Säle?",
        "<p>Eine Ortsmitte lebt, wenn man dort jemanden trifft. Gesucht sind Ideen, die Menschen "
        "zusammenbringen.</p>" + PRIZE,
        texts.VOTING,
        {"announcement": -80, "submission": -65, "screening": -25, "voting": -5, "result": 10},
    ),
    Plan(
        "Klimaschlau im Alltag",
        "klimaschlau",
        "Kleine und große Ideen, mit denen der Landkreis Energie, Wasser und Wege spart.",
        "<p>Was lässt sich hier bei uns tun, ohne auf andere zu warten?</p>" + PRIZE,
        texts.SCREENING,
        {"announcement": -60, "submission": -45, "screening": -6, "voting": 9, "result": 30},
    ),
    Plan(
        "Smarte Ideen für MYK10",
        "smarte-ideen",
        "Welche Idee macht Ihren Alltag im Landkreis leichter?",
        "<p>Sie kennen Ihren Ort am besten. Sagen Sie uns, was fehlt und was besser ginge, mit oder ohne "
        "Technik. Eine Idee muss nicht fertig sein.</p>" + PRIZE,
        texts.OPEN,
        {"announcement": -30, "submission": -16, "screening": 19, "voting": 33, "result": 54},
        answer_within_days=14,
    ),
    Plan(
        "Jugend macht Zukunft",
        "jugend-macht-zukunft",
        "Was würdest du im Landkreis als Erstes ändern? Ein Wettbewerb für alle unter 27.",
        "<p>Wie soll sich das Leben hier anfühlen, wenn du dreißig bist? Wir suchen Ideen für Treffpunkte, "
        "Wege, Schulen und alles dazwischen.</p>" + PRIZE,
        [],
        {"announcement": -3, "submission": 18, "screening": 60, "voting": 75, "result": 96},
    ),
]


def dates_of(plan: Plan) -> dict[str, datetime | None]:
    """Phases begin at midnight, results are published at 18:00."""
    today = timezone.localdate()
    return {f"{p}_from": _moment(today, p, plan.begins.get(p)) for p in PHASES}


def _moment(today: date, phase: str, days: int | None) -> datetime | None:
    if days is None:
        return None
    at = time(18) if phase == "result" else time()
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), at))


def create_competition(plan: Plan) -> Competition:
    dates = dates_of(plan)
    competition = Competition.objects.create(
        title=plan.title,
        slug=plan.slug,
        year=timezone.localtime(dates["submission_from"]).year,
        summary=plan.summary,
        call_text=plan.call,
        rules_text=JURY_RULES if plan.rule == "vote_and_jury" else VOTE_RULES,
        winner_rule=plan.rule,
        vote_weight=plan.vote_weight,
        answer_within_days=plan.answer_within_days,
        demo_content=True,
        **dates,
    )
    for position, (name, explanation) in enumerate(CRITERIA, start=1):
        Criterion.objects.create(
            competition=competition, name=name, explanation=explanation, position=position
        )
    return competition


CRITERIA_2021 = [
    "Verbessert das tägliche Leben",
    "Innovativ und „smart“",
    "2022 umsetzbar",
    "Mehrwert für die Region",
    "Übertragbar",
    "Bereitschaft mitzuhelfen",
]


def create_2021() -> Competition:
    def local(*parts: int) -> datetime:
        return timezone.make_aware(datetime(*parts))  # noqa: DTZ001

    competition = Competition.objects.create(
        title="Ideenwettbewerb 2021",
        slug="2021",
        year=2021,
        summary="Der erste Ideenwettbewerb der Smarten Region MYK10 mit rund 70 Ideen.",
        call_text=(
            "<p>Vom 7. Oktober bis zum 7. November 2021 konnten alle im „Mitmachlabor“ Ideen einreichen: zu "
            "Arbeit und Bildung, Versorgen, Mobilität und Freizeit. Rund 70 Ideen kamen zusammen.</p>"
            "<p>Hier stehen nur die Gewinner, deren Titel überliefert sind: „Digital erlebbarer Landkreis“ und "
            "„Digitale Mitfahrerbank“. Der dritte Gewinner ist nicht bekannt, ebenso wenig die Reihenfolge. "
            "Beschreibungen, Begründungen und die Tage von Ankündigung und Ergebnis sind Beispielangaben.</p>"
        ),
        rules_text=(
            "<p>Ein Institut prüfte die Ideen vor. Die Lenkungsgruppe wählte drei Gewinner aus; eine öffentliche "
            "Abstimmung gab es nicht. Jeder Gewinner bekam eine Lösungswerkstatt.</p>"
        ),
        announcement_from=local(2021, 9, 23, 18),
        submission_from=local(2021, 10, 7),
        screening_from=local(2021, 11, 8),
        result_from=local(2021, 12, 17, 18),
        winner_rule="steering",
        demo_content=False,
    )
    for position, name in enumerate(CRITERIA_2021, start=1):
        Criterion.objects.create(competition=competition, name=name, position=position)
    return competition
