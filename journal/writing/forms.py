from django import forms
from django.utils.translation import gettext_lazy as _

from documents import uploads
from journal.forms import EntryForm


class WriteForm(EntryForm):
    """A new observation, perhaps with a photo. The device's outbox keeps no files, so that one is sent at once."""

    photo = forms.FileField(
        label=_("A photo"),
        required=False,
        help_text=_("JPEG or PNG, up to 20 MB. Neither place nor camera is kept."),
        widget=forms.FileInput(attrs={"accept": ",".join(uploads.PICTURE)}),
    )
