from django import forms
from django.utils.translation import gettext_lazy as _

from core.refusals import Refused
from documents import uploads


class PdfField(forms.FileField):
    """A PDF from outside; anything else is refused beside the field."""

    types = uploads.PAPER
    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf"})

    def to_python(self, data):
        upload = super().to_python(data)
        if upload:
            self._check(upload.read())
            upload.seek(0)
        return upload

    def _check(self, content):
        try:
            uploads.accept(content, types=self.types)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


class PaperField(PdfField):
    """A PDF, or a photo of the paper."""

    types = uploads.PAPER_OR_PICTURE
    widget = forms.ClearableFileInput(attrs={"accept": ",".join(uploads.PAPER_OR_PICTURE)})


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once. Whether each can be kept is judged one by one when they are, not here."""

    most_bytes, too_large = uploads.MOST_BYTES, uploads.TOO_LARGE

    def __init__(self, **kwargs):
        about = {
            "label": _("Add attachments"),
            "help_text": _(
                "PDF, JPEG or PNG, up to 20 MB each. The centre sees neither place nor camera of a photo."
            ),
            "widget": FilesInput(attrs={"accept": ",".join(uploads.PAPER_OR_PICTURE)}),
        }
        super().__init__(required=False, **{**about, **kwargs})

    def clean(self, data, initial=None):
        return data or []
