"""How a form that waited on a device is answered (JRN-7): in words a script understands, and with its own time."""

from datetime import timedelta

from django.http import JsonResponse

HEADER = "X-Fnug-Outbox"
LONGEST = timedelta(days=30)


def came_from(request):
    """Whether a device's outbox sent the form. Without script it is an ordinary form."""
    return HEADER in request.headers


def written_at(request, now):
    """When it was written: so many seconds `ago` as the device measured them, whatever its clock says."""
    try:
        ago = timedelta(seconds=float(request.POST.get("ago") or 0))
    except (ValueError, OverflowError):
        return now
    return now - min(max(ago, timedelta()), LONGEST)


def saved(sentence, **facts):
    """The receipt: after it nothing of the entry stays on the device."""
    return JsonResponse({"saved": True, "said": str(sentence), **facts})


def not_saved(form):
    """What is wrong, by field; the entry stays on the device until it is put right or thrown away."""
    errors = {name: [str(error) for error in found] for name, found in form.errors.items()}
    return JsonResponse({"saved": False, "errors": errors}, status=422)
