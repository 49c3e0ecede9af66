from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms import FACTS, ForgottenForm, PersonForm, SignInForm
from accounts.gate import only
from accounts.models import User
from accounts.rules import MANAGERS
from core.pages import carried_out, form_page


class SignIn(auth.LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self):
        """Whoever is signed in and asks for the door itself comes home, not in a circle."""
        url = super().get_redirect_url()
        return "" if url == self.request.path else url


sign_in = SignIn.as_view()
sign_out = auth.LogoutView.as_view()
password_change = auth.PasswordChangeView.as_view()
password_change_done = auth.PasswordChangeDoneView.as_view()
password_reset_confirm = login_not_required(auth.PasswordResetConfirmView.as_view())
password_reset_done = login_not_required(auth.PasswordResetDoneView.as_view())
password_reset_complete = login_not_required(auth.PasswordResetCompleteView.as_view())
set_language = login_not_required(i18n.set_language)


@login_not_required
def password_reset(request):
    """The answer is the same whether the address belongs to somebody or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.forgotten(email=form.cleaned_data["email"], at=timezone.now())
        return redirect("password_reset_done")
    return render(request, "registration/password_reset_form.html", {"form": form})


# People: who they are. Where they work and what they sit in is added by config.people.


def _person(pk):
    return get_object_or_404(User.objects.people(), pk=pk)


@only(*MANAGERS)
def add(request):
    form = PersonForm(request.POST or None)

    def create():
        services.create(**form.given(*FACTS), by=request.user, at=timezone.now())

    if carried_out(request, form, create, _("A mail with a link to choose a password is on its way.")):
        return redirect("people:person", User.objects.get_by_natural_key(form.cleaned_data["email"]).pk)
    return form_page(
        request,
        form,
        title=_("A new person"),
        subtitle=_("A mail with a link to choose a password is sent at once."),
        back=(reverse("people:list"), _("People")),
        action=_("Give access"),
    )


@only(*MANAGERS)
def edit(request, pk):
    person = _person(pk)
    back = reverse("people:person", args=[pk]), person.full_name
    form = PersonForm(request.POST or None, person=person)

    def save():
        services.edit(person, **form.given(*FACTS), by=request.user)

    if carried_out(request, form, save, _("Saved.")):
        return redirect("people:person", pk)
    return form_page(request, form, title=_("Name, address and role"), back=back)


@require_POST
@only(*MANAGERS)
def deactivate(request, pk):
    services.deactivate(_person(pk), by=request.user)
    messages.success(request, _("This person can no longer sign in."))
    return redirect("people:person", pk)


@require_POST
@only(*MANAGERS)
def reactivate(request, pk):
    services.reactivate(_person(pk), by=request.user)
    messages.success(request, _("This person may sign in again."))
    return redirect("people:person", pk)


@require_POST
@only(*MANAGERS)
def invite(request, pk):
    services.invite(_person(pk), by=request.user, at=timezone.now())
    messages.success(request, _("A mail with a link to choose a password is on its way."))
    return redirect("people:person", pk)
