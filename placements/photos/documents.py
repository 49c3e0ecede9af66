from django.utils.translation import gettext_lazy as _

from documents.kinds import Kind, register

CHILD_PHOTO, PORTRAIT = "child_photo", "portrait"


def _never(user, on):
    """Photos have addresses of their own, which ask for the consent; among the documents nobody finds them."""


register(Kind(CHILD_PHOTO, _("photo of a child"), None, _never))
register(Kind(PORTRAIT, _("photo for the staff board"), None, _never))
