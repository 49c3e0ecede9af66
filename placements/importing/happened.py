"""Meetings, action plans and reports: which days are possible, and none twice. Pure as the other checks."""

from django.utils.translation import gettext as _

from placements.importing import rows


def meeting(row, placement, today):
    """A meeting may lie before the arrival (PLC-1), but one that was held lies not ahead."""
    if row.held and row.held > today:
        yield row.record.fault("held", _("This date is still to come."))


def plan(row, placement, today):
    if row.received and row.received > today:
        yield row.record.fault("received", _("This date is still to come."))
    if row.received and row.dated and row.received < row.dated:
        yield row.record.fault("received", _("A plan cannot be received before its date."))


def report(row, placement, today):
    """A report tells of days here, so none was delivered before the child came."""
    if row.delivered and row.delivered > today:
        yield row.record.fault("delivered", _("This date is still to come."))
    if row.delivered and placement and placement.arrived and row.delivered < placement.arrived:
        yield row.record.fault("delivered", _("This is before the child arrived."))


def twice(events):
    """The same once more, and a second plan of one date."""
    first = {}
    for event in events:
        if None in (key := _key(event)):
            continue
        if key in first:
            yield event.record.fault(_column(event), _said(event) % {"line": first[key]})
        first.setdefault(key, event.record.line)


def _key(event):
    if isinstance(event, rows.ActionPlan):
        return event.placement, event.dated
    return event.placement, event.kind, event.held if isinstance(event, rows.Meeting) else event.delivered


def _column(event):
    return {rows.ActionPlan: "dated", rows.Meeting: "held", rows.Report: "delivered"}[type(event)]


def _said(event):
    if isinstance(event, rows.ActionPlan):
        return _("A plan of this date is already on line %(line)d.")
    return _("This is already on line %(line)d.")
