"""The demo's bodies and their resolutions. The people in them are invented, the kinds of bodies are the county's."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from myk10.accounts.models import User
from myk10.region.models import FieldOfAction
from workgroups.actions.membership import appoint, show_oneself
from workgroups.actions.resolutions import cast_resolution_vote, propose_resolution
from workgroups.models import Body

CHAIR, MEMBER = "ag-leitung@demo.example", "mitglied@demo.example"
STEERING_MEMBER = "lenkungsgruppe@demo.example"
WORK = {
    "arbeit": ("Smarte Arbeit", "Wo und wie arbeiten wir morgen, ohne jeden Tag nach Koblenz zu fahren?"),
    "bildung": ("Smarte Bildung", "Was sollen alle lernen können, vom Kind bis zur Großmutter?"),
    "freizeit": ("Smarte Freizeit", "Wie finden Menschen, was es vor ihrer Haustür zu erleben gibt?"),
    "gemeinschaft": ("Smarte Gemeinschaft", "Wie hält der Ort zusammen, wenn alle unterwegs sind?"),
    "infrastruktur": ("Smarte Infrastruktur", "Welche Netze und Sensoren brauchen die Gemeinden gemeinsam?"),
    "medizin": ("Smarte Medizin", "Wie bleibt die Praxis erreichbar, auch wenn sie weiter weg ist?"),
    "mobilitaet": ("Smarte Mobilität", "Wie kommen alle gut von A nach B, auch ohne eigenes Auto?"),
    "umwelt": ("Smarte Umwelt", "Was sagen uns Messwerte über Wasser, Wald und Klima?"),
    "versorgung": ("Smarte Versorgung", "Wie kommen Brot, Post und Amt wieder näher zu den Menschen?"),
    "wirtschaft": ("Smarte Wirtschaft", "Was hilft Handwerk und Höfen wirklich weiter?"),
}  # fmt: skip
FIRST = "Andrea Bernd Clara Dieter Elke Frank Gabi Hans Ilse Jörg Karin Lothar Maria Norbert Petra Rolf Sabine Thomas Ulla Werner".split()
LAST = "Altmeier Breitbach Clemens Daun Ehlen Fuchs Geisen Heinen Israel Jonas Kaspers Laux Mohr Nett Oster Pies Reif Schäfer Theisen Weber".split()
PLACES = [
    "Ortsgemeinde", "Kreisverwaltung", "Handwerksbetrieb", "Verein", "Schule", "Freiwillige Feuerwehr",
    "Pflegedienst", "Landwirtschaft", "Seniorenbeirat", "Jugendtreff",
]  # fmt: skip


def create() -> None:
    if Body.objects.exists():
        return
    random = Random(7)  # noqa: S311 - the same demo each time
    people = list(User.objects.filter(email__startswith="person").order_by("pk"))
    groups = [_group(field) for field in FieldOfAction.objects.all() if field.slug in WORK]
    for number, group in enumerate(groups):
        _fill(random, group, people[number * 6 : number * 6 + 6])
    mobility = next((group for group in groups if group.slug == "smarte-mobilitaet"), groups[0])
    _seat(mobility, MEMBER, "Jonas Weiler", "member", "Mitfahr-Initiative Pellenz")
    _board(random, people[20:32])
    _circulate(mobility)
    _steering_group(random, people[32:41])


def _body(**values) -> Body:
    values = {"term_from": date(2023, 7, 1), "demo_content": True} | values
    return Body.objects.create(**values)


def _group(field: FieldOfAction) -> Body:
    name, question = WORK[field.slug]
    group = _body(
        kind=Body.Kind.WORKING_GROUP,
        name=name,
        short_name=f"AG-{field.slug[:6].upper()}",
        slug=f"smarte-{field.slug}",
        summary=question,
        mandate=f"<p>Die Gruppe sammelt, was im Handlungsfeld {field} gebraucht wird, begleitet die Maßnahmen der "
        "Umsetzungsagenda und berichtet der Lenkungsgruppe zweimal im Jahr.</p>"
        "<ul><li>Sie trifft sich einmal im Vierteljahr.</li><li>Sie ist offen für alle, die im Landkreis leben oder "
        "arbeiten.</li></ul>",
        takes_applications=field.slug not in ("medizin", "wirtschaft"),
    )
    group.fields_of_action.add(field)
    return group


def _fill(random: Random, group: Body, people: list[User]) -> None:
    if group.slug == "smarte-mobilitaet":
        _seat(group, CHAIR, "Petra Adams", "chair", "Ortsbürgermeisterin")
        roles = ["deputy", "secretary", "member", "member", "guest"]
    else:
        roles = ["chair", "deputy", "secretary", "member", "member", "guest"]
    for person, role in zip(people, roles, strict=False):
        _appoint(random, group, person, role)


def _appoint(random: Random, body: Body, person: User, role: str) -> None:
    membership = appoint(
        body=body,
        user=person,
        name=f"{random.choice(FIRST)} {random.choice(LAST)}",
        role=role,
        from_on=body.term_from + timedelta(days=random.randrange(200)),
    )
    show_oneself(
        membership=membership,
        shown=role in ("chair", "deputy") or random.random() < 0.6,
        affiliation=random.choice(PLACES),
    )


def _seat(body: Body, email: str, name: str, role: str, affiliation: str) -> None:
    user = User.objects.by_email(email).get()
    membership = appoint(body=body, user=user, name=name, role=role, from_on=body.term_from)
    show_oneself(membership=membership, shown=True, affiliation=affiliation)


def _board(random: Random, people: list[User]) -> None:
    board = _body(
        kind=Body.Kind.ADVISORY_BOARD,
        name="Expertenbeirat",
        short_name="EB",
        slug="expertenbeirat",
        summary="Zwölf Fachleute von außen schauen zweimal im Jahr auf das, was geplant ist.",
        mandate="<p>Der Beirat berät Lenkungsgruppe und Projektbüro. Er entscheidet nichts, aber seine Empfehlungen "
        "sind öffentlich.</p>",
    )
    for number, person in enumerate(people):
        _appoint(random, board, person, ["chair", "deputy"][number] if number < 2 else "member")


def _steering_group(random: Random, people: list[User]) -> None:
    group = _body(
        kind=Body.Kind.STEERING_GROUP,
        name="Lenkungsgruppe",
        short_name="LG",
        slug="lenkungsgruppe",
        summary="Sie prüft die Berichte der Arbeitsgruppen und steuert, was als Nächstes kommt.",
        mandate="<p>Zur Lenkungsgruppe gehören Kreisvorstand, Mitglieder des Zukunftsausschusses, die Vorsitzenden des "
        "Gemeindeverbands, die Wirtschaftsförderung und die Leitung der Stabsstelle. Über die Strategie und über "
        "Geld entscheiden Kreistag und Kreisausschuss.</p>",
    )
    _seat(group, STEERING_MEMBER, "Dr. Ute Brohl", "member", "Mitglied des Zukunftsausschusses")
    for number, person in enumerate(people):
        _appoint(
            random,
            group,
            person,
            ["chair", "deputy", "secretary"][number] if number < 3 else "member",
        )
    _decide(group)
    leaving = group.memberships.by_role().last()
    leaving.until_on = timezone.localdate() + timedelta(days=40)
    leaving.save(update_fields=["until_on"])


# (days ago, title, wording, result, votes, owner, days to carry it out, what became of it)
RESOLUTIONS = [
    (700, "Sachstand der Maßnahmen", "Die Lenkungsgruppe nimmt den Sachstand zur Kenntnis.", "noted",
     None, "", None, ""),
    (410, "Mitfahrbänke in allen Verbandsgemeinden", "Die Arbeitsgruppe Smarte Mobilität stellt bis zum Sommer in jeder "
     "Verbandsgemeinde eine Mitfahrbank auf.", "adopted", (7, 1, 1), "Arbeitsgruppe Smarte Mobilität", 240,
     "Sieben Bänke stehen, drei folgen."),
    (220, "Messnetz an Nette und Nitz", "Das Messnetz wird um acht Pegel erweitert. Die Daten sind öffentlich.",
     "adopted_changed", (8, 0, 1), "Stabsstelle Smarte Region", 200, ""),
    (110, "Eigene App für den Landkreis", "Der Landkreis entwickelt eine eigene App.", "rejected", (2, 6, 1), "", None, ""),
    (30, "Sprechstunden zur digitalen Rente", "Die Sprechstunden werden ab dem nächsten Quartal in allen Städten "
     "angeboten.", "adopted", (9, 0, 0), "Projektbüro", 120, ""),
]  # fmt: skip


def _decide(group: Body) -> None:
    office = User.objects.by_email("projektbuero@demo.example").get()
    for days, title, text, result, votes, owner, within, became in RESOLUTIONS:
        day = timezone.localdate() - timedelta(days=days)
        moment = timezone.now() - timedelta(days=days)
        with_deadline = day + timedelta(days=within) if within else None
        resolution = propose_resolution(
            body=group, title=title, text=text, sitting_on=day, owner=owner, due_on=with_deadline
        )
        # A decision keeps the moment at which it is recorded, so the demo's are of the past at once.
        resolution.result, resolution.decided_by = result, office
        resolution.decided_at = resolution.proposed_at = moment
        if votes:
            resolution.votes_yes, resolution.votes_no, resolution.votes_abstained = votes
        if became:
            resolution.done_on, resolution.done_note = with_deadline, became
        resolution.save()


def _circulate(group: Body) -> None:
    now = timezone.now()
    resolution = propose_resolution(
        body=group,
        title="Standort der Mitfahrbank in Plaidt",
        text="Die Mitfahrbank in Plaidt kommt an den Bahnhof.",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=6),
    )
    chair = User.objects.by_email(CHAIR).get()
    cast_resolution_vote(resolution=resolution, user=chair, value="yes")
