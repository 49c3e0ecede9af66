from django import forms

from core.refusals import Refused
from documents.services import check_pdf


class PdfField(forms.FileField):
    """A PDF from outside; anything else is refused beside the field."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf"})

    def to_python(self, data):
        upload = super().to_python(data)
        if upload:
            self._check(upload.read())
            upload.seek(0)
        return upload

    def _check(self, content):
        try:
            check_pdf(content)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused
