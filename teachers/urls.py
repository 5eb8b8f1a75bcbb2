"""Addresses of the register."""

from django.urls import path

from teachers import views

urlpatterns = [
    path("", views.teacher_list, name="teacher_list"),
    path("<code:teacher_no>/", views.teacher_detail, name="teacher"),
]
