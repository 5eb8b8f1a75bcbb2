"""Addresses of training, for people who sign in: one list for each part of the trade."""

from training.urls import duties, hours, programmes

urlpatterns = [*programmes.urlpatterns, *hours.urlpatterns, *duties.urlpatterns]
