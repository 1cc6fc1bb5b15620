from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import StaffFactory, UserFactory
from tests.workgroups.factories import BodyFactory, MembershipFactory, ResolutionFactory

pytestmark = pytest.mark.django_db

REGISTER = "/gruppen/beschluesse/"


def text(client, url):
    return client.get(url).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_takes_the_same_queries_for_any_number(
    client, rows, django_assert_num_queries
):
    for _ in range(rows):
        ResolutionFactory(result="adopted")
    with django_assert_num_queries(3):
        page = text(client, REGISTER)
    assert page.count('class="card"') == rows


def test_the_register_is_searched_in_german_and_by_number(client):
    bank = ResolutionFactory(title="Mitfahrbänke aufstellen", result="adopted")
    other = ResolutionFactory(title="Sensoren am Bach", text="Messen.", result="rejected")
    found = {
        query: [r.number in text(client, f"{REGISTER}?{query}") for r in (bank, other)]
        for query in [
            "q=Mitfahrbank",
            f"q={other.number.lower()}",
            "ergebnis=adopted",
            f"gremium={other.body.slug}",
            "q=%00",
            "page=999999999999",
            "q=" + "a" * 10000,
            'q="quer',
        ]
    }
    assert found == {
        "q=Mitfahrbank": [True, False],
        f"q={other.number.lower()}": [False, True],
        "ergebnis=adopted": [True, False],
        f"gremium={other.body.slug}": [False, True],
        "q=%00": [True, True],
        "page=999999999999": [True, True],
        "q=" + "a" * 10000: [False, False],
        'q="quer': [False, False],
    }


def seen(client, resolution):
    """On its page, in the register, in the feed, in the data."""
    return [
        client.get(resolution.get_absolute_url()).status_code == 200,
        *(
            resolution.number in text(client, url)
            for url in (REGISTER, f"{REGISTER}neu.atom", f"{REGISTER}oparl.json")
        ),
    ]


def test_who_sees_what_before_and_after_a_membership(client):
    body = BodyFactory()
    public, secret = [
        ResolutionFactory(body=body, result="adopted", is_public=is_public)
        for is_public in (True, False)
    ]
    running = ResolutionFactory(body=body)
    yesterday = timezone.localdate() - timedelta(days=1)
    people = {
        "visitor": None,
        "citizen": UserFactory(),
        "member": MembershipFactory(body=body).user,
        "guest": MembershipFactory(body=body, role="guest", may_vote=False).user,
        "left": MembershipFactory(body=body, from_on=date(2020, 1, 1), until_on=yesterday).user,
        "coming": MembershipFactory(body=body, from_on=yesterday + timedelta(days=2)).user,
        "other": MembershipFactory().user,
        "staff": StaffFactory(),
    }
    everywhere, nowhere = [True] * 4, [False] * 4
    inside = {"member", "guest", "staff"}
    got = {}
    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        got[name] = [seen(client, r) for r in (public, secret, running)]
    assert got == {
        name: [
            everywhere,
            [True, True, False, False] if name in inside else nowhere,
            # On the register itself, a running circulation is shown to members.
            [True, name != "staff", False, False] if name in inside else nowhere,
        ]
        for name in people
    }


def test_only_those_inside_read_votes_and_the_part_that_is_not_public(client):
    resolution = ResolutionFactory(internal_text="Das Grundstück kostet viel.", result="adopted")
    member = MembershipFactory(body=resolution.body)
    assert "Grundstück" not in text(client, resolution.get_absolute_url())
    client.force_login(member.user)
    assert "Grundstück" in text(client, resolution.get_absolute_url())


def test_voting_and_declaring_a_conflict_on_the_page(client):
    resolution = ResolutionFactory()
    member = MembershipFactory(body=resolution.body)
    client.force_login(member.user)
    vote = reverse("workgroups:vote", args=[resolution.number])
    conflict = reverse("workgroups:conflict", args=[resolution.number])
    page = client.post(vote, {"stimme": "yes"}, follow=True).content.decode()
    assert "Sie haben mit „Ja“ gestimmt" in page
    assert client.post(vote, {"stimme": "vielleicht"}).status_code == 404
    page = client.post(conflict, {"reason": "a\x00b"}).content.decode()
    assert resolution.votes.count() == 1
    page = client.post(conflict, {"reason": "Mein Grundstück"}, follow=True).content.decode()
    assert "Sie stimmen hier nicht mit ab" in page
    assert resolution.votes.count() == 0
    page = client.post(vote, {"stimme": "yes"}, follow=True).content.decode()
    assert "Sie haben hier keine Stimme" in page


def test_the_office_proposes_decides_and_records(client):
    client.force_login(StaffFactory())
    body = BodyFactory(short_name="LG")
    for _ in range(3):
        MembershipFactory(body=body)
    add = reverse("admin:workgroups_resolution_add")
    values = {"body": body.pk, "title": "Bänke", "text": "Zehn.", "is_public": "on"}
    page = client.post(add, values).content.decode()
    assert "Eine Sitzung braucht ihren Tag" in page
    client.post(add, {**values, "sitting_on": "04.05.2026"})
    resolution = body.resolutions.get()
    deed = reverse("admin:workgroups_resolution_do", args=[resolution.pk, "entscheiden"])
    page = client.post(deed, {"result": "adopted", "yes": "1"}).content.decode()
    assert "Nicht beschlussfähig" in page
    client.post(deed, {"result": "adopted", "yes": "2", "no": "1"})
    deed = reverse("admin:workgroups_resolution_do", args=[resolution.pk, "umsetzen"])
    client.post(deed, {"done_on": "01.06.2026", "note": "Zehn Bänke stehen."})
    resolution.refresh_from_db()
    assert (resolution.votes_yes, resolution.votes_no, resolution.done_on) == (
        2,
        1,
        date(2026, 6, 1),
    )
    change = reverse("admin:workgroups_resolution_change", args=[resolution.pk])
    assert client.get(change).status_code == 200
