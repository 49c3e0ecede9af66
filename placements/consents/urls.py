from django.urls import path

from placements.consents import assessment_views, views

urlpatterns = [
    path("children/<int:pk>/consents/", views.consents, name="consents"),
    path("children/<int:pk>/consents/new/", views.record_consent, name="record_consent"),
    path("consents/<int:pk>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("placements/<int:pk>/assessment/", assessment_views.assessment, name="assessment"),
    path("placements/<int:pk>/assessment/refer/", assessment_views.refer, name="refer_assessment"),
    path("assessments/<int:pk>/start/", assessment_views.start, name="start_assessment"),
    path("assessments/<int:pk>/conclude/", assessment_views.conclude, name="conclude_assessment"),
    path("assessments/<int:pk>/stop/", assessment_views.stop, name="stop_assessment"),
]
