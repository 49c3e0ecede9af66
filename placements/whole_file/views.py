from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import seen
from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out
from documents import kinds
from documents.models import Document
from placements.models import Child
from placements.whole_file import services
from placements.whole_file.documents import WHOLE_FILE
from placements.whole_file.forms import AskForm


def _child(request, pk):
    on = timezone.localdate()
    return get_object_or_404(Child.objects.visible_to(request.user, on=on), pk=pk), on


@only(*CARE)
def documents(request, pk):
    """A child's documents that the person may see, newest first, with what became of them."""
    child, on = _child(request, pk)
    seen(by=request.user, at=timezone.now(), action="documents", child=child)
    rows = Document.objects.visible_to(request.user, on=on).filter(child=child).select_related("municipality")
    rows = rows.opened_by_municipality().with_newer(request.user).order_by("-issued_at", "-pk")
    labels = {kind.code: kind.label for kind in kinds.all_kinds()}
    found = [(document, labels[document.kind]) for document in rows]
    facts = {"child": child, "rows": found, "may_lead": request.user.role in LEADERS}
    return render(request, "placements/whole_file/documents.html", facts)


@only(*LEADERS)
def whole_file(request, pk):
    child, on = _child(request, pk)
    if request.method == "GET":
        seen(by=request.user, at=timezone.now(), action="documents", child=child)
    form, asked = AskForm(request.POST or None), []

    def ask():
        given = form.given("key", "reason")
        asked.append(services.ask(child, **given, by=request.user, at=timezone.now(), on=on))

    if carried_out(request, form, ask, _("The whole file is being made.")):
        return redirect("documents:detail", asked[0].number)
    files = Document.objects.visible_to(request.user, on=on).filter(child=child, kind=WHOLE_FILE)
    facts = {"form": form, "child": child, "files": files.defer("data").select_related("issued_by")}
    return render(request, "placements/whole_file/ask.html", facts)
