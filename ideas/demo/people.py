"""The invented people of the demo: they hand in, comment and vote. None of them can log in."""

from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from ideas.demo.talk import NAMES
from myk10.accounts.models import User
from myk10.region.models import Municipality

# How many of them live where; the rest named no place. Few enough somewhere to be hidden in results.
HOMES = {
    "mayen": 11, "andernach": 9, "weissenthurm": 8, "maifeld": 7, "vordereifel": 7,
    "rhein-mosel": 6, "pellenz": 6, "bendorf": 3, "mendig": 3, "vallendar": 2,
}  # fmt: skip


def create_people(random: Random) -> list[User]:
    municipalities = {place.slug: place for place in Municipality.objects.all()}
    homes = [municipalities[slug] for slug, count in HOMES.items() for _person in range(count)]
    homes += [None] * (len(NAMES) - len(homes))
    random.shuffle(homes)
    unusable = make_password(None)
    people = User.objects.bulk_create(
        User(
            email=f"person{number:02d}@demo.example",
            display_name=name,
            municipality=home,
            password=unusable,
        )
        for number, (name, home) in enumerate(zip(NAMES, homes, strict=True), start=1)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, verified=True, primary=True)
        for person in people
    )
    return people
