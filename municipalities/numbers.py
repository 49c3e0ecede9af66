"""Numbers by which a public authority receives invoices."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def check_cvr(text):
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise ValidationError(_("A CVR number has eight digits."))


def check_gln(text):
    """The last digit makes the sum of all, every second one threefold, a multiple of ten."""
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        raise ValidationError(_("A GLN number has thirteen digits."))
    if sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(text)) % 10:
        raise ValidationError(_("This GLN number has a digit wrong: its last digit does not fit the others."))
