from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from documents import uploads


class PhotoForm(PlainForm, forms.Form):
    photo = forms.FileField(
        label=_("The photo"),
        help_text=_("JPEG or PNG, up to 20 MB. Neither place nor camera is kept."),
        widget=forms.FileInput(attrs={"accept": ",".join(uploads.PICTURE)}),
    )

    def content(self):
        return self.cleaned_data["photo"].read()
