"""Every address that a browser may ask for."""

from django.urls import URLPattern, path

from bookbag.web.views import entry, health

urlpatterns: list[URLPattern] = [
    path("", entry.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("sign-in", entry.sign_in, name="sign-in"),
    path("sign-out", entry.sign_out, name="sign-out"),
    path("accessibility", entry.accessibility, name="accessibility"),
    path("<slug:slug>/", entry.school_home, name="school"),
    path("<slug:slug>/child-in-danger", entry.child_in_danger, name="child-in-danger"),
]
