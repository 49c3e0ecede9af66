from django.urls import path

from deadlines import views

app_name = "deadlines"
urlpatterns = [path("", views.task_list, name="tasks")]
