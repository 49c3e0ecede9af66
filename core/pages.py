from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _


def carried_out(request, form, act, done):
    """Whether a valid form was sent and its act went through. If so, the next page says `done`."""
    if request.method != "POST" or not form.is_valid() or not form.does(act):
        return False
    messages.success(request, done)
    return True


def form_page(request, form, *, title, back, subtitle="", action=None):
    """A page with one form. `back` is the address and the name of the page that one came from."""
    url, label = back
    about = {"title": title, "subtitle": subtitle, "back_url": url, "back_label": label}
    return render(request, "form.html", {"form": form, "button": action or _("Save"), **about})
