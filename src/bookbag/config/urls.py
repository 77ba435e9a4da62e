"""The addresses of the whole installation."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("bookbag.web.urls"))]
handler404 = "bookbag.web.middleware.no_such_address"
