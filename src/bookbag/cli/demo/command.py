"""`bookbag demo`: everything on this machine with made-up data; `bookbag demo seed` makes the data, once."""

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bookbag.cli import sink, up
from bookbag.cli import web as pages
from bookbag.cli.running import settle
from bookbag.config.database import is_embedded
from bookbag.config.demonstration import require_loopback
from bookbag.config.secrets import home
from bookbag.errors import Unavailable

app = typer.Typer(help="Everything on this machine, with made-up data.", invoke_without_command=True)
Pupils = Annotated[int, typer.Option(help="About how many pupils the three schools have together.")]
Mails = Annotated[int, typer.Option(help="About how many e-mails were written in the last two months.")]
PUPILS, MAILS = 300, 320
SEED = 20_240_902

WORDS = r"""
Bookbag's demo is ready. Every person in it is made up, and nothing leaves this machine.

  1. Open http://127.0.0.1:{web} and choose who you want to be.
  2. Send an e-mail to a school, with any mail program (server 127.0.0.1, port {smtp}, no password), or like this:

     {python} -c 'import smtplib, email.utils as mail; smtplib.SMTP("127.0.0.1", {smtp}).sendmail(
     "samina.khan@home.example", ["office@wyton.bookbag.test"], "From: Samina Khan <samina.khan@home.example>\r\n"
     "To: office@wyton.bookbag.test\r\nMessage-ID: " + mail.make_msgid(domain="home.example") + "\r\n"
     "Subject: Swimming lesson\r\n\r\nDear school,\r\n\r\nAmira has a sore ear and cannot swim.\r\n\r\nSamina Khan")'

     The schools are office@spring.bookbag.test, office@wyton.bookbag.test and office@norton.bookbag.test.
  3. Answer it in the inbox. What was sent stands at http://127.0.0.1:{web}/demo/sink

Ctrl-C stops everything; `bookbag demo` starts it again as it was.
"""


@app.callback()
def demo(context: typer.Context, pupils: Pupils = PUPILS, mails: Mails = MAILS) -> None:
    """Run Bookbag with a made-up trust of three schools, until told to stop (Ctrl-C)."""
    require_loopback()
    os.environ["BOOKBAG_DEMO"] = "1"
    if context.invoked_subcommand:
        return
    port = sink.PORT
    out = {"HOST": "127.0.0.1", "PORT": str(port), "TLS": "none", "USER": "", "PASSWORD": ""}
    up.run(
        steps=[["migrate"], ["demo", "seed", f"--pupils={pupils}", f"--mails={mails}"]],
        services=[up.Service("sink", up.bookbag("sink"), port), *up.standard_services()],
        env={"BOOKBAG_DEMO": "1", **{f"BOOKBAG_SMTP_OUT_{name}": value for name, value in out.items()}},
        when_ready=WORDS.format(web=pages.PORT, smtp=up.SMTP_PORT, python=sys.executable),
    )


@app.command()
def seed(pupils: Pupils = PUPILS, mails: Mails = MAILS) -> None:
    """Make the demo's schools, people and correspondence, where the database holds no school yet."""
    if is_embedded():
        os.environ["PGOPTIONS"] = "-c synchronous_commit=off"  # made-up data can be made again
    settle()
    from bookbag.cli.demo.seeding import is_seeded, sow

    begun = home() / "demo-half-made"
    if begun.exists():
        raise Unavailable(
            f"The demo was stopped while its data was being made. Remove {home()} and start it again.", permanent=True
        )
    if is_seeded():
        return
    up.say(f"demo: making three schools with {pupils} pupils and about {mails} e-mails; less than a minute, this once")
    begun.touch()
    side_by_side = min(3, os.cpu_count() or 1)
    sow(pupils=pupils, mails=mails, seed=SEED, now=datetime.now(UTC), sink=home() / "sink", processes=side_by_side)
    begun.unlink()
