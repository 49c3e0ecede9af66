from functools import wraps

from django.core.exceptions import PermissionDenied


def only(*roles):
    """Turns every other role away from a view; which rows they see is a matter of `visible_to`."""

    def gate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if request.user.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return gate
