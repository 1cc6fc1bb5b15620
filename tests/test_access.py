"""Who gets which answer at which address: a written table, compared with every route of the site."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from tests.access_world import World

pytestmark = pytest.mark.django_db

# Staff without a second factor are citizens, whatever else their account says.
ROLES = ["visitor", "citizen", "unsecured", "author", "juror", "staff", "superuser"]

# Answers to GET in the order of ROLES. 302 for a visitor is the way to the login page.
EVERYBODY = "200 200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200"
POST_ONLY = "405 405 405 405 405 405 405"
LEADS_ON = "302 302 302 302 302 302 302"
NOBODY = "404 404 404 404 404 404 404"
AUTHOR_AND_STAFF = "404 404 404 200 404 200 200"
AUTHOR_ONLY = "302 404 404 200 404 404 404"
OFFICE_ONLY = "404 404 404 404 404 200 200"
OFFICE_AFTER_LOGIN = "302 404 404 404 404 200 200"

TABLE = {
    ("healthz", ""): EVERYBODY,
    ("readyz", ""): EVERYBODY,
    ("home", ""): EVERYBODY,
    ("pages:page", "impressum"): EVERYBODY,
    ("pages:page", "unbekannt"): NOBODY,
    ("accounts:overview", ""): SIGNED_IN,
    ("accounts:profile", ""): SIGNED_IN,
    ("account_data", ""): SIGNED_IN,
    ("account_delete", ""): LEADS_ON,
    ("notifications:preferences", ""): SIGNED_IN,
    ("notifications:list", ""): SIGNED_IN,
    ("notifications:read_all", ""): "302 405 405 405 405 405 405",
    ("notifications:open", "news"): "302 404 404 302 404 404 404",
    ("notifications:unsubscribe", "geraten"): NOBODY,
    ("notifications:newsletter", ""): EVERYBODY,
    ("notifications:newsletter_confirm", "waiting"): EVERYBODY,
    ("notifications:newsletter_confirm", "geraten"): NOBODY,
    ("notifications:newsletter_settings", "reader"): EVERYBODY,
    ("notifications:newsletter_settings", "geraten"): NOBODY,
    ("moderation:transparency", ""): EVERYBODY,
    ("moderation:flag", "admitted"): EVERYBODY,
    ("moderation:flag", "submitted"): AUTHOR_AND_STAFF,
    ("moderation:flag", "draft"): "404 404 404 200 404 404 404",
    ("moderation:decision", "decision"): "302 404 404 200 404 200 200",
    ("events:list", ""): EVERYBODY,
    ("events:calendar", ""): EVERYBODY,
    ("events:mine", ""): SIGNED_IN,
    ("events:detail", "event"): EVERYBODY,
    ("events:detail", "event_draft"): OFFICE_ONLY,
    ("events:file", "event"): EVERYBODY,
    ("events:file", "event_draft"): OFFICE_ONLY,
    ("events:register", "event"): "200 200 200 302 200 200 200",
    ("events:register", "event_draft"): OFFICE_ONLY,
    ("events:ticket", "registration"): EVERYBODY,
    ("events:ticket", "geraten"): NOBODY,
    ("events:scanned", "registration"): "302 404 404 302 404 200 200",
    ("events:scanned", "geraten"): OFFICE_AFTER_LOGIN.replace("200", "404"),
    ("events:door", "event"): OFFICE_AFTER_LOGIN,
    ("events:door_list", "event"): OFFICE_AFTER_LOGIN,
    ("ideas:my_ideas", ""): SIGNED_IN,
    ("ideas:index", ""): EVERYBODY,
    ("ideas:feed", ""): EVERYBODY,
    ("ideas:competition", "voting"): EVERYBODY,
    ("ideas:competition", "secret"): "404 404 404 404 404 200 200",
    ("ideas:idea_list", "voting"): LEADS_ON,
    ("ideas:idea_list", "speicher"): EVERYBODY,
    ("ideas:idea_list", "secret"): "404 404 404 404 404 200 200",
    ("ideas:idea_new", "submission"): SIGNED_IN,
    ("ideas:idea_new", "speicher"): SIGNED_IN,
    ("ideas:idea_new", "secret"): "302 404 404 404 404 404 404",
    ("ideas:autosave", "submission"): POST_ONLY,
    ("ideas:preview", "submission"): "302 302 302 200 302 302 302",
    ("ideas:discard", "submission"): "302 404 404 200 404 404 404",
    ("ideas:ballot", "voting"): SIGNED_IN,
    ("ideas:result", "voting"): EVERYBODY,
    ("ideas:result", "result"): EVERYBODY,
    ("ideas:ballots", "voting"): NOBODY,
    ("ideas:jury", "jury"): "302 404 404 404 200 404 404",
    ("ideas:jury", "voting"): "302 404 404 404 404 404 404",
    ("ideas:ideas_csv", "voting"): EVERYBODY,
    ("ideas:ideas_json", "voting"): EVERYBODY,
    ("ideas:result_csv", "voting"): NOBODY,
    ("ideas:result_json", "voting"): NOBODY,
    ("ideas:idea_detail", "admitted"): EVERYBODY,
    ("ideas:idea_detail", "submitted"): AUTHOR_AND_STAFF,
    ("ideas:idea_detail", "refused"): AUTHOR_AND_STAFF,
    ("ideas:idea_detail", "hidden"): AUTHOR_AND_STAFF,
    ("ideas:idea_detail", "withdrawn"): EVERYBODY,
    ("ideas:idea_detail", "merged"): EVERYBODY,
    ("ideas:poster", "admitted"): EVERYBODY,
    ("ideas:poster", "submitted"): NOBODY,
    ("ideas:jury_score", "shortlisted"): "302 404 404 404 200 404 404",
    ("ideas:vote", "admitted"): LEADS_ON,
    ("ideas:follow", "admitted"): LEADS_ON,
    ("ideas:support", "pool"): LEADS_ON,
    ("ideas:comment", "admitted"): LEADS_ON,
    ("ideas:submitted", "submitted"): AUTHOR_ONLY,
    ("ideas:edit", "submitted"): AUTHOR_ONLY,
    ("ideas:withdraw", "submitted"): AUTHOR_ONLY,
    ("ideas:join", "submitted"): AUTHOR_ONLY,
    ("ideas:enter", "pool"): AUTHOR_ONLY,
    ("ideas:image", "admitted"): EVERYBODY,
    ("ideas:image", "submitted"): AUTHOR_AND_STAFF,
    ("ideas:merge_proposal", "proposal"): AUTHOR_ONLY,
    ("discussions:comment", "comment"): LEADS_ON,
    ("discussions:comment_edit", "comment"): "302 404 404 200 404 404 404",
    ("discussions:comment_delete", "comment"): "302 404 404 200 404 404 404",
    ("forums:live", "hall"): EVERYBODY,
    ("forums:live", "hall_draft"): OFFICE_ONLY,
    ("forums:live_parts", "hall"): EVERYBODY,
    ("forums:live_parts", "hall_draft"): OFFICE_ONLY,
    ("forums:join", "hall"): EVERYBODY,
    ("forums:join", "hall_draft"): OFFICE_ONLY,
    ("forums:leave", "hall"): POST_ONLY,
    ("forums:ask", "hall"): LEADS_ON,
    ("forums:ask", "hall_draft"): OFFICE_ONLY.replace("200", "302"),
    ("forums:support", "hall_question"): LEADS_ON,
    ("forums:answer_poll", "hall_poll"): LEADS_ON,
    ("forums:feedback", "hall"): "302 302 302 200 302 302 302",
    ("forums:questions", "hall"): EVERYBODY,
    ("forums:questions", "hall_draft"): OFFICE_ONLY,
    ("forums:wall", "hall"): EVERYBODY,
    ("forums:wall", "hall_draft"): OFFICE_ONLY,
    ("forums:live_poster", "hall"): EVERYBODY,
    ("forums:live_poster", "hall_draft"): OFFICE_ONLY,
    ("forums:stage", "hall"): OFFICE_AFTER_LOGIN,
    ("forums:stage_news", "hall"): OFFICE_AFTER_LOGIN,
    ("forums:merge_questions", "hall_question"): OFFICE_AFTER_LOGIN,
    ("forums:index", ""): EVERYBODY,
    ("forums:forum", "going_on"): EVERYBODY,
    ("forums:forum", "unannounced"): OFFICE_ONLY,
    ("forums:programme_file", "going_on"): EVERYBODY,
    ("forums:programme_file", "unannounced"): OFFICE_ONLY,
    ("forums:review", "going_on"): EVERYBODY,
    ("forums:review", "unannounced"): OFFICE_ONLY,
    ("forums:tasks", "documented"): EVERYBODY,
    ("forums:tasks", "unannounced"): OFFICE_ONLY,
    ("forums:task", "task"): EVERYBODY,
    ("forums:proposals", "going_on"): EVERYBODY,
    ("forums:proposals", "unannounced"): OFFICE_ONLY,
    ("forums:propose", "going_on"): EVERYBODY,
    ("forums:propose", "unannounced"): OFFICE_ONLY,
    ("forums:proposal", "admitted_proposal"): EVERYBODY,
    ("forums:proposal", "new_proposal"): AUTHOR_AND_STAFF,
    ("forums:vote", "admitted_proposal"): LEADS_ON,
    ("forums:vote", "new_proposal"): "404 404 404 302 404 302 302",
    ("forums:comment", "admitted_proposal"): LEADS_ON,
    ("forums:comment", "new_proposal"): "302 404 404 302 404 302 302",
    ("forums:priorities", "going_on"): NOBODY,
    ("forums:priorities", "documented"): EVERYBODY,
    ("forums:ballots", "going_on"): NOBODY,
    ("forums:ballots", "documented"): EVERYBODY,
    ("forums:documentation", "documented"): EVERYBODY,
    ("forums:documentation", "undocumented"): OFFICE_ONLY,
    ("forums:photo", "documented"): EVERYBODY,
    ("forums:photo", "undocumented"): OFFICE_ONLY,
    ("forums:download", "documented"): EVERYBODY,
    ("forums:download", "undocumented"): OFFICE_ONLY,
    ("learning:glossary", ""): EVERYBODY,
    ("strategy:index", ""): EVERYBODY,
    ("strategy:target_visions", ""): EVERYBODY,
    ("strategy:target_vision", "vision"): EVERYBODY,
    ("strategy:measures", ""): EVERYBODY,
    ("strategy:measures_csv", ""): EVERYBODY,
    ("strategy:measures_json", ""): EVERYBODY,
    ("strategy:measure", "measure"): EVERYBODY,
    ("strategy:measure", "measure_draft"): OFFICE_ONLY,
    ("strategy:measure_follow", "measure"): LEADS_ON,
    ("strategy:measure_follow", "measure_draft"): OFFICE_ONLY.replace("200", "302"),
    ("strategy:measure_image", "measure"): EVERYBODY,
    ("strategy:measure_image", "measure_draft"): OFFICE_ONLY,
    ("strategy:section", "public_section"): LEADS_ON,
    ("strategy:section", "draft_section"): OFFICE_ONLY.replace("200", "302"),
    ("strategy:section_story", "public_section"): EVERYBODY,
    ("strategy:section_story", "draft_section"): OFFICE_ONLY,
    ("strategy:version", "public_version"): EVERYBODY,
    ("strategy:version", "draft_version"): OFFICE_ONLY,
    ("strategy:whole", "public_version"): EVERYBODY,
    ("strategy:whole", "draft_version"): OFFICE_ONLY,
    ("strategy:version_pdf", "public_version"): EVERYBODY,
    ("strategy:version_pdf", "draft_version"): OFFICE_ONLY,
    ("strategy:adopted_text", "adopted_version"): EVERYBODY,
    ("strategy:adopted_text", "public_version"): NOBODY,
    ("strategy:passage", "public_chapter"): EVERYBODY,
    ("strategy:passage", "section_of_chapter"): LEADS_ON,
    ("strategy:passage", "draft_chapter"): OFFICE_ONLY,
    ("strategy:difference", "two_versions"): EVERYBODY,
    ("strategy:difference", "draft_and_version"): OFFICE_ONLY,
    ("strategy:remarks", "consulted"): EVERYBODY,
    ("strategy:remarks", "consultation_draft"): OFFICE_ONLY,
    ("strategy:remark", "consulted_remark"): EVERYBODY,
    ("strategy:remark_support", "consulted_remark"): LEADS_ON,
    ("strategy:remark_withdraw", "consulted_remark"): AUTHOR_ONLY,
    ("strategy:section_remarks", "consulted_section"): EVERYBODY,
    ("strategy:section_remarks", "consultation_draft_section"): OFFICE_ONLY,
    ("strategy:stance", "consulted_section"): LEADS_ON,
    ("strategy:stance", "consultation_draft_section"): OFFICE_ONLY.replace("200", "302"),
    ("strategy:synopsis", "consulted"): EVERYBODY,
    ("strategy:synopsis", "consultation_over"): EVERYBODY,
    ("strategy:synopsis", "consultation_draft"): OFFICE_ONLY,
    ("strategy:synopsis_csv", "consulted"): OFFICE_ONLY,
    ("strategy:synopsis_csv", "consultation_over"): EVERYBODY,
    ("strategy:synopsis_pdf", "consulted"): OFFICE_ONLY,
    ("strategy:synopsis_pdf", "consultation_over"): EVERYBODY,
    ("strategy:debate", ""): EVERYBODY,
    ("strategy:question", "debated"): EVERYBODY,
    ("strategy:question", "not_asked_yet"): OFFICE_ONLY,
    ("strategy:contribute", "debated"): SIGNED_IN,
    ("strategy:contribute", "not_asked_yet"): OFFICE_AFTER_LOGIN,
    ("strategy:contribution", "said"): EVERYBODY,
    ("strategy:contribution", "taken_back"): AUTHOR_AND_STAFF,
    ("strategy:contribution_edit", "said"): AUTHOR_ONLY,
    ("strategy:contribution_edit", "taken_back"): "302 404 404 404 404 404 404",
    ("strategy:contribution_withdraw", "said"): AUTHOR_ONLY,
    ("strategy:contribution_support", "said"): LEADS_ON,
    ("strategy:contribution_support", "taken_back"): "302 404 404 302 404 302 302",
    ("strategy:contribution_comment", "said"): LEADS_ON,
    ("strategy:contribution_comment", "taken_back"): "302 404 404 302 404 302 302",
    ("workgroups:index", ""): EVERYBODY,
    ("workgroups:body", "body"): EVERYBODY,
    ("workgroups:photo", "photo"): EVERYBODY,
    ("workgroups:apply", "body"): SIGNED_IN,
    ("workgroups:resolutions", ""): EVERYBODY,
    ("workgroups:resolutions_feed", ""): EVERYBODY,
    ("workgroups:resolutions_oparl", ""): EVERYBODY,
    ("workgroups:resolution", "decided"): EVERYBODY,
    ("workgroups:resolution", "circulating"): AUTHOR_AND_STAFF,
    ("workgroups:vote", "decided"): LEADS_ON,
    ("workgroups:vote", "circulating"): "302 404 404 302 404 302 302",
    ("workgroups:conflict", "circulating"): AUTHOR_ONLY,
    ("workgroups:conflict", "decided"): "302 404 404 404 404 404 404",
    ("workgroups:withdraw", "body"): "302 404 404 404 200 404 404",
    ("workgroups:oneself", "body"): AUTHOR_ONLY,
}


@pytest.fixture
def world(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    for folder in ("ideen", "foren", "massnahmen", "gremien"):
        (tmp_path / folder).mkdir()
        for name in ("a", "b"):
            (tmp_path / folder / f"{name}.webp").write_bytes(b"RIFF....WEBP")
    return World()


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_every_role_as_written(client, world, role):
    if world.people[role]:
        client.force_login(world.people[role])
    written = {key: int(answers.split()[ROLES.index(role)]) for key, answers in TABLE.items()}
    got = {key: status(client, world.address(*key)) for key in TABLE}
    assert {key: got[key] for key in got if got[key] != written[key]} == {}


def status(client, address: str) -> int:
    response = client.get(address)
    for closer in response._resource_closers if response.streaming else []:
        closer()  # not the response itself, whose end closes the test's database connection
    return response.status_code


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner)
        elif pattern.name:
            yield namespace + pattern.name


def test_the_table_names_every_route_of_ours():
    allauths = ("account_", "mfa_", "socialaccount_", "openid_connect_", "admin:")
    ours = {name for name in routes(get_resolver()) if not name.startswith(allauths)}
    ours |= {"account_data", "account_delete"}
    assert {name for name, _thing in TABLE} == ours


STATE_CHANGING = [
    ("ideas:vote", "admitted", {"stimme": "geben"}),
    ("ideas:follow", "admitted", {"folgen": "ja"}),
    ("ideas:support", "pool", {"unterstuetzen": "ja"}),
    ("ideas:comment", "admitted", {"text": "Gute Idee!"}),
    ("ideas:edit", "submitted", {"title": "Gekapert"}),
    ("ideas:withdraw", "submitted", {"reason": "Gekapert"}),
    ("ideas:join", "submitted", {}),
    ("ideas:enter", "pool", {}),
    ("ideas:discard", "submission", {}),
    ("ideas:merge_proposal", "proposal", {"zustimmen": "1"}),
    ("events:door", "event", {"anmeldung": "1", "tun": "einlassen"}),
    ("events:scanned", "registration", {"tun": "einlassen"}),
    ("discussions:comment_edit", "comment", {"text": "Gekapert"}),
    ("discussions:comment_delete", "comment", {}),
    ("notifications:read_all", "", {}),
    ("notifications:preferences", "", {"alles": "site"}),
    ("forums:ask", "hall", {"text": "Gekapert?"}),
    ("forums:support", "hall_question", {"stimme": "geben"}),
    ("forums:answer_poll", "hall_poll", {"antwort": "1"}),
    ("forums:feedback", "hall", {"text": "Gekapert"}),
    ("forums:stage", "hall", {"tun": "ordnen"}),
    ("forums:merge_questions", "hall_question", {"ziel": "1"}),
    ("forums:comment", "admitted_proposal", {"text": "Guter Vorschlag!"}),
    ("strategy:measure_follow", "measure", {"folgen": "ja"}),
    ("strategy:remark_support", "consulted_remark", {"stimme": "geben"}),
    ("strategy:remark_withdraw", "consulted_remark", {}),
    ("strategy:section_remarks", "consulted_section", {"text": "Gekapert", "absenden": "1"}),
    ("strategy:stance", "consulted_section", {"haltung": "digital"}),
    ("strategy:contribute", "debated", {"column": "digital", "title": "Gekapert"}),
    ("strategy:contribution_edit", "said", {"column": "digital", "title": "Gekapert"}),
    ("strategy:contribution_withdraw", "said", {}),
    ("strategy:contribution_support", "said", {"unterstuetzen": "ja"}),
    ("strategy:contribution_comment", "said", {"text": "Genau!"}),
    ("workgroups:withdraw", "body", {}),
    ("workgroups:vote", "circulating", {"stimme": "yes"}),
    ("workgroups:conflict", "circulating", {}),
    ("workgroups:oneself", "body", {"shown": "on"}),
]


@pytest.mark.parametrize(("name", "thing", "values"), STATE_CHANGING)
def test_a_visitor_changes_nothing(client, world, name, thing, values):
    answer = client.post(world.address(name, thing), values)
    assert answer.status_code in (302, 401, 403)


BY_EVERY_CITIZEN = (
    *("ideas:vote", "ideas:follow", "ideas:support", "ideas:comment"),
    *("notifications:read_all", "notifications:preferences"),  # one's own
    # By whoever has a seat; without one the answer is the way to take part (tests/forums).
    *("forums:ask", "forums:support", "forums:answer_poll", "forums:feedback"),
    *("forums:comment", "strategy:measure_follow"),
    *("strategy:remark_support", "strategy:section_remarks", "strategy:stance"),
    *("strategy:contribute", "strategy:contribution_support", "strategy:contribution_comment"),
)


@pytest.mark.parametrize(
    ("name", "thing", "values"), [row for row in STATE_CHANGING if row[0] not in BY_EVERY_CITIZEN]
)
def test_what_belongs_to_others_cannot_be_changed(client, world, name, thing, values):
    client.force_login(world.people["citizen"])
    assert client.post(world.address(name, thing), values).status_code == 404


@pytest.mark.parametrize("name", ["ideas:vote", "ideas:comment", "ideas:edit"])
def test_posts_need_a_token(world, name):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["author"])
    thing = "submitted" if name == "ideas:edit" else "admitted"
    assert client.post(world.address(name, thing), {"stimme": "geben"}).status_code == 403


def admin_addresses() -> list[str]:
    """The start page and the list of every model of ours; allauth's are the superuser's alone."""
    models = [model._meta for model in admin.site._registry]
    ours = [m for m in models if m.app_label not in ("account", "mfa", "socialaccount")]
    lists = [f"admin:{meta.app_label}_{meta.model_name}_changelist" for meta in ours]
    return ["admin:index", *lists]


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_opens_for_the_projektbuero_alone(client, world, role):
    if world.people[role]:
        client.force_login(world.people[role])
    wanted = 200 if role in ("staff", "superuser") else 302
    got = {name: status(client, reverse(name)) for name in admin_addresses()}
    assert {name: got[name] for name in got if got[name] != wanted} == {}


def test_nobody_sees_votes_in_the_admin():
    shown = {model._meta.model_name for model in admin.site._registry}
    assert shown & {"vote", "ballot", "voteevent"} == set()
