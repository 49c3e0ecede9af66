from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.released, name="list"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/pdf/", views.pdf, name="pdf"),
]
