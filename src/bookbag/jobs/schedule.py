"""Every periodic job, on one page: seconds stand sixth in a line. The database lets each tick run once, however many workers."""

from procrastinate.contrib.django import app

from bookbag.jobs import tasks

SCHEDULE = {
    "* * * * * */2": tasks.seal,
    "* * * * * */5": tasks.sweep_outbox,
    "* * * * * 1/5": tasks.sweep_desk,
    "* * * * * 3/20": tasks.sweep_concerns,
    "* * * * * 10/20": tasks.sweep_family_codes,
    "* * * * * 50": tasks.sweep_password_links,
    "* * * * *": tasks.fold,
    "* * * * * 30": tasks.sweep_dates,
    "* * * * * 45": tasks.sweep_cases,
    "* * * * * 15": tasks.sweep_reminders,
    "* * * * * 20": tasks.sweep_imports,
    "* * * * * 40": tasks.sweep_unowned,
    "*/10 * * * *": tasks.listen,
    "20 9 * * 1-5": tasks.remind_reviewers,
    "2 * * * *": tasks.sweep_leavers,
    "17 2 * * *": tasks.sweep_pulls,
    "40 9 * * *": tasks.ask_for_details,
    "7 * * * *": tasks.tidy,
}

for cron, task in SCHEDULE.items():
    app.periodic(cron=cron)(task)
