import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import Role
from tests.factories import make_user

WORDS = "fire kajakker i regnvejr"


@pytest.fixture
def create(db, monkeypatch):
    def run(*options, typed=f"{WORDS}\n"):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        call_command("create_first_user", *options, stdout=io.StringIO())

    return run


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.DIRECTOR])
def test_the_first_person_can_sign_in(create, client, role):
    create("--email", "Foerste@Centret.test", "--name", "Prøve Første", "--role", role.value)
    person = User.objects.in_role(role).get()
    assert (person.email, person.full_name) == ("foerste@centret.test", "Prøve Første")
    assert client.login(username="foerste@centret.test", password=WORDS)


def test_the_first_person_is_a_system_administrator_unless_said_otherwise(create):
    create("--email", "foerste@centret.test", "--name", "Prøve Første")
    assert User.objects.working().get().role == Role.SYSTEM_ADMIN


def test_there_is_only_one_first_person(create):
    make_user(Role.DIRECTOR)
    with pytest.raises(CommandError, match="There is a first person already"):
        create("--email", "anden@centret.test", "--name", "Prøve Anden")
    assert User.objects.working().count() == 1


@pytest.mark.parametrize(
    ("options", "typed", "says"),
    [
        (["--name", "Prøve"], WORDS, "Give --email and --name"),
        (["--email", "ingen-adresse", "--name", "Prøve"], WORDS, "valid email"),
        (["--email", "a@centret.test", "--name", "Prøve"], "kort", "too short"),
        (["--email", "a@centret.test", "--name", "Prøve"], "", "too short"),
    ],
)
def test_what_is_missing_or_weak_is_said_in_a_sentence(create, options, typed, says):
    with pytest.raises(CommandError, match=says):
        create(*options, typed=typed)
    assert not User.objects.working().exists()
