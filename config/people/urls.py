from django.urls import path

from accounts import views as accounts
from config.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/add/", accounts.add, name="add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", accounts.edit, name="edit"),
    path("people/<int:pk>/deactivate/", accounts.deactivate, name="deactivate"),
    path("people/<int:pk>/reactivate/", accounts.reactivate, name="reactivate"),
    path("people/<int:pk>/invite/", accounts.invite, name="invite"),
    path("people/<int:pk>/committee/", views.name_member, name="name_member"),
    path("memberships/<int:pk>/end/", views.end_membership, name="end_membership"),
]
