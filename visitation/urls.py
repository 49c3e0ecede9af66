from django.urls import path

from visitation import attachment_views, decision_views, views, waiting_views, writing_views

app_name = "visitation"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("new/", writing_views.new, name="new"),
    path("autosave/", writing_views.autosave, name="autosave"),
    path("known/", writing_views.known, name="known"),
    path("waiting/", waiting_views.waiting, name="waiting"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", writing_views.edit, name="edit"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/decide/", decision_views.decide, name="decide"),
    path("<int:pk>/letter/", decision_views.letter, name="letter"),
    path("<int:pk>/places/", decision_views.places, name="places"),
    path("<int:pk>/priority/", waiting_views.prioritise, name="prioritise"),
    path("<int:pk>/offer/", waiting_views.offer, name="offer"),
    path("<int:pk>/offer/accept/", waiting_views.accept_offer, name="accept_offer"),
    path("<int:pk>/offer/decline/", waiting_views.decline_offer, name="decline_offer"),
    path("<int:pk>/offer/take-back/", waiting_views.take_back_offer, name="take_back_offer"),
    path("<int:pk>/what-if/", decision_views.what_if, name="what_if"),
    path("<int:pk>/attachments/", attachment_views.attach, name="attach"),
    path("<int:pk>/attachments/<slug:number>/", attachment_views.attachment, name="attachment"),
    path("<int:pk>/attachments/<slug:number>/remove/", attachment_views.remove, name="remove_attachment"),
]
