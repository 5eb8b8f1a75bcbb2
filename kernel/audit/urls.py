"""Addresses of the trail."""

from django.urls import path

from kernel.audit import views

urlpatterns = [
    path("", views.trail, name="audit_trail"),
    path("<int:pk>/", views.event, name="audit_event"),
]
