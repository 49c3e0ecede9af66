import re

import pytest
from django.conf import settings

from accounts.models import User
from core.models import OutboxMessage
from tests.factories import NOW, PASSWORD, make_user

NEW = "fire kajakker i regnvejr"


def signs_in(visitor, email, password=PASSWORD):
    response = visitor.fill("/sign-in/", username=email, password=password)
    return response.status_code == 302


def test_sign_in_with_the_address_in_any_case(as_, care_worker):
    assert signs_in(as_(), care_worker.email.upper())


def test_the_page_that_one_wanted_comes_after_sign_in(as_, director):
    visitor = as_()
    door = visitor.get("/settings/")
    assert door.url == "/sign-in/?next=/settings/"
    answer = visitor.fill(door.url, username=director.email, password=PASSWORD)
    assert answer.url == "/settings/"


@pytest.mark.parametrize("password", ["", "forkert-adgangskode", PASSWORD + " "])
def test_a_wrong_password(as_, care_worker, password):
    visitor = as_()
    assert not signs_in(visitor, care_worker.email, password)
    assert visitor.get("/").status_code == 302


def test_somebody_who_left_cannot_sign_in_and_hears_no_other_sentence(as_, db):
    left = make_user(is_active=False)
    answers = {
        as_().fill("/sign-in/", username=email, password=PASSWORD).content.decode().split("alert")[1][:200]
        for email in (left.email, "findes.ikke@centret.test")
    }
    assert len(answers) == 1


def test_nobody_signs_in_as_fnug_itself(as_, db):
    assert not signs_in(as_(), User.objects.machine().email)


def test_signing_out_is_a_post_and_ends_the_session(as_, director):
    visitor = as_(director)
    assert visitor.get("/sign-out/").status_code == 405
    assert visitor.get("/settings/").status_code == 200
    visitor.post("/sign-out/")
    assert visitor.get("/settings/").status_code == 302


def test_a_signed_in_person_needs_no_door(as_, director):
    assert as_(director).get("/sign-in/").url == "/"


def test_changing_the_password_keeps_this_session_and_ends_the_others(as_, care_worker):
    here, elsewhere = as_(care_worker), as_(care_worker)
    sent = here.fill("/password/", old_password=PASSWORD, new_password1=NEW, new_password2=NEW)
    assert sent.url == "/password/changed/"
    assert here.get("/password/changed/").status_code == 200
    assert elsewhere.get("/password/").status_code == 302
    assert signs_in(as_(), care_worker.email, NEW)


@pytest.mark.parametrize("weak", ["kort", "elleve tegn", "password1234", "Pia Prøvepædagog"])
def test_a_weak_password_is_refused(as_, care_worker, weak):
    sent = as_(care_worker).fill("/password/", old_password=PASSWORD, new_password1=weak, new_password2=weak)
    assert sent.status_code == 200
    assert signs_in(as_(), care_worker.email)


# Forgotten


def ask(visitor, email):
    sent = visitor.fill("/password/forgotten/", email=email)
    assert sent.url == "/password/forgotten/sent/"
    return visitor.get(sent.url)


def links(smtp):
    bodies = [message.get_content() for message in smtp.messages]
    return [re.search(r"https?://[^/]+(/password/new/\S+)", body)[1] for body in bodies]


def test_a_forgotten_password_is_chosen_anew_by_a_link(as_, care_worker, smtp, run_outbox):
    visitor = as_()
    ask(visitor, care_worker.email.upper())
    assert run_outbox() == 1
    assert smtp.messages[0]["To"] == care_worker.email
    [link] = links(smtp)
    form = visitor.get(link)
    sent = visitor.fill(form.url, new_password1=NEW, new_password2=NEW)
    assert sent.url == "/password/saved/"
    assert visitor.get(sent.url).status_code == 200
    assert signs_in(as_(), care_worker.email, NEW)
    assert not signs_in(as_(), care_worker.email)


