"""Addresses of staffing."""

from django.urls import path

from staffing.views import first, plan_moves, plans

urlpatterns = [
    path("", first.first, name="staffing"),
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan"),
    path("plans/<int:pk>/compare/", plans.plan_compare, name="plan_compare"),
    path("plans/<int:pk>/rules/", plans.plan_rule_add, name="plan_rule_add"),
    path("plans/<int:pk>/rules/<int:rule>/", plans.plan_rule_drop, name="plan_rule_drop"),
    path("plans/<int:pk>/again/", plans.plan_again, name="plan_again"),
    path("plans/<int:pk>/submit/", plans.plan_submit, name="plan_submit"),
    path("plans/<int:pk>/accept/", plans.plan_accept, name="plan_accept"),
    path("plans/<int:pk>/return/", plans.plan_return, name="plan_return"),
    path("plans/<int:pk>/drop/", plans.plan_drop, name="plan_drop"),
    path("moves/", plan_moves.move_list, name="plan_moves"),
    path("moves/<int:pk>/", plan_moves.move_detail, name="plan_move"),
    path("moves/<int:pk>/agree/", plan_moves.move_agree, name="plan_move_agree"),
    path("moves/<int:pk>/decline/", plan_moves.move_decline, name="plan_move_decline"),
    path("exchange/", plan_moves.exchange_mine, name="exchange_mine"),
]
