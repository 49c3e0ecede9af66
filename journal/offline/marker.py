from django.utils.crypto import salted_hmac


def session_marker(request):
    """By what a device knows one sign-in from another; the session's key itself never leaves the server."""
    key = request.session.session_key
    return salted_hmac("fnug.session", key).hexdigest()[:32] if key else ""
