"""Addresses for everybody: the check page, the link in the QR code, the links that holders give away, the list
while it hangs out."""

from django.urls import path

from honors.views import public, publicity

urlpatterns = [
    path("check/", public.check, name="check"),
    path("c/<code:number>/<int:index>/<code:token>/", public.check_copy, name="check_copy"),
    path("c/<code:token>/", public.check_token, name="check_token"),
    path("publicity/", publicity.publicity_list, name="publicity_list"),
    path("publicity/<day:as_of>/", publicity.publicity, name="publicity"),
    path("publicity/<day:as_of>/object/", publicity.publicity_object, name="publicity_object"),
    path("s/<code:token>/", public.shared, name="shared"),
    path("s/<code:token>/certificate.pdf", public.shared_file, name="shared_file"),
]
