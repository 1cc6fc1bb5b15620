from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories import UserFactory
from workgroups.models import Application, Body, Membership, Resolution


class BodyFactory(factory.django.DjangoModelFactory):
    """A working group that takes new members."""

    class Meta:
        model = Body

    kind = "working_group"
    name = factory.Sequence(lambda n: f"Arbeitsgruppe {n}")
    short_name = factory.Sequence(lambda n: f"AG{n}")
    slug = factory.Sequence(lambda n: f"arbeitsgruppe-{n}")
    summary = "Wie kommen alle gut von A nach B?"
    mandate = "<p>Wir setzen um.</p>"
    term_from = factory.LazyFunction(lambda: timezone.localdate().replace(day=1, month=1))
    takes_applications = True


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Mitglied {n}")


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application

    body = factory.SubFactory(BodyFactory)
    user = factory.SubFactory(UserFactory)
    name = "Erika Beispiel"
    text = "Ich fahre jeden Tag Bus."


class ResolutionFactory(factory.django.DjangoModelFactory):
    """A circulation that runs now; `ResolutionFactory(result="adopted")` is decided."""

    class Meta:
        model = Resolution

    body = factory.SubFactory(BodyFactory)
    number = factory.Sequence(lambda n: f"B-AG-2030-{n:02d}")
    mode = "circulation"
    title = factory.Sequence(lambda n: f"Mitfahrbänke aufstellen {n}")
    text = "Die Gruppe empfiehlt zehn Mitfahrbänke."
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=2))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))
    decided_at = factory.LazyAttribute(lambda r: timezone.now() if r.result else None)
    result = ""
