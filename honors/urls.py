"""Addresses of the honours, for people who sign in."""

from django.urls import path

from honors import views

urlpatterns = [
    path("rounds/", views.rounds.round_list, name="round_list"),
    path("rounds/<day:as_of>/", views.rounds.round_detail, name="round"),
    path("rounds/<day:as_of>/compute/", views.rounds.recompute, name="round_compute"),
    path("rounds/<day:as_of>/retry/", views.rounds.retry, name="round_retry"),
    path("rounds/<day:as_of>/discard/", views.rounds.discard, name="round_discard"),
    path("rounds/<day:as_of>/submit/", views.rounds.submit, name="round_submit"),
    path("rounds/<day:as_of>/approve/", views.rounds.approve, name="round_approve"),
    path("rounds/<day:as_of>/give-back/", views.rounds.give_back, name="round_give_back"),
    path("rounds/<day:as_of>/entries/<int:entry_id>/", views.rounds.entry, name="round_entry"),
    path("lookahead/", views.lookahead.forecast, name="lookahead"),
    path("lookahead/<int:year>/<int:years>/", views.lookahead.people, name="lookahead_people"),
    path("lookahead/export/", views.lookahead.export, name="lookahead_export"),
    path("certificates/<code:number>.pdf", views.certificates.file, name="certificate_file"),
]
