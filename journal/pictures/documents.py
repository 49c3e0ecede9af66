from django.utils.translation import gettext_lazy as _

from documents.kinds import Kind, register

DIARY_PHOTO = "diary_photo"


def _never(user, on):
    """As every photo: it has an address of its own, behind the diary and the consent."""


register(Kind(DIARY_PHOTO, _("photo in the diary"), None, _never))
