from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import CENTRE, Role
from core.forms import PlainForm

FACTS = ("full_name", "email", "role", "municipality")
ROLES = [(role.value, role.label) for role in Role if role in CENTRE or role == Role.CASEWORKER]
without_suggestions = {"autocomplete": "off"}


class PersonForm(PlainForm, forms.Form):
    full_name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs=without_suggestions)
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs=without_suggestions),
        help_text=_("The person signs in with it."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)

    def __init__(self, *args, person=None, **kwargs):
        initial = {name: getattr(person, name) for name in FACTS} if person else {"role": Role.CARE_WORKER}
        super().__init__(*args, initial=initial, **kwargs)
        municipality = User._meta.get_field("municipality")
        self.fields["municipality"] = municipality.formfield(
            label=capfirst(municipality.verbose_name),
            empty_label=_("No municipality"),
            help_text=_("For caseworkers only."),
        )


class SignInForm(AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("E-mail and password do not fit together. Try again, or choose a new password.")
    }


class ForgottenForm(PlainForm, forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
