from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/<str:key>/", views.setting, name="setting"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/retry/", views.retry, name="retry"),
    path("self-check/", views.self_check, name="self_check"),
    path("self-check/now/", views.check_now, name="check_now"),
]
