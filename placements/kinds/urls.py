from django.urls import path

from placements.kinds import views

urlpatterns = [
    path("kinds/", views.kinds, name="kinds"),
    path("kinds/add/", views.add_kind, name="add_kind"),
    path("kinds/<int:pk>/rename/", views.rename_kind, name="rename_kind"),
    path("kinds/<int:pk>/move/", views.move_kind, name="move_kind"),
    path("kinds/<int:pk>/take-out/", views.take_out_kind, name="take_out_kind"),
    path("kinds/<int:pk>/take-back/", views.take_back_kind, name="take_back_kind"),
    path("placements/<int:pk>/kind/", views.placement_kind, name="placement_kind"),
]
