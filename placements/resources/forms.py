from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose

ONE_DAY = timedelta(days=1)


class AmountField(forms.DecimalField):
    def __init__(self, **kwargs):
        least = Decimal("0.01")
        super().__init__(min_value=least, max_digits=10, decimal_places=2, localize=True, **kwargs)


class ApplyForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins", "last")

    amount = AmountField(label=_("Amount a day, in kroner"))
    begins = forms.DateField(label=_("From"), widget=DateInput)
    last = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = Prose(
        label=_("Reason"),
        rows=6,
        help_text=_("What the child needs, and what the extra staff will do. It stands in the letter."),
    )

    def facts(self):
        return {**self.given("amount", "begins", "reason"), "ends": self.cleaned_data["last"] + ONE_DAY}


class AnswerForm(PlainForm, AsksAboutDates):
    asked_dates = ("answered_on", "granted_from", "granted_last")
    never_ahead = ("answered_on",)

    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[("grant", _("Granted")), ("turn_down", _("Refused"))],
        widget=forms.RadioSelect,
    )
    granted_amount = AmountField(label=_("Granted a day, in kroner"), required=False)
    granted_from = forms.DateField(label=_("Granted from"), widget=DateInput, required=False)
    granted_last = forms.DateField(label=_("Granted until and with"), widget=DateInput, required=False)
    answer = Prose(
        label=_("The municipality's answer"),
        rows=4,
        required=False,
        help_text=_("A refusal needs the reason."),
    )
    answered_on = forms.DateField(label=_("Answered on"), widget=DateInput)
    answered_by = forms.CharField(label=_("Answered by"), max_length=200)

    def __init__(self, *args, own, **kwargs):
        """`own` is the caseworker who answers here and now; the centre writes down who answered, and when."""
        super().__init__(*args, **kwargs)
        self.own = own
        if own:
            del self.fields["answered_on"], self.fields["answered_by"]

    def facts(self, on):
        given = self.cleaned_data
        last = given["granted_last"]
        granted = (given["granted_amount"], given["granted_from"], last and last + ONE_DAY)
        said = {"action": given["outcome"], "answer": given["answer"], "granted": granted}
        if self.own:
            return {**said, "answered_on": on, "answered_by": self.own.full_name}
        return {**said, "answered_on": given["answered_on"], "answered_by": given["answered_by"]}
