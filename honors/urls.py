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
    path("rounds/templates/", views.templates.template_list, name="template_list"),
    path("rounds/templates/new/", views.templates.new, name="template_new"),
    path("rounds/templates/preview/", views.templates.preview, name="template_preview"),
    path("rounds/templates/<int:template_id>/", views.templates.template, name="template"),
    path("rounds/templates/<int:template_id>/edit/", views.templates.edit, name="template_edit"),
    path("rounds/templates/<int:template_id>/specimen.pdf", views.templates.specimen, name="template_specimen"),
    path("rounds/templates/<int:template_id>/revise/", views.templates.revise, name="template_revise"),
    path("rounds/templates/<int:template_id>/approve/", views.templates.approve, name="template_approve"),
    path("rounds/templates/<int:template_id>/retire/", views.templates.retire, name="template_retire"),
    path("rounds/templates/<int:template_id>/discard/", views.templates.discard, name="template_discard"),
    path("certificates/<code:number>.pdf", views.certificates.file, name="certificate_file"),
]
