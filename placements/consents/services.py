from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.acting import command
from core.refusals import Refused
from documents import services as documents
from documents.uploads import PAPER_OR_PICTURE
from placements.consents import rules
from placements.consents.documents import ASSESSMENT_REPORT, CONSENT_PAPER, report_of
from placements.consents.lifecycle import ASSESSMENT
from placements.consents.models import Assessment, Consent
from placements.lifecycle import PLACEMENT


@command
def record(child, *, key, kind, given_by, relation, given_on, note, paper, by, at, on):
    """Keeps a consent of the child's parents; `paper` is a file's bytes, or None. The same key twice is one."""
    rules.check_given(given_on, on=on)
    facts = {"kind": kind, "given_by": given_by, "relation": relation, "given_on": given_on, "note": note}
    consent, created = Consent.objects.get_or_create(
        key=key, defaults={"child": child, "recorded_by": by, **facts}
    )
    if not created:
        _check_same(consent, child, facts)
    elif paper:
        consent.paper = _receive(child, paper, by, at)
        consent.save(update_fields=["paper"])
    return consent


def _check_same(consent, child, facts):
    if consent.child_id != child.pk or any(getattr(consent, name) != value for name, value in facts.items()):
        raise Refused(_("This consent is already recorded, with other words. Open the list to see it."))


def _receive(child, content, by, at):
    facts = {"kind": CONSENT_PAPER, "title": gettext_lazy("Consent"), "types": PAPER_OR_PICTURE}
    return documents.receive(**facts, content=content, child=child, by=by, at=at)


@command
def withdraw(consent, *, withdrawn_on, withdrawn_by, by, on):
    """The consent holds no more from that day; an assessment that rests on it stops in the same act (PLC-8).

    Returns the assessments that were stopped.
    """
    held = Consent.objects.select_for_update().get(pk=consent.pk)
    rules.check_withdraw(held, withdrawn_on, on=on)
    held.withdrawn_on, held.withdrawn_by = withdrawn_on, withdrawn_by
    held.save(update_fields=["withdrawn_on", "withdrawn_by"])
    resting = list(held.assessments.filter(state__in=rules.UNDER_WAY).order_by("pk"))
    because = _("%(name)s withdrew the consent.") % {"name": withdrawn_by}
    for assessment in resting:
        stop(assessment, because=because, by=by, on=on)
    return resting


@command
def refer(placement, *, question, by, on):
    """Asks for a psychological assessment; a child has one under way at a time."""
    PLACEMENT.hold(placement)
    rules.check_refer(placement, by=by)
    return Assessment.objects.create(placement=placement, referred_on=on, referred_by=by, question=question)


@command
def start(assessment, *, assessor, started_on, by, on):
    """Begins the assessment. Raises Refused unless a consent to it holds both on that day and today."""
    rules.check_start(assessment, started_on, by=by, on=on)
    consent = rules.consent_for(assessment, started_on)
    rules.consent_for(assessment, on)
    return ASSESSMENT.move(
        assessment, "start", by=by, assessor=assessor, started_on=started_on, consent=consent
    )


@command
def keep(assessment, *, texts, by):
    """Keeps what is written of the conclusion so far."""
    ASSESSMENT.check(assessment, "conclude", by=by)
    ASSESSMENT.hold(assessment)
    for name, text in texts.items():
        setattr(assessment, name, text)
    assessment.save(update_fields=[*texts])
    return assessment


@command
def conclude(assessment, *, texts, ended_on, by, at, on):
    """Ends in resources, difficulties, needs of support and recommendations, all in a report to the municipality."""
    rules.check_conclude(assessment, texts, ended_on, by=by, on=on)
    ASSESSMENT.move(assessment, "conclude", by=by, ended_on=ended_on, **texts)
    placement = assessment.placement
    report = documents.issue(
        kind=ASSESSMENT_REPORT,
        title=gettext_lazy("Psychological assessment"),
        data=report_of(assessment),
        by=by,
        at=at,
        child=placement.child,
        municipality=placement.municipality,
    )
    documents.release(report, by=by, at=at)
    assessment.document = report
    assessment.save(update_fields=["document"])
    return assessment


@command
def stop(assessment, *, because, by, on):
    """Ends it without a conclusion; what was written stays in the file."""
    rules.check_stop(assessment, because, by=by)
    return ASSESSMENT.move(assessment, "stop", by=by, ended_on=on, stopped_because=because)
