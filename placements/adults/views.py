from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.gate import only
from accounts.roles import LEADERS
from core.pages import carried_out
from placements.adults import services
from placements.adults.forms import ContactForm
from placements.finding import placement_of


@only(*LEADERS)
def name_contact(request, pk):
    placement, unit, on = placement_of(request, pk)
    form = ContactForm(request.POST or None, initial={"begins": on}, unit=unit, on=on)

    def name():
        services.name_contact(placement, **form.given("role", "person", "begins"), by=request.user)

    if carried_out(request, form, name, _("The contact person is changed.")):
        return redirect("placements:child", placement.child_id)
    return render(request, "placements/adults/contact.html", {"form": form, "placement": placement})
