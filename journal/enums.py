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


class Mood(models.TextChoices):
    """How the child was, at one tap."""

    HAPPY = "happy", _("happy")
    CALM = "calm", _("calm")
    TIRED = "tired", _("tired")
    SAD = "sad", _("sad")
    ANXIOUS = "anxious", _("anxious")
    ANGRY = "angry", _("angry")
