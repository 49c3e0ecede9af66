"""CPR numbers: ten digits, six of them the birth date, the seventh telling the century."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.refusals import Refused


def digits(text):
    return text.replace("-", "").replace(" ", "")


def _century(year, seventh):
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def born(cpr):
    """The birth date in a CPR number. The old check digit is not required. Raises Refused with a sentence."""
    number = digits(cpr)
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        raise Refused(_("A CPR number has ten digits, for example 150315-5002."))
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    try:
        return date(_century(year, int(number[6])) + year, month, day)
    except ValueError:
        raise Refused(
            _("The first six digits of a CPR number are the birth date; these are no date.")
        ) from None


def formatted(number):
    return f"{number[:6]}-{number[6:]}" if number else ""


def masked(number):
    return f"{number[:6]}-••••" if number else ""
