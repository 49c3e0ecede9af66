from django.urls import path

from visitation import attachment_views, views

app_name = "visitation"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("<int:pk>/places/", views.places, name="places"),
    path("<int:pk>/what-if/", views.what_if, name="what_if"),
    path("<int:pk>/attachments/", attachment_views.attach, name="attach"),
    path("<int:pk>/attachments/<slug:number>/", attachment_views.attachment, name="attachment"),
    path("<int:pk>/attachments/<slug:number>/remove/", attachment_views.remove, name="remove_attachment"),
]
