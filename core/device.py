"""A form that waited on a device comes from a script (JRN-7): what stops it is said in JSON, and it waits on."""

from django.http import JsonResponse

HEADER = "X-Fnug-Outbox"


def came_from_outbox(request):
    return HEADER in request.headers


def not_saved(status, **facts):
    """The device keeps what it sent: 401 and 403 until somebody signs in, 422 until it is put right."""
    return JsonResponse({"saved": False, **facts}, status=status)
