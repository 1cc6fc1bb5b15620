"""One factory a model of the strategy."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from myk10.region.models import FieldOfAction
from strategy.models import (
    Contribution,
    Goal,
    GuidingQuestion,
    Indicator,
    Measure,
    Milestone,
    Passage,
    Remark,
    Section,
    Strategy,
    TargetVision,
    Version,
)
from tests.factories import DiscussionFactory, UserFactory


class GuidingQuestionFactory(factory.django.DjangoModelFactory):
    """`GuidingQuestionFactory(phase="closed")`; phases are those of `strategy.timetable.DEBATE`,
    None for one that nobody knows of yet."""

    class Meta:
        model = GuidingQuestion

    class Params:
        phase = "open"

    title = factory.Sequence(lambda n: f"Was wird digital {n}?")
    slug = factory.Sequence(lambda n: f"leitfrage-{n}")
    text = "<p>Was soll künftig digital gehen?</p>"
    announced_from = factory.LazyAttribute(
        lambda q: (
            timezone.now()
            + timedelta(days={"announced": -10, "open": -30, "closed": -60}.get(q.phase, 10))
        )
    )
    open_from = factory.LazyAttribute(lambda q: q.announced_from + timedelta(days=20))
    closed_from = factory.LazyAttribute(lambda q: q.open_from + timedelta(days=20))


class ContributionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contribution

    question = factory.SubFactory(GuidingQuestionFactory)
    author = factory.SubFactory(UserFactory)
    column = "digital"
    title = factory.Sequence(lambda n: f"Anträge online stellen {n}")
    text = "Dann muss niemand mehr nach Koblenz fahren."
    discussion = factory.SubFactory(DiscussionFactory)


class StrategyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strategy

    title = "Smarte Region MYK10"
    summary = "Wie der Landkreis digital wird."


class VersionFactory(factory.django.DjangoModelFactory):
    """`VersionFactory(phase="evaluation")`; phases are those of `strategy.timetable.VERSION`, None for
    a draft that only the Projektbüro sees. Passages: `PassageFactory(version=…)`."""

    class Meta:
        model = Version

    class Params:
        phase = "consultation"

    strategy = factory.LazyFunction(lambda: Strategy.objects.first() or StrategyFactory())
    title = factory.Sequence(lambda n: f"Fassung {n}")
    slug = factory.Sequence(lambda n: f"fassung-{n}")
    published_from = factory.LazyAttribute(
        lambda v: (
            timezone.now() - timedelta(days={"evaluation": 60}.get(v.phase, 20))
            if v.phase
            else None
        )
    )
    consultation_from = factory.LazyAttribute(
        lambda v: (
            v.published_from + timedelta(days=10)
            if v.phase in ("consultation", "evaluation")
            else None
        )
    )
    evaluation_from = factory.LazyAttribute(
        lambda v: v.consultation_from + timedelta(days=30) if v.consultation_from else None
    )


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    strategy = factory.LazyFunction(lambda: Strategy.objects.first() or StrategyFactory())


class PassageFactory(factory.django.DjangoModelFactory):
    """A section in a version; a chapter unless `parent=` is given."""

    class Meta:
        model = Passage

    version = factory.SubFactory(VersionFactory)
    section = factory.SubFactory(SectionFactory)
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Abschnitt {n}")
    body = "<p>Der Bus kommt auf Bestellung.</p>"


class RemarkFactory(factory.django.DjangoModelFactory):
    """A remark on `passage=`; `kind="suggestion"` proposes wording, `decision="adopted"` is answered."""

    class Meta:
        model = Remark

    class Params:
        passage = factory.SubFactory(PassageFactory)

    number = factory.Sequence(lambda n: f"K-2030-{n:03d}")
    version = factory.LazyAttribute(lambda r: r.passage.version)
    section = factory.LazyAttribute(lambda r: r.passage.section)
    author = factory.SubFactory(UserFactory)
    kind = "remark"
    text = factory.Sequence(lambda n: f"Bitte auch an das Wochenende denken {n}.")
    original = factory.LazyAttribute(
        lambda r: "Der Bus kommt auf Bestellung." if r.kind == "suggestion" else ""
    )
    proposed = factory.LazyAttribute(
        lambda r: "Der Bus kommt auch am Wochenende." if r.kind == "suggestion" else ""
    )
    decision = "open"
    answer = factory.LazyAttribute(lambda r: "" if r.decision == "open" else "Danke, das stimmt.")
    answered_at = factory.LazyAttribute(lambda r: None if r.decision == "open" else timezone.now())


class TargetVisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TargetVision

    title = factory.Sequence(lambda n: f"MYK verändert sich {n}")
    slug = factory.Sequence(lambda n: f"zielbild-{n}")
    summary = "Die Verwaltung wird einfacher."


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    target_vision = factory.SubFactory(TargetVisionFactory)
    title = factory.Sequence(lambda n: f"Weniger Wege {n}")


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator

    goal = factory.SubFactory(GoalFactory)
    name = factory.Sequence(lambda n: f"Online-Anträge {n}")
    unit = "Anträge"
    target_value = 1000
    target_on = date(2030, 12, 31)
    source = "Statistik der Kreisverwaltung"


class MeasureFactory(factory.django.DjangoModelFactory):
    """A published measure that runs now; `MeasureFactory(published_at=None)` is a draft."""

    class Meta:
        model = Measure

    number = factory.Sequence(lambda n: f"M-2030-{n:03d}")
    title = factory.Sequence(lambda n: f"Amt-O-Mat {n}")
    summary = "Ein Automat, an dem man Dokumente abholt."
    field_of_action = factory.LazyFunction(lambda: FieldOfAction.objects.first())
    responsible = "Stabsstelle Smarte Region"
    starts_on = factory.LazyFunction(lambda: date(timezone.localdate().year - 1, 1, 1))
    ends_on = factory.LazyFunction(lambda: date(timezone.localdate().year + 1, 12, 31))
    state = "under_way"
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    measure = factory.SubFactory(MeasureFactory)
    title = factory.Sequence(lambda n: f"Erster Automat steht {n}")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
