"""Every address that a browser may ask for."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
