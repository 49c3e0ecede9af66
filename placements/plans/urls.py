from django.urls import path

from placements.plans import goal_views, views

urlpatterns = [
    path("plans/", views.plans, name="plans"),
    path("placements/<int:pk>/plan/", views.action_plan, name="action_plan"),
    path("placements/<int:pk>/plan/record/", views.record_plan, name="record_plan"),
    path("placements/<int:pk>/plan/ask/", views.ask_for_plan, name="ask_for_plan"),
    path("portal/placements/<int:pk>/plan/", views.municipal_plan, name="municipal_plan"),
    path("plans/<int:pk>/correct/", views.correct_plan, name="correct_plan"),
    path("plans/<int:pk>/goals/", goal_views.add_goal, name="add_goal"),
    path("plans/<int:pk>/carry-over/", goal_views.carry_over, name="carry_over"),
    path("goals/<int:pk>/edit/", goal_views.edit_goal, name="edit_goal"),
    path("goals/<int:pk>/move/", goal_views.move_goal, name="move_goal"),
    path("goals/<int:pk>/sub-goals/", goal_views.add_sub_goal, name="add_sub_goal"),
    path("sub-goals/<int:pk>/", goal_views.sub_goal, name="sub_goal"),
    path("sub-goals/<int:pk>/edit/", goal_views.edit_sub_goal, name="edit_sub_goal"),
    path("sub-goals/<int:pk>/move/", goal_views.move_sub_goal, name="move_sub_goal"),
    path("sub-goals/<int:pk>/close/", goal_views.close_sub_goal, name="close_sub_goal"),
    path("sub-goals/<int:pk>/reopen/", goal_views.reopen_sub_goal, name="reopen_sub_goal"),
]
