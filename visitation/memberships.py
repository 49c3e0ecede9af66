"""Who sits in the visitation committee beside the director, and when (ACC-1)."""

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.acting import command
from core.refusals import Refused
from visitation.models import Membership


def check_by(by):
    if by.role != Role.DIRECTOR:
        raise Refused(_("The director names the members of the committee."))


def check_name(person, *, by):
    check_by(by)
    if person.role == Role.DIRECTOR:
        raise Refused(_("The director is always a member."))
    if person.role != Role.UNIT_LEADER:
        raise Refused(_("Only unit leaders can be named as members."))


@command
def name(person, *, begins, ends, by):
    """A member for a period, or until further notice when `ends` is None."""
    check_name(person, by=by)
    others = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gt=begins), person=person)
    if (others.filter(begins__lt=ends) if ends else others).exists():
        raise Refused(_("This person is a member already in part of that period."), "begins")
    return Membership.objects.create(person=person, begins=begins, ends=ends)


@command
def end(membership, *, ends, by):
    check_by(by)
    membership.ends = ends
    membership.save(update_fields=["ends"])
