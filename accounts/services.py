from django.db import transaction

from accounts import rules
from accounts.links import FORGOTTEN, WELCOME, send_link
from accounts.models import User
from core.acting import command


@command
def create(*, email, full_name, role, municipality, by, at):
    """A new person, who gets a mail with a link to choose a password."""
    rules.check_manage(by)
    rules.check_director(by, role)
    rules.check_facts(role=role, municipality=municipality, email=email)
    facts = {"full_name": full_name, "role": role, "municipality": municipality}
    person = User.objects.create_user(email, **facts)
    send_link(person, WELCOME, at=at)
    return person


@command
def create_first(*, email, full_name, role, password, by):
    """On an empty house, by Fnug itself: somebody must be able to let the others in."""
    rules.check_facts(role=role, municipality=None, email=email)
    return User.objects.create_user(email, password, full_name=full_name, role=role)


@command
def edit(person, *, email, full_name, role, municipality, by):
    rules.check_manage(by)
    rules.check_role(person, role, by=by)
    rules.check_director(by, role, person.role)
    rules.check_facts(role=role, municipality=municipality, email=email, person=person)
    person.email = User.objects.clean_email(email)
    person.full_name, person.role, person.municipality = full_name, role, municipality
    person.save(update_fields=["email", "full_name", "sort_name", "role", "municipality"])
    return person


@command
def deactivate(person, *, by):
    """Takes effect at once, also for somebody who is signed in. What the person wrote stays."""
    rules.check_manage(by)
    rules.check_director(by, person.role)
    rules.check_deactivate(person, by=by)
    User.objects.filter(pk=person.pk).update(is_active=False)


@command
def reactivate(person, *, by):
    rules.check_manage(by)
    rules.check_director(by, person.role)
    rules.check_reactivate(person)
    User.objects.filter(pk=person.pk).update(is_active=True)


@command
def invite(person, *, by, at):
    """Sends a link to choose a password once more."""
    rules.check_manage(by)
    rules.check_send_link(person)
    send_link(person, WELCOME, at=at)


@transaction.atomic
def forgotten(*, email, at):
    """Sends a link if the address is somebody's. Nobody is signed in, so nobody acts."""
    person = User.objects.working().filter(email=User.objects.clean_email(email)).first()
    if person:
        send_link(person, FORGOTTEN, at=at)
