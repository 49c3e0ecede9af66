from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    SLEEP = "sleep", _("Sleep")
    MEAL = "meal", _("Meal")
    SCHOOL = "school", _("School")
    MOOD = "mood", _("Mood")
    PLAY = "play", _("Play")
    CONFLICT = "conflict", _("Conflict")
    CONTACT = "contact", _("Contact")
    HEALTH = "health", _("Health")
    OUTING = "outing", _("Outing")
    OTHER = "other", _("Other")

    @property
    def icon(self):
        return ICONS[self.value]


class Mood(models.TextChoices):
    """How the child was, at one tap."""

    HAPPY = "happy", _("happy")
    CALM = "calm", _("calm")
    TIRED = "tired", _("tired")
    SAD = "sad", _("sad")
    ANXIOUS = "anxious", _("anxious")
    ANGRY = "angry", _("angry")

    @property
    def icon(self):
        return ICONS[self.value]


ICONS = {
    **{"sleep": "moon", "meal": "utensils", "school": "school", "mood": "heart", "play": "blocks"},
    **{"conflict": "zap", "contact": "users", "health": "stethoscope", "outing": "footprints"},
    **{"other": "ellipsis", "happy": "smile", "calm": "leaf", "tired": "battery-low", "sad": "frown"},
    **{"anxious": "cloud-lightning", "angry": "flame"},
}
