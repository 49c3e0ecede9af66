from django.urls import path

from placements.discharge import receipt_views, undo_views, views

urlpatterns = [
    path("placements/<int:pk>/discharge/", views.discharge, name="discharge"),
    path("placements/<int:pk>/discharge/<slug:point>/", views.discharge_point, name="discharge_point"),
    path("placements/<int:pk>/leave/", views.leave, name="leave"),
    path("placements/<int:pk>/undo/", undo_views.undo, name="undo"),
    path("placements/<int:pk>/undo/<slug:what>/", undo_views.undo_one, name="undo_one"),
    path("receipts/", receipt_views.receipts, name="receipts"),
    path("receipts/<int:pk>/", receipt_views.receipt, name="receipt"),
    path("receipts/<int:pk>/remind/", receipt_views.remind, name="remind"),
    path("turning-18/", views.turning_18, name="turning_18"),
]
