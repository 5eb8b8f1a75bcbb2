"""Needs, duties, evaluation, vocational schools."""

from __future__ import annotations

from django.urls import URLPattern, path

from training.views import bases, duties, duty_grounds, evaluation, needs, practice

urlpatterns: list[URLPattern] = [
    path("duties/mine/", duties.duties_mine, name="duties_mine"),
    path("duties/mine/read/", duties.reminders_read, name="reminders_read"),
    path("duties/", duties.requirement_list, name="requirement_list"),
    path("duties/<int:pk>/", duties.requirement, name="requirement"),
    path("duties/<int:pk>/waive/", duties.requirement_waive, name="requirement_waive"),
    path("duties/<int:pk>/unwaive/", duties.requirement_unwaive, name="requirement_unwaive"),
    path("duties/overview/", duties.duty_overview, name="duty_overview"),
    path("duties/overview/<int:pk>/", duties.duty_overview_district, name="duty_overview_district"),
    path("duties/class-teachers/", duty_grounds.class_duties, name="class_duties"),
    path("duties/class-teachers/<int:pk>/end/", duty_grounds.class_duty_end, name="class_duty_end"),
    path("duties/subjects/", duty_grounds.qualified_subjects, name="qualified_subjects"),
    path("duties/rules/", duty_grounds.duty_rule_list, name="duty_rule_list"),
    path("duties/rules/new/<str:which>/", duty_grounds.duty_rule_new, name="duty_rule_new"),
    path("surveys/<int:pk>/", evaluation.survey_answer, name="survey_answer"),
    path("evaluation/", evaluation.evaluation_list, name="evaluation_list"),
    path("evaluation/programmes/<int:pk>/", evaluation.evaluation_programme, name="evaluation_programme"),
    path("evaluation/trainers/<int:pk>/", evaluation.evaluation_trainer, name="evaluation_trainer"),
    path("needs/", needs.needs_list, name="needs_list"),
    path("needs/new/", needs.needs_new, name="needs_new"),
    path("needs/<int:pk>/", needs.needs_survey, name="needs_survey"),
    path("needs/<int:pk>/answer/", needs.needs_answer, name="needs_answer"),
    path("practice/", practice.practice_list, name="practice_list"),
    path("practice/new/", practice.stay_new, name="stay_new"),
    path("practice/people/<code:teacher_no>/", practice.practice_person, name="practice_person"),
    path("practice/stays/<int:pk>/confirm/", practice.stay_confirm, name="stay_confirm"),
    path("practice/stays/<int:pk>/strike/", practice.stay_strike, name="stay_strike"),
    path("dual/", practice.dual_list, name="dual_list"),
    path("dual/new/", practice.dual_new, name="dual_new"),
    path("dual/<int:pk>/", practice.dual_detail, name="dual_detail"),
    path("bases/", bases.base_list, name="base_list"),
    path("bases/new/", bases.base_new, name="base_new"),
    path("bases/<int:pk>/", bases.base_detail, name="base_detail"),
    path("lectures/", bases.event_list, name="event_list"),
    path("lectures/new/", bases.event_new, name="event_new"),
    path("lectures/<int:pk>/", bases.ethics_event, name="ethics_event"),
    path("lectures/<int:pk>/attend/", bases.event_attend, name="event_attend"),
]
