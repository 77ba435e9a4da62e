"""Every address that a browser may ask for. The school's slug is read by the middleware; views are not told it again."""

from django.urls import URLPattern, URLResolver, include, path

from bookbag.web.views import (
    breaches,
    calendar,
    case,
    clause,
    compose,
    demo,
    desk,
    entry,
    files,
    form,
    health,
    joins,
    letters,
    people,
    policy,
    website,
)

of_a_case: list[URLPattern] = [
    path("", case.case, name="case"),
    path("/record", case.whole_record, name="case-record"),
    path("/note", case.write_note, name="write-note"),
    path("/assign", case.assign, name="assign"),
    path("/category", case.categorise, name="categorise"),
    path("/seen-to", case.seen_to, name="seen-to"),
    path("/close", case.close, name="close"),
    path("/reopen", case.reopen, name="reopen"),
    path("/reply", compose.reply, name="reply"),
    path("/reply/begin", compose.begin, name="begin-reply"),
    path("/reply/discard", compose.discard, name="discard-reply"),
    path("/reply/<uuid:draft_id>/undo", compose.undo, name="undo-reply"),
    path("/match", people.match, name="match"),
    path("/unmatch", people.unmatch, name="unmatch"),
    path("/join", joins.join, name="join"),
    path("/split", joins.split, name="split"),
    path("/breach", breaches.decide, name="decide-breach"),
    path("/proposals/<uuid:proposal_id>/refuse", joins.refuse, name="refuse-join"),
    path("/moves/<uuid:move_id>/undo", joins.undo_move, name="undo-move"),
]

of_a_school: list[URLPattern | URLResolver] = [
    path("", entry.school_home, name="school"),
    path("child-in-danger", entry.child_in_danger, name="child-in-danger"),
    path("today", desk.today, name="today"),
    path("inbox", desk.inbox, name="inbox"),
    path("overdue", desk.overdue, name="overdue"),
    path("put-aside", desk.put_aside, name="put-aside"),
    path("letters/new", letters.new, name="new-letter"),
    path("our-form", website.our_form, name="our-form"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/term", calendar.term, name="term"),
    path("calendar/term/remove", calendar.remove_term, name="remove-term"),
    path("calendar/close", calendar.close, name="close-days"),
    path("calendar/close-today", calendar.close_today, name="close-today"),
    path("calendar/reopen", calendar.reopen, name="reopen-day"),
    path("calendar/take-dates", calendar.take_dates, name="take-dates"),
    path("calendar.ics", calendar.as_file, name="calendar-file"),
    path("policy", policy.policy, name="policy"),
    path("policy.csv", policy.as_table, name="policy-file"),
    path("policy.pdf", policy.as_report, name="policy-report"),
    path("policy/<slug:clause_id>", clause.clause, name="clause"),
    path("policy/<slug:clause_id>/lines", clause.lines, name="clause-lines"),
    path("policy/<slug:clause_id>/attest", clause.attest, name="attest"),
    path("arrivals/<uuid:arrival_id>/take-up", desk.take_up, name="take-up"),
    path("arrivals/<uuid:arrival_id>/original", files.original, name="original"),
    path("messages/<uuid:message_id>/as-sent", files.as_sent, name="as-sent"),
    path("messages/<uuid:message_id>/wrong-person", breaches.report, name="report-misdirected"),
    path("files/<uuid:attachment_id>", files.download, name="download"),
    path("files/<uuid:attachment_id>/preview", files.preview, name="preview"),
    path("cases/<uuid:case_id>", include(of_a_case)),
]

of_the_form: list[URLPattern] = [
    path("", form.write, name="write"),
    path("/sent/<str:done>", form.sent, name="form-sent"),
]
"""Open to all, see the middleware."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("sign-in", entry.sign_in, name="sign-in"),
    path("sign-out", entry.sign_out, name="sign-out"),
    path("accessibility", entry.accessibility, name="accessibility"),
    path("demo", demo.demo, name="demo"),
    path("demo/sign-in", demo.sign_in, name="demo-sign-in"),
    path("demo/sink", demo.sink, name="sink"),
    path("demo/sink/<str:name>", demo.sink_mail, name="sink-mail"),
    path("<slug:slug>/write", include(of_the_form)),
    path("<slug:slug>/", include(of_a_school)),
]
