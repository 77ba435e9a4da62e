"""Filters and tags for templates, loaded with `{% load bookbag %}`."""
