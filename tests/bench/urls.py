from django.shortcuts import render
from django.urls import include, path


def floor(request):
    """What any page costs: session, person, navigation, the base template."""
    return render(request, "base.html")


urlpatterns = [path("floor/", floor), path("", include("config.urls"))]
