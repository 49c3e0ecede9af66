"""Every component in every state on one page, for those who build pages."""

from datetime import date, timedelta
from decimal import Decimal

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.timeline import Lane, Point, Segment, Timeline


class SampleForm(forms.Form):
    name = forms.CharField(label="Barnets navn", max_length=80)
    born = forms.DateField(
        label="Fødselsdag",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Som i CPR-nummeret.",
    )
    unit = forms.ChoiceField(label="Ønsket afdeling", choices=[("", "Vælg"), ("i", "Ilasiaq"), ("a", "Allu")])
    urgency = forms.ChoiceField(
        label="Hvor meget haster det?",
        widget=forms.RadioSelect,
        choices=[("a", "Akut: i dag eller i morgen"), ("o", "Almindelig: svar inden fem arbejdsdage")],
    )
    reason = forms.CharField(
        label="Årsag",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text="Et par sætninger om, hvad barnet har brug for.",
    )
    paper = forms.FileField(label="Kommunens afgørelse", required=False, help_text="PDF eller billede.")
    consent = forms.BooleanField(label="Forældrene ved, at anmodningen sendes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean(self):
        if self.data:
            raise forms.ValidationError("Pladsen er taget af en anden, siden du åbnede siden.")


def gallery(request):
    if not settings.DEBUG and getattr(request.user, "role", None) != Role.SYSTEM_ADMIN:
        raise Http404
    for level, text in [
        (messages.SUCCESS, _("The observation is saved.")),
        (messages.INFO, _("The letter is being written; it will be here in a moment.")),
        (messages.WARNING, _("The municipality's decision is still missing.")),
        (messages.ERROR, _("The place was taken by another since you opened this page.")),
    ]:
        messages.add_message(request, level, text)
    wrong = {"name": "", "born": "2031-01-01", "unit": "", "reason": "Kort."}
    return render(
        request,
        "gallery.html",
        {
            "form": SampleForm(),
            "wrong_form": SampleForm(wrong, prefix=None, auto_id="wrong_%s"),
            "course": sample_course(timezone.localdate()),
            "page": Paginator(range(200), 20).page(3),
            "today": timezone.localdate(),
            "now": timezone.now(),
            "infant": timezone.localdate() - timedelta(days=430),
            "child": date(timezone.localdate().year - 8, 1, 15),
            "amount": Decimal("3800"),
            "steps": ["Barnet", "Situationen", "Ønsket", "Gennemse"],
            "kinds": ["", "ok", "warn", "bad", "info"],
        },
    )


def sample_course(today):
    def ago(days):
        return today - timedelta(days=days)

    meetings = [
        Point(ago(days), "Månedsmøde", "planned" if days < 0 else "") for days in range(300, -60, -30)
    ]
    return Timeline(
        [
            Lane(
                "Ophold",
                segments=(
                    Segment(ago(317), ago(230), "Mælkebøtten · udredning"),
                    Segment(ago(229), None, "Ilasiaq", "1"),
                ),
            ),
            Lane("Møder", points=tuple(meetings)),
            Lane(
                "Rapporter og episoder",
                points=(
                    Point(ago(137), "Halvårsrapport sendt", "ok"),
                    Point(ago(80), "Handleplan forsinket", "warn"),
                    Point(ago(61), "Savnet, fundet samme aften", "bad"),
                    Point(ago(-48), "Næste halvårsrapport", "planned"),
                ),
            ),
        ],
        start=ago(330),
        end=ago(-70),
        today=today,
    )
