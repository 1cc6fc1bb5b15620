"""Reading and writing remarks, page by page."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from myk10.moderation.actions import hide_content
from strategy.actions.consultation import set_stance, withdraw_remark
from strategy.models import Passage, Remark, RemarkSupport, Stance
from tests.factories import StaffFactory, UserFactory
from tests.strategy.factories import PassageFactory, RemarkFactory, VersionFactory

pytestmark = pytest.mark.django_db

TYPED = {"kind": "remark", "text": "Auch am Wochenende?", "revision": "1"}
SUGGESTED = TYPED | {"kind": "suggestion", "proposed": "Der Bus kommt immer."}


@pytest.fixture
def passage():
    return PassageFactory(title="Mobilität")


@pytest.fixture
def citizen(client):
    user = UserFactory()
    client.force_login(user)
    return user


def page_of(passage) -> str:
    return reverse("strategy:section_remarks", args=[passage.version.slug, passage.section.key])


def html(answer) -> str:
    return answer.content.decode()


# --- Writing --------------------------------------------------------------------------------


def test_a_remark_is_looked_at_before_it_is_sent(client, citizen, passage):
    preview = client.post(page_of(passage), TYPED | {"vorschau": "1"})
    assert "Stimmt das so?" in html(preview)
    assert not Remark.objects.exists()
    sent = client.post(page_of(passage), TYPED | {"absenden": "1"}, follow=True)
    remark = Remark.objects.get()
    assert (remark.author, remark.kind, remark.text) == (citizen, "remark", "Auch am Wochenende?")
    assert sent.redirect_chain == [(remark.get_absolute_url(), 302)]
    assert f"Ihr Beitrag {remark.number} ist veröffentlicht" in html(sent)


def test_the_preview_of_a_suggestion_marks_what_changes(client, citizen, passage):
    page = html(client.post(page_of(passage), SUGGESTED | {"vorschau": "1"}))
    assert '<del><span class="kern-sr-only"> [gestrichen: </span>auf Bestellung' in page
    assert '<ins><span class="kern-sr-only"> [neu: </span>immer' in page
    client.post(page_of(passage), SUGGESTED | {"absenden": "1"})
    remark = Remark.objects.get()
    assert (remark.original, remark.proposed) == (
        "Der Bus kommt auf Bestellung.",
        "Der Bus kommt immer.",
    )


def test_from_the_preview_one_goes_back_with_all_that_was_typed(client, citizen, passage):
    form = client.post(page_of(passage), SUGGESTED | {"aendern": "1"}).context["form"]
    assert {name: str(form[name].value()) for name in SUGGESTED} == SUGGESTED
    assert not form.errors


def test_the_text_to_change_is_there_as_plain_text(client, citizen, passage):
    form = client.get(f"{page_of(passage)}?art=suggestion").context["form"]
    assert form["proposed"].value() == "Der Bus kommt auf Bestellung."
    assert (form["kind"].value(), form["revision"].value()) == ("suggestion", 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TYPED | {"text": " "}, "text"),
        (TYPED | {"text": "x" * 4001}, "text"),
        (TYPED | {"text": "a\x00b"}, "text"),
        (TYPED | {"kind": "poem"}, "kind"),
        (SUGGESTED | {"proposed": "Der Bus kommt auf Bestellung."}, "proposed"),
        (SUGGESTED | {"proposed": " "}, "proposed"),
        (SUGGESTED | {"proposed": "x" * 20001}, "proposed"),
        (SUGGESTED | {"proposed": "\x07"}, "proposed"),
    ],
)
def test_bad_input_is_an_error_and_stays_in_the_form(client, citizen, passage, typed, field):
    form = client.post(page_of(passage), typed | {"absenden": "1"}).context["form"]
    assert list(form.errors) == [field]
    assert form["text"].value() == typed["text"]
    assert not Remark.objects.exists()


def test_the_wording_counts_only_in_a_suggestion(client, citizen, passage):
    client.post(page_of(passage), SUGGESTED | {"kind": "question", "absenden": "1"})
    assert Remark.objects.get().proposed == ""


@pytest.mark.parametrize("button", ["vorschau", "absenden"])
def test_a_section_that_changed_meanwhile_is_shown_anew_and_nothing_is_lost(
    client, citizen, passage, button
):
    Passage.objects.filter(pk=passage.pk).update(body="<p>Der Bus kommt nie.</p>", revision=2)
    answer = client.post(page_of(passage), SUGGESTED | {button: "1"})
    form = answer.context["form"]
    assert "wurde geändert, während Sie geschrieben haben" in html(answer)
    assert "<p>Der Bus kommt nie.</p>" in html(answer)
    assert (form["proposed"].value(), form["text"].value(), form["revision"].value()) == (
        "Der Bus kommt immer.",
        "Auch am Wochenende?",
        "2",
    )
    client.post(page_of(passage), SUGGESTED | {"revision": "2", "absenden": "1"})
    assert Remark.objects.get().original == "Der Bus kommt nie."


@pytest.mark.parametrize("revision", ["", "0", "abc", "99999999999999999999"])
def test_a_missing_or_forged_revision_has_not_seen_the_text(client, citizen, passage, revision):
    client.post(page_of(passage), TYPED | {"revision": revision, "absenden": "1"})
    assert not Remark.objects.exists()


def test_a_consultation_that_closes_while_somebody_types_loses_nothing(client, citizen, passage):
    end = passage.version.evaluation_from
    assert client.get(f"{page_of(passage)}?art=suggestion").context["form"]
    with time_machine.travel(end + timedelta(minutes=1), tick=False):
        client.force_login(citizen)
        page = html(client.post(page_of(passage), SUGGESTED | {"absenden": "1"}))
    assert "Ihr Text ist nicht verloren" in page
    assert "Auch am Wochenende?" in page
    assert "Der Bus kommt immer." in page
    assert "Was Sie jetzt tun können" in page
    assert not Remark.objects.exists()


def test_it_closes_between_the_look_and_the_lock(client, citizen, passage, monkeypatch):
    from strategy.actions import consultation

    monkeypatch.setattr(consultation, "database_now", lambda: passage.version.evaluation_from)
    page = html(client.post(page_of(passage), TYPED | {"absenden": "1"}))
    assert "Auch am Wochenende?" in page
    assert not Remark.objects.exists()


def test_a_section_that_was_removed_meanwhile_loses_nothing(client, citizen, passage):
    RemarkFactory(passage=passage)
    address = page_of(passage)
    passage.delete()
    page = html(client.post(address, TYPED | {"absenden": "1"}))
    assert "gibt es in dieser Fassung nicht mehr" in page
    assert "Auch am Wochenende?" in page


def test_who_was_signed_out_gets_the_typed_text_back(client, passage):
    answer = client.post(page_of(passage), SUGGESTED | {"absenden": "1"})
    assert answer.status_code == 403
    fields = answer.context["fields"]
    assert [(label, text) for label, text in fields] == [
        ("Text", "Auch am Wochenende?"),
        ("Vorgeschlagener Wortlaut", "Der Bus kommt immer."),
    ]


def test_visitors_are_led_to_the_login_and_back(client, passage):
    page = html(client.get(page_of(passage)))
    assert "Anmelden und mitreden" in page
    assert f"/konto/login/?next={page_of(passage)}" in page
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize(
    ("phase", "shown"),
    [
        ("published", False),
        ("consultation", True),
        ("evaluation", False),
    ],
)
def test_one_can_write_while_the_consultation_runs(client, citizen, phase, shown):
    passage = PassageFactory(version=VersionFactory(phase=phase))
    assert ("Etwas anmerken" in html(client.get(page_of(passage)))) is shown


def test_the_office_writes_no_remark_before_people_are_asked(client):
    """A superuser passes every rule; the action and the page look at the phase themselves."""
    passage = PassageFactory(version=VersionFactory(phase="published"))
    client.force_login(StaffFactory(is_superuser=True))
    client.post(page_of(passage), TYPED | {"absenden": "1"})
    assert not Remark.objects.exists()


# --- Reading --------------------------------------------------------------------------------


def test_the_remarks_of_a_section_by_support_and_those_of_other_versions_below(client, passage):
    few, many = RemarkFactory.create_batch(2, passage=passage)
    RemarkSupport.objects.create(remark=many, user=UserFactory())
    older = PassageFactory(section=passage.section, version=VersionFactory(phase="evaluation"))
    old = RemarkFactory(passage=older, kind="suggestion", decision="adopted")
    RemarkFactory(version=passage.version, passage=PassageFactory(version=passage.version))
    answer = client.get(page_of(passage))
    assert list(answer.context["page_obj"]) == [many, few]
    assert list(answer.context["elsewhere"]) == [old]
    assert "Danke, das stimmt." in html(answer)
    assert older.version.title in html(answer)


def test_a_section_that_is_gone_from_the_version_keeps_its_remarks(client, passage):
    RemarkFactory(passage=passage, text="Das bleibt zu lesen.")
    PassageFactory(section=passage.section, version=VersionFactory(), title="Unterwegs sein")
    address = page_of(passage)
    passage.delete()
    page = html(client.get(address))
    assert "Das bleibt zu lesen." in page
    assert "Unterwegs sein" in page
    assert "steht nicht mehr in dieser Fassung" in page


def test_what_was_never_in_the_version_is_not_found(client, passage):
    other = PassageFactory()
    address = reverse("strategy:section_remarks", args=[passage.version.slug, other.section.key])
    assert client.get(address).status_code == 404


def test_withdrawn_and_hidden_remarks_are_their_authors_alone(client, passage):
    withdrawn, hidden = RemarkFactory.create_batch(2, passage=passage)
    withdraw_remark(remark=withdrawn, author=withdrawn.author)
    hide_content(target=hidden, moderator=StaffFactory(), ground="spam", reason="Werbung")
    for remark in (withdrawn, hidden):
        assert client.get(remark.get_absolute_url()).status_code == 404
        assert remark.text not in html(client.get(page_of(passage)))
        client.force_login(remark.author)
        assert client.get(remark.get_absolute_url()).status_code == 200
        client.logout()


def test_the_page_of_a_remark_shows_difference_answer_and_flag(client, passage):
    remark = RemarkFactory(
        passage=passage, kind="suggestion", decision="partly", change="Satz 1 ist neu."
    )
    page = html(client.get(remark.get_absolute_url()))
    assert "teilweise übernommen" in page
    assert "Satz 1 ist neu." in page
    assert "[neu: </span>auch am Wochenende" in page
    assert f"/melden/anmerkung/{remark.pk}/" in page


def test_a_remark_belongs_to_the_address_of_its_version(client, passage):
    remark = RemarkFactory(passage=passage)
    other = VersionFactory()
    address = reverse("strategy:remark", args=[other.slug, remark.number])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"a", "b", "c"}),
        ("?art=vorschlaege", {"b"}),
        ("?stand=offen", {"a"}),
        ("?stand=uebernommen&art=vorschlaege", {"b"}),
        ("?kapitel=2", {"c"}),
        ("?art=unsinn&stand=x&kapitel=y&page=99999999999999999999999", {"a", "b", "c"}),
    ],
)
def test_the_list_is_filtered(client, passage, query, found):
    inside = PassageFactory(version=passage.version, parent=passage)
    second = PassageFactory(version=passage.version)
    RemarkFactory(passage=passage, text="a")
    RemarkFactory(passage=inside, text="b", kind="suggestion", decision="adopted")
    RemarkFactory(passage=second, text="c", kind="question", decision="answered")
    query = query.replace("kapitel=2", f"kapitel={second.section.key}")
    answer = client.get(reverse("strategy:remarks", args=[passage.version.slug]) + query)
    assert {remark.text for remark in answer.context["page_obj"]} == found


def test_a_chapter_holds_the_remarks_of_its_sections(client, passage):
    inside = PassageFactory(version=passage.version, parent=passage)
    remark = RemarkFactory(passage=inside)
    RemarkFactory(passage=PassageFactory(version=passage.version))
    address = reverse("strategy:remarks", args=[passage.version.slug])
    answer = client.get(f"{address}?kapitel={passage.section.key}")
    assert list(answer.context["page_obj"]) == [remark]
    assert answer.context["page_obj"][0].place.number == "1.1"


# --- Buttons --------------------------------------------------------------------------------


@pytest.fixture
def remark(passage):
    return RemarkFactory(passage=passage)


def support_url(remark) -> str:
    return reverse("strategy:remark_support", args=[remark.version.slug, remark.number])


def test_support_without_script_goes_back_to_the_remark(client, citizen, remark, passage):
    answer = client.post(support_url(remark), {"stimme": "geben", "next": page_of(passage)})
    assert (answer.status_code, answer["Location"]) == (303, f"{page_of(passage)}#{remark.number}")
    assert RemarkSupport.objects.get().user == citizen
    client.post(support_url(remark), {"stimme": "zuruecknehmen"})
    assert not RemarkSupport.objects.exists()


def test_support_with_script_exchanges_the_part(client, citizen, remark):
    answer = client.post(support_url(remark), {"stimme": "geben"}, headers={"HX-Request": "true"})
    assert f'id="dafuer-{remark.number}"' in html(answer)
    assert "<strong>1</strong> Mensch dafür" in html(answer)
    assert 'value="zuruecknehmen"' in html(answer)


def test_buttons_of_visitors_lead_to_the_login(client, remark, passage):
    stance = reverse("strategy:stance", args=[passage.version.slug, passage.section.key])
    for address in (support_url(remark), stance):
        answer = client.post(address, {"stimme": "geben", "haltung": "digital"})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/login/?next=/strategie/")
    assert not RemarkSupport.objects.exists()
    assert not Stance.objects.exists()


def test_no_way_leads_to_another_site(client, citizen, remark):
    answer = client.post(support_url(remark), {"stimme": "geben", "next": "https://evil.example/"})
    assert answer["Location"] == f"{remark.get_absolute_url()}#{remark.number}"


def test_the_meter_says_what_one_has_chosen(client, citizen, passage):
    address = reverse("strategy:stance", args=[passage.version.slug, passage.section.key])
    answer = client.post(address, {"haltung": "both"}, headers={"HX-Request": "true"})
    assert "beides<span" in html(answer)
    assert html(answer).count("vote-button--given") == 1
    assert "weniger als fünf" in html(answer)
    answer = client.post(address, {"haltung": "zuruecknehmen", "next": page_of(passage)})
    assert answer["Location"] == f"{page_of(passage)}#einschaetzung-{passage.section.key}"
    assert not Stance.objects.exists()
    assert client.post(address, {"haltung": "unsinn"}).status_code == 404


def test_the_meter_shows_numbers_from_five_on(client, passage):
    for value in ("digital", "digital", "digital", "both", "analogue"):
        set_stance(
            version=passage.version, section=passage.section, user=UserFactory(), value=value
        )
    page = html(client.get(page_of(passage)))
    assert "digital: 3" in page
    assert '<rect class="stance__part stance__part--both" x="60.00" width="20.00"' in page


def test_one_takes_back_ones_own_after_a_question(client, remark):
    client.force_login(remark.author)
    address = reverse("strategy:remark_withdraw", args=[remark.version.slug, remark.number])
    assert f"{remark.number} zurückziehen?" in html(client.get(address))
    client.post(address)
    remark.refresh_from_db()
    assert remark.withdrawn_at
    client.force_login(UserFactory())
    assert client.post(address).status_code == 404


# --- Cost -----------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "visitor", "signed_in"),
    [("section_remarks", 7, 12), ("remarks", 4, 8), ("synopsis", 3, 6)],
)
def test_lists_cost_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count, name, visitor, signed_in
):
    version = VersionFactory(phase="evaluation" if name == "synopsis" else "consultation")
    passage = PassageFactory(version=version)
    older = PassageFactory(section=passage.section, version=VersionFactory(phase="evaluation"))
    for at in (passage, older):
        RemarkFactory.create_batch(count, passage=at, kind="suggestion", decision="adopted")
    address = page_of(passage)
    if name != "section_remarks":
        address = reverse(f"strategy:{name}", args=[version.slug])
    with django_assert_num_queries(visitor):
        client.get(address)
    client.force_login(UserFactory())
    with django_assert_num_queries(signed_in):
        client.get(address)


def test_drafts_are_the_offices_alone(client):
    passage = PassageFactory(version=VersionFactory(phase=None))
    names = ("remarks", "synopsis", "synopsis_csv", "synopsis_pdf")
    addresses = [reverse(f"strategy:{name}", args=[passage.version.slug]) for name in names]
    addresses.append(page_of(passage))
    client.force_login(UserFactory())
    assert [client.get(address).status_code for address in addresses] == [404] * 5
