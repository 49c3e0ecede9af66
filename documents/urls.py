from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("", views.released, name="list"),
    path("sent/", views.sent, name="sent"),
    path("sent/<int:pk>/remind/", views.remind, name="remind"),
    path("<slug:number>/", views.detail, name="detail"),
    path("<slug:number>/confirm/", views.confirm, name="confirm"),
    path("<slug:number>/pdf/", views.pdf, name="pdf"),
]
