"""Addresses of the public site. Of Wagtail's own the pages alone are used: none that takes a password."""

from __future__ import annotations

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from cms.views import files, pages

urlpatterns = [
    path("desk/", pages.desk, name="site_desk"),
    path("search/", pages.search, name="site_search"),
    path("search/suggest/", pages.suggest, name="site_suggest"),
    path("media/images/<str:name>", files.site_picture, name="site_picture"),
    path("files/<int:key>/<str:name>", files.site_attachment, name="site_attachment"),
    re_path(serve_pattern, pages.page, name="wagtail_serve"),
]
