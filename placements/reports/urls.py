from django.urls import path

from placements.reports import editor_views, heading_views, request_views, views

urlpatterns = [
    path("reports/", views.overview, name="reports_overview"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/edit/", editor_views.edit_report, name="edit_report"),
    path("reports/<int:pk>/reader/", views.ask_reader, name="ask_reader"),
    path("reports/<int:pk>/read/", views.read, name="read_report"),
    path("reports/<int:pk>/sign/", views.sign, name="sign_report"),
    path("reports/<int:pk>/drop/", views.drop, name="drop_report"),
    path("reports/<int:pk>/correct/", views.correct, name="correct_report"),
    path("reports/<int:pk>/leftover/", editor_views.settle_leftover, name="settle_leftover"),
    path("reports/sections/<int:pk>/", editor_views.save_section, name="save_section"),
    path("reports/sections/<int:pk>/diary/", editor_views.diary_material, name="diary_material"),
    path("placements/<int:pk>/reports/", views.reports, name="reports"),
    path("placements/<int:pk>/reports/half-year/", views.start_half_year, name="start_half_year"),
    path("placements/<int:pk>/reports/statement/", views.start_statement, name="start_statement"),
    path("placements/<int:pk>/reports/asked/", request_views.request_statement, name="request_statement"),
    path(
        "statement-requests/<int:pk>/withdraw/", request_views.withdraw_statement, name="withdraw_statement"
    ),
    path("portal/placements/<int:pk>/statement/", request_views.ask_statement, name="ask_statement"),
    path("report-headings/", heading_views.report_headings, name="report_headings"),
    path("report-headings/add/", heading_views.add_heading, name="add_heading"),
    path("report-headings/<int:pk>/", heading_views.edit_heading, name="edit_heading"),
    path("report-headings/<int:pk>/move/", heading_views.move_heading, name="move_heading"),
]
