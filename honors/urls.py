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
    path("rounds/<day:as_of>/print/", views.prints.print_files, name="print_files"),
    path("rounds/<day:as_of>/print/make/", views.prints.make, name="print_files_make"),
    path("rounds/<day:as_of>/print/<int:pk>.pdf", views.prints.file, name="print_file"),
    path("certificates/", views.certificates.certificate_list, name="certificate_list"),
    path("certificates/<code:number>.pdf", views.certificates.file, name="certificate_file"),
    path("certificates/<code:number>/", views.certificates.certificate_detail, name="certificate"),
    path("certificates/<code:number>/<int:index>.pdf", views.certificates.file, name="certificate_copy"),
    path("certificates/<code:number>/draw/", views.certificates.certificate_draw, name="certificate_draw"),
    path("certificates/<code:number>/share/", views.shares.share, name="certificate_share"),
    path("certificates/<code:number>/share/<int:pk>/", views.shares.share_end, name="certificate_share_end"),
    path("certificates/<code:number>/sign/<int:pk>/", views.certificates.certificate_sign, name="certificate_sign"),
    path("certificates/<code:number>/withdraw/<int:pk>/", views.certificates.certificate_withdraw,
         name="certificate_withdraw"),
    path("certificates/<code:number>/<slug:name>/", views.certificates.certificate_act, name="certificate_act"),
]  # fmt: skip
