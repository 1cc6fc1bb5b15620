import factory

from learning.models import GlossaryTerm


class GlossaryTermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GlossaryTerm

    term = factory.Sequence(lambda n: f"Sensor{n}")
    slug = factory.Sequence(lambda n: f"sensor-{n}")
    explanation = "Ein kleines Gerät, das etwas misst."