@pytest.mark.rule("ACC-4")
def test_the_mail_says_no_name_and_the_database_keeps_no_token(as_, care_worker, smtp, run_outbox):
    ask(as_(), care_worker.email)
    [waiting] = OutboxMessage.objects.all()
    assert waiting.payload == {"person": care_worker.pk, "why": "forgotten"}
    run_outbox()
    [message] = smtp.messages
    text = f"{message['Subject']} {message.get_content()}"
    assert not any(part in text for part in care_worker.full_name.split())
    assert settings.BASE_URL in text


def test_a_link_works_once(as_, care_worker, smtp, run_outbox):
    ask(as_(), care_worker.email)
    run_outbox()
    [link] = links(smtp)
    visitor = as_()
    visitor.fill(visitor.get(link).url, new_password1=NEW, new_password2=NEW)
    assert "The link no longer works" in as_().get(link).content.decode()


def test_a_link_works_for_a_day(as_, care_worker, smtp, run_outbox, time_machine_at):
    ask(as_(), care_worker.email)
    run_outbox()
    [link] = links(smtp)
    time_machine_at(hours=25)
    assert "The link no longer works" in as_().get(link).content.decode()


@pytest.fixture
def time_machine_at():
    from datetime import timedelta

    import time_machine

    travels = []

    def later(**by):
        travels.append(time_machine.travel(NOW + timedelta(**by), tick=False))
        travels[-1].start()

    yield later
    for travel in travels:
        travel.stop()


@pytest.mark.parametrize("who", ["nobody", "left", "machine"])
def test_an_address_that_cannot_sign_in_hears_the_same_and_gets_nothing(
    as_, care_worker, who, smtp, run_outbox
):
    left = make_user(is_active=False)
    emails = {"nobody": "findes.ikke@centret.test", "left": left.email, "machine": "fnug@localhost.test"}
    known, unknown = ask(as_(), care_worker.email), ask(as_(), emails[who])
    assert unknown.content == known.content
    run_outbox()
    assert {message["To"] for message in smtp.messages} == {care_worker.email}


def test_asking_again_and_again_sends_one_mail(as_, care_worker, smtp, run_outbox):
    visitor = as_()
    for _time in range(5):
        ask(visitor, care_worker.email)
    run_outbox()
    assert len(smtp.messages) == 1


def test_a_person_who_leaves_before_the_mail_does_gets_none(as_, care_worker, system_admin, smtp, run_outbox):
    from accounts import services

    ask(as_(), care_worker.email)
    services.deactivate(care_worker, by=system_admin)
    assert run_outbox() == 1
    assert smtp.messages == []


def test_no_address_is_no_answer(as_, db):
    assert as_().fill("/password/forgotten/", email="").status_code == 200


# Language


def test_a_stranger_chooses_a_language_at_the_door(as_, db):
    from tests.visitor import Visitor

    visitor = Visitor()
    assert 'lang="da"' in visitor.get("/sign-in/").content.decode()
    visitor.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert 'lang="en"' in visitor.get("/sign-in/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com"])
def test_the_choice_of_a_language_leads_nowhere_else(as_, db, elsewhere):
    assert as_().post("/language/", {"language": "da", "next": elsewhere}).url == "/"


# Hostile browsers


@pytest.mark.parametrize(
    "wanted", ["/sign-in/", "/sign-in/?next=/sign-in/", "//evil.test/", "https://evil.test/"]
)
def test_a_signed_in_person_is_led_neither_in_a_circle_nor_away(as_, director, wanted):
    answer = as_(director).get("/sign-in/", {"next": wanted}, follow=True)
    assert answer.redirect_chain[-1] == ("/", 302)


@pytest.mark.parametrize("key", ["\0" * 20, "æ" * 20, "a-b;c" * 8])
def test_a_session_key_that_nobody_was_given_is_no_session(as_, db, key):
    visitor = as_()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = key
    assert visitor.get("/settings/").url == "/sign-in/?next=/settings/"
