"""How a form that waited on a device is answered (JRN-7): in words a script understands, and with its own time."""

from datetime import UTC, datetime, timedelta

from django.http import JsonResponse

from core import device

LONGEST = timedelta(days=30)
ON_ITS_WAY = timedelta(minutes=2)

came_from = device.came_from_outbox


def written_at(request, now):
    """When it was written: so many seconds `ago` as the device measured them, whatever its clock says.

    They count from the moment it was `sent` by our own clock, as far as the device knows that; so what was written
    one after the other stays so, however long each was on its way.
    """
    try:
        ago = timedelta(seconds=float(request.POST.get("ago") or 0))
        return min(_sent(request, now) - min(max(ago, timedelta()), LONGEST), now)
    except (ValueError, OverflowError, OSError):
        return now


def _sent(request, now):
    told = float(request.POST.get("sent") or 0)
    sent = datetime.fromtimestamp(told, UTC)
    return sent if abs(now - sent) <= ON_ITS_WAY else now


def saved(sentence, **facts):
    """The receipt: after it nothing of the entry stays on the device."""
    return JsonResponse({"saved": True, "said": str(sentence), **facts})


def not_saved(form):
    """What is wrong, by field; the entry stays on the device until it is put right or thrown away."""
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return device.not_saved(422, errors=errors)
