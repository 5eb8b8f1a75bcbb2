"""Addresses of exports."""

from django.urls import path

from kernel.exports import views

urlpatterns = [
    path("", views.export_list, name="export_list"),
    path("<code:number>/", views.export, name="export"),
    path("<code:number>/file.xlsx", views.file, name="export_file"),
    path("<code:number>/approve/", views.approve, name="export_approve"),
    path("<code:number>/refuse/", views.refuse, name="export_refuse"),
    path("<code:number>/withdraw/", views.withdraw, name="export_withdraw"),
]
