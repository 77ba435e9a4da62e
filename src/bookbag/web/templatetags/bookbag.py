"""Dates as people write them, and the components that wrap other markup. Decides nothing, queries nothing."""

from datetime import date, datetime, time, timedelta

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from bookbag.policy import english
from bookbag.schools import languages
from bookbag.web import tongues

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    """`{{ case.opened_at|day }}`: "Tuesday 3 March"."""
    return tongues.day(value)


@register.filter(expects_localtime=True)
def full_day(value: date) -> str:
    """`{{ restriction.ends_on|full_day }}`: "Tuesday 3 March 2026"."""
    return tongues.full_day(value)


@register.filter(expects_localtime=True)
def moment(value: datetime) -> str:
    """`{{ message.received_at|moment }}`: "Tuesday 3 March, 4 pm"."""
    return tongues.moment(value)


@register.filter
def clock(value: time) -> str:
    """`{{ closed.from_time|clock }}`: "8.45 am", "12 noon"."""
    return english.clock(value)


@register.filter
def clock_time(value: time) -> str:
    """`{{ stretch.start|clock_time }}`: the same in the language of the page."""
    return tongues.clock(value)


@register.filter(expects_localtime=True)
def time_of_day(value: datetime) -> str:
    """`{{ outlook.teacher_from|time_of_day }}`: "3.30 pm"."""
    return tongues.clock(value.time())


@register.filter(expects_localtime=True)
def near(value: datetime, now: datetime) -> str:
    """`{{ duty.due_at|near:now }}`: "today 4 pm", "tomorrow 4 pm", "yesterday 4 pm", else the day and the time."""
    days = value.date() - now.astimezone(value.tzinfo).date()
    names = {timedelta(-1): "yesterday", timedelta(0): "today", timedelta(1): "tomorrow"}
    return f"{names[days]} {english.clock(value.time())}" if days in names else english.moment(value)


@register.filter
def with_links(words: str) -> SafeString:
    """`{{ line|with_links }}`: plain words, in which addresses lead where they say, as every link here looks."""
    led = urlize(words, autoescape=True)
    return mark_safe(led.replace("<a ", '<a class="govuk-link" '))  # noqa: S308 - urlize has just escaped the words


@register.filter
def ltr(value: object) -> str:
    """`{{ school.telephone|ltr }}`: a number or a name of letters, kept in its own order where words run from the right."""
    return f"\u2066{value}\u2069" if get_language_bidi() else str(value)


@register.simple_tag
def spoken() -> SafeString:
    """`<html {% spoken %}>`: the language of the page, and whether it is read from the right."""
    code = tongues.now_spoken()
    says = "en-GB" if code == languages.ENGLISH else code
    return format_html('lang="{}" dir="rtl"', says) if get_language_bidi() else format_html('lang="{}"', says)


@register.simple_block_tag(end_name="end_details")
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """`{% details "Why" %}…{% end_details %}`: words folded under a line; `is_open=True` unfolds them."""
    return render_to_string("components/details.html", {"content": content, "summary": summary, "is_open": is_open})


@register.simple_block_tag(end_name="end_inset")
def inset(content: str, tone: str = "") -> SafeString:
    """`{% inset %}…{% end_inset %}`: words set apart by a line; tone "today" or "late" colours the line."""
    return render_to_string("components/inset_text.html", {"content": content, "tone": tone})


@register.simple_block_tag(end_name="end_banner")
def banner(content: str, title: str = "Important", tone: str = "") -> SafeString:
    """`{% banner "Sent" "success" %}…{% end_banner %}`: what has just happened, or must be known; read out at once."""
    return render_to_string("components/notification_banner.html", {"content": content, "title": title, "tone": tone})
