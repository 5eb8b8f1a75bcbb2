"""Addresses for everybody: the check page and the link in the QR code."""

from django.urls import path

from honors.views import public

urlpatterns = [
    path("check/", public.check, name="check"),
    path("c/<code:token>/", public.check_token, name="check_token"),
]
