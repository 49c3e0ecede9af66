from django.urls import path

from placements.whole_file import views

urlpatterns = [
    path("children/<int:pk>/documents/", views.documents, name="child_documents"),
    path("children/<int:pk>/whole-file/", views.whole_file, name="whole_file"),
]
