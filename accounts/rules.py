from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from core.refusals import Refused

MANAGERS = frozenset({Role.DIRECTOR, Role.SYSTEM_ADMIN})


def check_manage(by):
    if by.role not in MANAGERS:
        raise Refused(_("People are managed by the system administrator and the director."))


def check_facts(*, role, municipality, email, person=None):
    """A caseworker has a municipality and nobody else has; an address belongs to one person."""
    if role == Role.MACHINE:
        raise Refused(_("Nobody signs in as Fnug itself."), "role")
    if role == Role.CASEWORKER and not municipality:
        raise Refused(_("Choose the municipality that the caseworker works for."), "municipality")
    if role != Role.CASEWORKER and municipality:
        raise Refused(_("Only a caseworker belongs to a municipality."), "municipality")
    others = User.objects.exclude(pk=person.pk) if person else User.objects.all()
    if others.filter(email=User.objects.clean_email(email)).exists():
        raise Refused(_("Somebody in Fnug has this address already."), "email")


def check_role(person, role, *, by):
    if person == by and role != person.role:
        raise Refused(_("You cannot change your own role. Ask a colleague who manages people."), "role")


def check_director(by, *roles):
    """Whoever looks after the machinery must not reach the cases by making, or becoming, a director."""
    concerned = Role.DIRECTOR in roles and by.role != Role.DIRECTOR
    if concerned and User.objects.in_role(Role.DIRECTOR).exists():
        raise Refused(_("Only a director names a director, or changes one."), "role")


def check_deactivate(person, *, by):
    if not person.is_active:
        raise Refused(_("This person's access is already taken away."))
    if person == by:
        raise Refused(_("You cannot take away your own sign-in. Ask a colleague who manages people."))


def check_reactivate(person):
    if person.is_active:
        raise Refused(_("This person may sign in."))


def check_send_link(person):
    if not person.is_active:
        raise Refused(_("This person may not sign in; a link would lead nowhere."))
