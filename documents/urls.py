from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.released, name="list"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/pdf/", views.pdf, name="pdf"),
]
