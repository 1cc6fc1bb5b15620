"""Every page that a person can open, in every role.

A test opens all pages of one role and collects what is wrong, so that one run tells everything.
"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.urls import URLResolver, get_resolver, resolve, reverse

from myk10.events.tokens import CODE, ticket_path
from myk10.moderation.targets import kind_of
from myk10.notifications.models import Mail
from myk10.notifications.tokens import (
    confirm_url,
    newsletter_url,
    recipient_token,
    unsubscribe_url_of,
)
from tests.e2e.faults import faults_of
from tests.e2e.world import World
from tests.factories import MailingFactory, SubscriptionFactory
from tests.strategy.accessible import consultation_pages, own_consultation_pages

LEGAL = "impressum datenschutz barrierefreiheit leichte-sprache gebaerdensprache netiquette".split()
VOTING_LIST = "/ideen/voting/liste/?reihenfolge=zufall&start=7"


@pytest.fixture
def world(transactional_db) -> World:
    return World()


# --- Pages ---------------------------------------------------------------------------------


def visitors_pages(world: World) -> Iterator[str]:
    yield reverse("home")
    for slug in LEGAL:
        yield reverse("pages:page", args=[slug])
    for name in (
        "account_login account_signup account_reset_password account_reset_password_done "
        "account_reset_password_from_key_done account_email_verification_sent account_inactive "
        "moderation:transparency ideas:index socialaccount_login_cancelled"
    ).split():
        yield reverse(name)
    yield reverse("account_confirm_email", args=["verfallen"])
    yield reverse("account_reset_password_from_key", args=["1", "verfallen"])
    for phase in ("announcement", "submission", "screening", "voting", "jury", "result"):
        yield from _competition_pages(phase)
    yield reverse("ideas:competition", args=["speicher"])
    yield reverse("ideas:idea_list", args=["speicher"])
    yield from (reverse("workgroups:index"), _of_body(world, "body"))
    yield reverse("workgroups:resolutions")
    yield reverse("workgroups:resolutions") + "?q=zeppelin"
    yield world.resolutions["decided"].get_absolute_url()
    for idea in ("admitted", "withdrawn", "merged", "pool", "winner"):
        yield world.ideas[idea].get_absolute_url()
    yield _of(world.ideas["admitted"], "ideas:poster")
    yield reverse("moderation:flag", args=_flagged(world.ideas["admitted"]))
    yield reverse("moderation:flag", args=_flagged(world.comment))
    yield reverse("notifications:newsletter")
    reader, waiting = SubscriptionFactory(places=["mayen"]), SubscriptionFactory(confirmed_at=None)
    mail = Mail(kind="mailing", mailing=MailingFactory(), recipient=reader.email)
    for url in (newsletter_url(reader), confirm_url(waiting), unsubscribe_url_of(mail)):
        yield url.removeprefix(settings.SITE_URL)
    mail = Mail.objects.filter(kind="content_hidden").earliest("pk")
    yield unsubscribe_url_of(mail).removeprefix(settings.SITE_URL)
    yield from _event_pages(world)
    for name in ("live", "join", "questions", "wall", "live_poster"):
        yield _in_hall(world, name)
    yield _in_hall(world, "join") + "?karte=geraten"
    yield from _forum_pages(world)
    yield from _debate_pages(world)
    yield from consultation_pages(world.consulted)
    yield from _measure_pages(world)
    yield from map(reverse, ("learning:glossary", "strategy:index", "strategy:target_visions"))
    yield world.target_vision.get_absolute_url()


def _measure_pages(world: World) -> Iterator[str]:
    yield reverse("strategy:measures")
    yield reverse("strategy:measures") + "?verzug=ja&herkunft=idee"
    yield reverse("strategy:measures") + "?stand=eingestellt&ampel=rot"
    for name in ("late", "of_idea", "dropped"):
        yield world.measures[name].get_absolute_url()
    yield from world.document.addresses()


def _debate_pages(world: World) -> Iterator[str]:
    yield reverse("strategy:debate")
    for question in world.debates.values():
        yield question.get_absolute_url()
        yield f"{question.get_absolute_url()}?ansicht=liste"
    yield f"{world.debates['open'].get_absolute_url()}?ansicht=liste&einordnung=project"
    for contribution in world.contributions.values():
        yield contribution.get_absolute_url()


def _forum_pages(world: World) -> Iterator[str]:
    yield reverse("forums:index")
    for name in ("forum", "review", "propose"):
        yield reverse(f"forums:{name}", args=[world.forum.year])
    yield reverse("forums:proposals", args=[world.forum.year]) + "?start=7"
    yield world.proposal_for_forum.get_absolute_url()
    for name in ("forum", "review", "tasks", "proposals", "propose", "priorities", "documentation"):
        yield reverse(f"forums:{name}", args=[world.documented.year])
    yield reverse("forums:tasks", args=[world.documented.year]) + "?stand=verspaetet"
    for task in world.documented.tasks.all():
        yield task.get_absolute_url()


def _event_pages(world: World) -> Iterator[str]:
    yield reverse("events:list")
    for event in world.events.values():
        yield event.get_absolute_url()
    for name in ("hybrid", "online", "soon", "past", "cancelled"):
        yield reverse("events:register", args=[name])
    hybrid = reverse("events:register", args=["hybrid"])
    yield f"{hybrid}?einladung={recipient_token(world.invitation)}"
    for registration in world.registrations.values():
        yield ticket_path(registration)


def _competition_pages(phase: str) -> Iterator[str]:
    yield reverse("ideas:competition", args=[phase])
    if phase == "voting":
        yield VOTING_LIST
    elif phase != "announcement":
        yield reverse("ideas:idea_list", args=[phase])
    if phase in ("voting", "result"):
        yield reverse("ideas:result", args=[phase])


def citizens_pages(world: World) -> Iterator[str]:
    yield from map(reverse, ("home", "accounts:overview", "accounts:profile", "account_data"))
    yield from map(reverse, ("account_delete", "account_email", "account_change_password"))
    yield from map(reverse, ("account_logout", "account_reauthenticate", "mfa_index"))
    yield world.measures["late"].get_absolute_url()
    yield from map(reverse, ("mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"))
    yield from map(reverse, ("ideas:my_ideas", "events:mine", "socialaccount_connections"))
    yield reverse("events:register", args=["hybrid"])
    yield from (_in_hall(world, "live"), _in_hall(world, "feedback"))
    yield reverse("notifications:newsletter")
    yield from (_of_body(world, "body"), _of_body(world, "apply"))
    yield from map(reverse, ("notifications:list", "notifications:preferences"))
    yield reverse("forums:proposals", args=[world.forum.year]) + "?start=7"
    yield reverse("forums:propose", args=[world.forum.year])
    for proposal in (world.new_proposal, world.proposal_for_forum):
        yield proposal.get_absolute_url()
    yield from consultation_pages(world.consulted)
    yield from own_consultation_pages(world.consulted, world.people["citizen"])
    for question in world.debates.values():
        yield reverse("strategy:contribute", args=[question.slug])
    for contribution in world.contributions.values():
        yield contribution.get_absolute_url()
    said = world.contributions["open"]
    for name in ("contribution_edit", "contribution_withdraw"):
        yield reverse(f"strategy:{name}", args=[said.question.slug, said.pk])
    yield reverse("ideas:competition", args=["voting"])
    yield VOTING_LIST
    yield reverse("ideas:ballot", args=["voting"])
    yield reverse("ideas:idea_new", args=["submission"])
    yield reverse("ideas:idea_new", args=["screening"])
    for idea in ("admitted", "voted", "pool"):
        yield world.ideas[idea].get_absolute_url()
    first = world.ideas["admitted"].discussion.comments.earliest("pk")
    yield f"{world.ideas['admitted'].get_absolute_url()}?antwort={first.pk}"


def newcomers_pages(world: World) -> Iterator[str]:
    """Somebody who has done nothing yet."""
    yield reverse("account_data")
    yield reverse("notifications:list")
    yield reverse("ideas:my_ideas")
    yield reverse("events:mine")
    yield reverse("ideas:idea_new", args=["speicher"])
    yield reverse("ideas:ballot", args=["voting"])
    yield reverse("ideas:ballot", args=["result"])
    yield f"{VOTING_LIST}&q=Zeppelin"


def authors_pages(world: World) -> Iterator[str]:
    yield reverse("ideas:my_ideas")
    yield reverse("account_data")
    yield reverse("ideas:idea_new", args=["submission"])
    yield reverse("ideas:preview", args=["submission"])
    yield from (_of_body(world, "body"), _of_body(world, "oneself"), _of_body(world, "apply"))
    for resolution in world.resolutions.values():
        yield resolution.get_absolute_url()
    yield reverse("workgroups:conflict", args=[world.resolutions["circulating"].number])
    yield reverse("ideas:discard", args=["submission"])
    for name in ("ideas:submitted", "ideas:edit", "ideas:withdraw"):
        yield _of(world.ideas["new"], name)
    yield f"{_of(world.ideas['new'], 'ideas:join')}?zu={world.ideas['similar'].number}"
    yield _of(world.ideas["pool"], "ideas:enter")
    yield reverse("ideas:merge_proposal", args=[world.proposal.pk])
    for idea in ("new", "refused", "hidden", "admitted"):
        yield world.ideas[idea].get_absolute_url()
    yield reverse("moderation:decision", args=[world.decision.pk])
    yield reverse("discussions:comment_edit", args=[world.comment.pk])
    yield reverse("discussions:comment_delete", args=[world.comment.pk])


def jurors_pages(world: World) -> Iterator[str]:
    yield reverse("ideas:competition", args=["jury"])
    yield reverse("ideas:jury", args=["jury"])
    yield _of(world.ideas["shortlisted"], "ideas:jury_score")
    yield from (_of_body(world, "body"), _of_body(world, "withdraw"))


def staffs_pages(world: World) -> Iterator[str]:
    yield from map(reverse, ("home", "accounts:overview", "mfa_index", "mfa_view_recovery_codes"))
    yield from map(reverse, ("mfa_generate_recovery_codes", "mfa_deactivate_totp"))
    yield world.ideas["hidden"].get_absolute_url()
    yield world.measures["draft"].get_absolute_url()
    yield world.ideas["new"].get_absolute_url()
    yield reverse("moderation:decision", args=[world.decision.pk])
    yield world.events["hybrid"].get_absolute_url()
    for name in ("hybrid", "past"):
        yield reverse("events:door", args=[name])
        yield reverse("events:door_list", args=[name])
    yield reverse("events:door", args=["hybrid"]) + "?q=gast"
    yield reverse("events:door", args=["hybrid"]) + "?q=zeppelin"
    yield reverse("events:door_list", args=["soon"])
    for state in ("confirmed", "waitlisted", "past", "citizen"):
        yield reverse("events:scanned", args=[CODE.sign(str(world.registrations[state].pk))])
    yield _in_hall(world, "stage")
    yield _in_hall(world, "merge_questions", world.question.pk)


def _flagged(target) -> list:
    return [kind_of(target), target.pk]


def _in_hall(world: World, name: str, *rest: int) -> str:
    return reverse(f"forums:{name}", args=[world.hall.year, *rest])


def _of_body(world: World, name: str) -> str:
    return reverse(f"workgroups:{name}", args=[world.body.slug])


def _of(idea, name: str) -> str:
    return reverse(name, args=[idea.slug, idea.number])


PAGES: dict[str, Callable[[World], Iterator[str]]] = {
    "visitor": visitors_pages,
    "citizen": citizens_pages,
    "newcomer": newcomers_pages,
    "author": authors_pages,
    "juror": jurors_pages,
    "staff": staffs_pages,
}


@pytest.mark.parametrize("role", PAGES)
def test_no_page_has_a_fault(role, world, open_page, axe):
    page = open_page(world.people.get(role))
    found = []
    for address in PAGES[role](world):
        answer = page.goto(address)
        if answer.status != 200 or answer.request.redirected_from:
            found.append(f"{address}: answered with {page.url} ({answer.status})")
        found += faults_of(page, axe)
    assert found == [], "\n".join(found)


ALLAUTHS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
# Answers that are no pages: data, pictures, forms that are sent to an address of their own.
NO_PAGES = {
    *("healthz", "readyz", "ideas:feed", "ideas:image", "ideas:autosave", "ideas:ballots"),
    *("ideas:ideas_csv", "ideas:ideas_json", "ideas:result_csv", "ideas:result_json"),
    *("notifications:open", "notifications:read_all"),
    *("events:calendar", "events:file"),
    *("forums:programme_file", "forums:photo", "forums:download", "forums:ballots"),
    *("forums:vote", "forums:comment"),
    *("ideas:vote", "ideas:follow", "ideas:support", "ideas:comment", "discussions:comment"),
    *("forums:live_parts", "forums:ask", "forums:answer_poll", "forums:support", "forums:leave"),
    "forums:stage_news",
    *("strategy:measures_csv", "strategy:measures_json"),
    *("strategy:measure_follow", "strategy:measure_image"),
    *("strategy:remark_support", "strategy:stance", "strategy:synopsis_csv"),
    *("strategy:synopsis_pdf", "strategy:section", "strategy:version_pdf", "strategy:adopted_text"),
    *("strategy:contribution_support", "strategy:contribution_comment"),
    *("workgroups:photo", "workgroups:vote"),
    *("workgroups:resolutions_feed", "workgroups:resolutions_oparl"),
}


def test_the_pages_above_are_all_pages_of_ours(world):
    shown = {
        resolve(page.split("?")[0]).view_name for pages in PAGES.values() for page in pages(world)
    }
    assert set(routes(get_resolver())) - shown == NO_PAGES


def routes(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """The names of our own routes: allauth's depend on its settings, the admin is another house."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            if inner != "admin:":
                yield from routes(pattern, namespace + inner)
        elif pattern.name and not pattern.name.startswith(ALLAUTHS):
            yield namespace + pattern.name
