"""URLs of a page that breaks the habit: it writes when it is only looked at."""

from django.http import HttpResponse
from django.urls import path

from accounts.models import AccessLog
from municipalities.models import Municipality


def writing(request):
    Municipality.objects.update(seat="x")
    return HttpResponse(AccessLog.objects.count())


writing.login_required = False
urlpatterns = [path("writing/", writing)]
