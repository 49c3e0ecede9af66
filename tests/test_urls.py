"""Every address, opened and posted to by everybody. Who may is written here; a new address must be too."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import loader
from django.urls import URLPattern, URLResolver, get_resolver
from django.views import defaults

from tests import world as worlds
from tests.visitor import Visitor

PEOPLE = [
    *("director", "leader", "care_worker", "other_leader", "other_care_worker", "administration"),
    *("therapist", "contact_house", "drop_in", "system_admin", "caseworker", "other_caseworker"),
]
EVERYBODY = set(PEOPLE)
HERE = {"director", "leader", "care_worker"}
LEADING = {"director", "leader"}
MONEY = {"director", "administration"}
LEADERS = {"director", "leader", "other_leader"}
MANAGERS = {"director", "system_admin"}
PORTAL = {"caseworker", "other_caseworker"}
CENTRE = EVERYBODY - PORTAL
SENDERS = {"director", "leader", "other_leader", *PORTAL}
CARERS = {"director", "leader", "other_leader", "care_worker", "other_care_worker"}
REQUEST = {"director", "leader", "caseworker"}

# Who may open an address, and post to it. Everybody else gets 403 or 404, and learns nothing.
MAY = {
    "home": EVERYBODY,
    "journal:board": HERE,
    "journal:handover": HERE,
    "journal:take_over": HERE,
    "journal:accept": HERE,
    "journal:unread": HERE,
    "journal:diary": HERE,
    "journal:search": CARERS,
    "journal:entry": HERE,
    "journal:correct": HERE,
    "journal:add": HERE,
    "journal:add_picture": HERE,
    "journal:remove_picture": HERE,
    "journal:picture_large": HERE,
    "journal:picture_small": HERE,
    "journal:write": HERE,
    "journal:appointments": HERE,
    "journal:make_appointment": HERE,
    "journal:change_appointment": HERE,
    "journal:cancel_appointment": HERE,
    "journal:keep_appointment": HERE,
    "journal:week": HERE,
    "journal:child_week": HERE,
    "journal:gathered": CARERS,
    "journal:day_sheet": HERE,
    "placements:children": EVERYBODY,
    "placements:child": HERE,
    "placements:placement": HERE,
    "placements:reveal_cpr": HERE,
    "placements:photo": HERE,
    "placements:remove_photo": HERE,
    "placements:photo_large": HERE,
    "placements:photo_small": HERE,
    "placements:portrait": HERE,
    "placements:remove_portrait": HERE,
    "placements:portrait_large": HERE,
    "placements:portrait_small": HERE,
    "placements:register_arrival": LEADING,
    "placements:record_decision": REQUEST,
    "placements:discharge": LEADING,
    "placements:discharge_point": LEADING,
    "placements:leave": LEADING,
    "placements:undo": LEADING,
    "placements:undo_one": LEADING,
    "placements:receipts": LEADERS,
    "placements:receipt": REQUEST,
    "placements:remind": LEADING,
    "placements:turning_18": LEADERS,
    "placements:intake": HERE,
    "placements:correct_intake": HERE,
    "placements:make_intake_list": HERE,
    "placements:sign_intake": HERE,
    "placements:adults": HERE,
    "placements:name_contact": LEADING,
    "placements:name_caseworker": LEADING,
    "placements:end_caseworker": LEADING,
    "placements:wanting_contacts": LEADERS,
    "placements:consents": HERE,
    "placements:record_consent": HERE,
    "placements:withdraw_consent": HERE,
    "placements:assessment": HERE,
    "placements:refer_assessment": LEADING,
    "placements:start_assessment": LEADING,
    "placements:conclude_assessment": LEADING,
    "placements:stop_assessment": LEADING,
    "placements:record_meeting": HERE,
    "placements:meetings": HERE,
    "placements:plan_meeting": HERE,
    "placements:plan_year": HERE,
    "placements:all_meetings": LEADERS,
    "placements:meeting": HERE | {"caseworker"},
    "placements:write_agenda": HERE,
    "placements:invite": HERE,
    "placements:move_meeting": HERE,
    "placements:cancel_meeting": LEADING,
    "placements:hold_meeting": HERE,
    "placements:write_minutes": HERE | {"caseworker"},
    "placements:take_over_minutes": HERE,
    "placements:sign_minutes": LEADING,
    "placements:send_back_minutes": LEADING,
    "placements:occupancy": CARERS | {"administration"},
    "placements:missing": LEADERS,
    "placements:municipal_placements": PORTAL,
    "placements:municipal_placement": {"caseworker"},
    "placements:attendance": HERE,
    "placements:mark": HERE,
    "placements:daily": HERE,
    "placements:add_schooling": HERE,
    "placements:change_schooling": HERE,
    "placements:add_absence": HERE,
    "placements:change_absence": HERE,
    "placements:bring_back": HERE,
    "placements:remove_absence": HERE,
    "placements:ask_day_care": HERE,
    "placements:day_care_apply": HERE | {"caseworker"},
    "placements:day_care_answer": LEADING,
    "placements:day_care_give_up": LEADING,
    "placements:move": LEADING,
    "placements:move_places": LEADING,
    "placements:cancel_move": LEADING,
    "placements:begin_search": LEADING,
    "placements:search": HERE | {"caseworker"},
    "placements:end_search": LEADING,
    "placements:apply_resources": LEADING,
    "placements:answer_resources": REQUEST,
    "placements:withdraw_resources": LEADING,
    "placements:kinds": {"director"},
    "placements:add_kind": {"director"},
    "placements:rename_kind": {"director"},
    "placements:move_kind": {"director"},
    "placements:take_out_kind": {"director"},
    "placements:take_back_kind": {"director"},
    "placements:placement_kind": LEADING,
    "placements:plans": LEADERS,
    "placements:action_plan": HERE,
    "placements:record_plan": LEADING,
    "placements:correct_plan": LEADING,
    "placements:ask_for_plan": LEADING,
    "placements:municipal_plan": {"caseworker"},
    "placements:add_goal": HERE,
    "placements:edit_goal": HERE,
    "placements:move_goal": HERE,
    "placements:carry_over": HERE,
    "placements:add_sub_goal": HERE,
    "placements:sub_goal": HERE,
    "placements:edit_sub_goal": HERE,
    "placements:move_sub_goal": HERE,
    "placements:close_sub_goal": HERE,
    "placements:reopen_sub_goal": HERE,
    "placements:child_documents": HERE,
    "placements:whole_file": LEADING,
    "placements:reports_overview": LEADERS,
    "placements:report": HERE,
    "placements:edit_report": HERE,
    "placements:ask_reader": HERE,
    "placements:read_report": HERE,
    "placements:sign_report": LEADING,
    "placements:drop_report": HERE,
    "placements:correct_report": HERE,
    "placements:settle_leftover": HERE,
    "placements:save_section": HERE,
    "placements:diary_material": HERE,
    "placements:reports": HERE,
    "placements:start_half_year": HERE,
    "placements:start_statement": HERE,
    "placements:request_statement": LEADING,
    "placements:withdraw_statement": LEADING,
    "placements:ask_statement": {"caseworker"},
    "placements:report_headings": {"director"},
    "placements:add_heading": {"director"},
    "placements:edit_heading": {"director"},
    "placements:move_heading": {"director"},
    "visitation:requests": SENDERS,
    "visitation:new": SENDERS,
    "visitation:autosave": SENDERS,
    "visitation:known": SENDERS,
    "visitation:detail": REQUEST,
    "visitation:edit": REQUEST,
    "visitation:submit": REQUEST,
    "visitation:answer": REQUEST,
    "visitation:withdraw": REQUEST,
    "visitation:decide": LEADING,
    "visitation:letter": LEADING,
    "visitation:places": LEADING,
    "visitation:what_if": LEADING,
    "visitation:waiting": LEADING,
    "visitation:prioritise": LEADING,
    "visitation:offer": LEADING,
    "visitation:accept_offer": REQUEST,
    "visitation:decline_offer": REQUEST,
    "visitation:take_back_offer": LEADING,
    "visitation:attach": REQUEST,
    "visitation:attachment": REQUEST,
    "visitation:remove_attachment": REQUEST,
    "documents:list": PORTAL,
    "documents:detail": REQUEST,
    "documents:pdf": REQUEST,
    "documents:confirm": {"caseworker"},
    "documents:sent": LEADERS,
    "documents:remind": LEADERS,
    "deadlines:tasks": EVERYBODY,
    "billing:months": MONEY,
    "billing:preview": MONEY,
    "billing:issue": MONEY,
    "billing:invoices": MONEY,
    "billing:invoice": MONEY,
    "billing:prices": MONEY,
    "billing:price_list": MONEY,
    "municipalities:list": MONEY,
    "municipalities:municipality": MONEY,
    "municipalities:add": MONEY,
    "municipalities:edit": MONEY,
    "municipalities:add_office": MONEY,
    "municipalities:edit_office": MONEY,
    "municipalities:remove_office": MONEY,
    "units:list": LEADERS,
    "units:create": {"director"},
    "units:settings": LEADING,
    "units:edit": {"director"},
    "units:add_places": {"director"},
    "units:open_emergency_place": LEADING,
    "units:close_place": LEADING,
    "units:add_shift": LEADING,
    "units:shift": LEADING,
    "units:remove_shift": LEADING,
    "units:staff_boards": CENTRE,
    "units:staff_board": HERE,
    "units:mark_here": HERE,
    "units:assign": MANAGERS,
    "units:end_assignment": MANAGERS,
    "people:list": MANAGERS,
    "people:add": MANAGERS,
    "people:person": MANAGERS,
    "people:edit": MANAGERS,
    "people:deactivate": MANAGERS,
    "people:reactivate": MANAGERS,
    "people:invite": MANAGERS,
    "people:name_member": {"director"},
    "people:end_membership": {"director"},
    "core:settings": {"director"},
    "core:setting": {"director"},
    "core:outbox": {"system_admin"},
    "core:self_check": MANAGERS,
    "core:check_now": MANAGERS,
    "core:retry": {"system_admin"},
    "sign_out": EVERYBODY,
    "password_change": EVERYBODY,
    "password_change_done": EVERYBODY,
    "gallery": {"system_admin"},
}
# Open without sign-in; each with its reason.
PUBLIC = {
    "set_language": "chooses a language, also on the sign-in page",
    "journal:ready": "a device asks who is signed in; whoever is not learns that nobody is",
    "journal:offline": "kept by the device for the time without a network; holds nobody's data",
    "journal:worker": "keeps the public shell on the device",
    "journal:manifest": "says how the app is installed",
    "sign_in": "the door itself",
    "password_reset": "asks for a link when the password is forgotten",
    "password_reset_done": "says that the link is on its way, whoever asked",
    "password_reset_confirm": "opened from the mail; the token is the key",
    "password_reset_complete": "says that the new password is saved",
}
# What of the child of Mælkebøtten and the request of Sermersooq each person may read, anywhere (ACC-1).
MAY_READ = {
    "director": {
        "name",
        "cpr",
        "diary",
        "health",
        "report",
        "photo",
        "goals",
        "request",
        "letter",
        "attachment",
    },
    "leader": {
        "name",
        "cpr",
        "diary",
        "health",
        "report",
        "photo",
        "goals",
        "request",
        "letter",
        "attachment",
    },
    "care_worker": {"name", "cpr", "diary", "health", "report", "photo", "goals"},
    "administration": {"name"},
    "caseworker": {"name", "request", "letter", "attachment"},
}


def addresses():
    """Name and pattern of every address."""

    def walk(resolver, prefix="", namespace=""):
        for entry in resolver.url_patterns:
            pattern = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry, pattern, f"{entry.namespace}:" if entry.namespace else namespace)
            else:
                yield f"{namespace}{entry.name}", pattern, entry

    return list(walk(get_resolver()))


ADDRESSES = addresses()


def path_of(pattern, values):
    """`children/<int:pk>/` becomes a path: what stands for a parameter follows from the word before it."""

    def value(found):
        before = pattern[: found.start() - 1]
        known = [word for word in values if f"/{before}".endswith(f"/{word}")]
        assert known, f"tests/world.py does not say what stands behind “{before}/”"
        return str(values[known[0]])

    return "/" + re.sub(r"<[^>]+>", value, pattern)


@pytest.fixture(autouse=True)
def _refused_once(monkeypatch):
    """A page that turns away says no more than whom and why: for each person and reason it is made once."""
    shown, get_template = {}, loader.get_template

    def once(name):
        template = get_template(name)

        def render(context=None, request=None):
            key = name, request.user.pk, context["exception"]
            if key not in shown:
                shown[key] = template.render(context, request)
            return shown[key]

        return SimpleNamespace(render=render) if name in ("403.html", "404.html") else template

    monkeypatch.setattr(defaults, "loader", SimpleNamespace(get_template=once))


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in PEOPLE}


@pytest.fixture
def world(people):
    return worlds.build(people)


def test_every_address_says_who_may_open_it():
    names = {name for name, _pattern, _entry in ADDRESSES}
    assert names - MAY.keys() - PUBLIC.keys() == set(), "New addresses: say in MAY who may open them."
    assert (MAY.keys() | PUBLIC.keys()) - names == set(), "These addresses are gone."
    assert not MAY.keys() & PUBLIC.keys()


def read_by(person, world, *, method, addresses=ADDRESSES):
    """Every address with what it answered; a failure of the server counts as an answer."""
    visitor = Visitor(person, raise_request_exception=False)
    values = worlds.values(world)
    for name, pattern, _entry in addresses:
        path = path_of(pattern, values)
        response = getattr(visitor, method)(path)
        text = b"".join(response) if response.streaming else response.content
        yield SimpleNamespace(name=name, path=path, status=response.status_code, text=text, response=response)
        if name == "sign_out" and person:
            visitor.force_login(person)


def leaked(answer, allowed):
    text = answer.text.decode(errors="replace")
    words = {word for kind, words in worlds.CANARIES.items() if kind not in allowed for word in words}
    return sorted(word for word in words if word in text)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_opens_what_they_may_and_reads_nothing_else(name, people, world):
    wrong = []
    for answer in read_by(people[name], world, method="get"):
        allowed = name in MAY.get(answer.name, EVERYBODY)
        opened = answer.status in (200, 302, 405)
        if opened != allowed and answer.status != 405:
            wrong.append(f"{answer.name}: {answer.status}")
        if words := leaked(answer, MAY_READ.get(name, set())):
            wrong.append(f"{answer.name} shows {words}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("name", PEOPLE)
def test_who_may_not_open_an_address_cannot_post_to_it(name, people, world):
    """Where they may, the answer can still show too much; only to those who read everything it cannot."""
    wrong, all_seeing = [], MAY_READ.get(name) == worlds.CANARIES.keys()
    walked = [address for address in ADDRESSES if not (all_seeing and name in MAY.get(address[0], EVERYBODY))]
    for answer in read_by(people[name], world, method="post", addresses=walked):
        if name not in MAY.get(answer.name, EVERYBODY) and answer.status not in (403, 404, 405):
            wrong.append(f"{answer.name}: {answer.status}")
        if words := leaked(answer, MAY_READ.get(name, set())):
            wrong.append(f"{answer.name} shows {words}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_sees_the_sign_in_page_and_nothing_else(method, world):
    wrong = []
    for answer in read_by(None, world, method=method):
        turned_away = answer.status == 302 and answer.response.url.startswith("/sign-in/")
        if not turned_away and answer.name not in PUBLIC:
            wrong.append(f"{answer.name}: {answer.status}")
        if words := leaked(answer, set()):
            wrong.append(f"{answer.name} shows {words}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_posted_without_a_token(director, people, world):
    visitor, values = Visitor(director), worlds.values(world)
    before = [model.objects.count() for model in worlds.MODELS]
    accepted = []
    for name, pattern, entry in ADDRESSES:
        response = visitor.post(path_of(pattern, values), with_token=False)
        if response.status_code != 403 or getattr(entry.callback, "csrf_exempt", False):
            accepted.append(f"{name}: {response.status_code}")
    assert accepted == []
    assert [model.objects.count() for model in worlds.MODELS] == before


@pytest.mark.parametrize(
    "path", ["/children/999999/", "/requests/999999/", "/documents/D-2026-999999/", "/no-such/"]
)
def test_what_does_not_exist_answers_as_what_one_may_not_see(path, as_, director):
    assert as_(director).get(path).status_code == 404


def test_the_walk_knows_each_pattern():
    assert all(isinstance(entry, URLPattern) for _name, _pattern, entry in ADDRESSES)
    assert settings.LOGIN_URL == "sign_in"
