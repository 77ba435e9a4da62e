"""A real browser at a real server, both on loopback; the server reaches the database as the restricted role."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from bookbag.policy.permissions import Actor
from bookbag.schools.models import User

# Playwright keeps an event loop in this thread; the tests themselves are as synchronous as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
PICTURES = Path("docs/pictures") if os.environ.get("BOOKBAG_PICTURES") else None
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests that it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Nothing."""


@pytest.fixture(scope="session")
def address(postgres: object, assets: None) -> Iterator[str]:
    """Where the server listens."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.daemon_threads = True
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: the machine's own, else Playwright's."""
    names = ("chromium", "chromium-browser", "google-chrome")
    own = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        if own is None and not Path(playwright.chromium.executable_path).exists():
            pytest.fail("The journeys need Chromium: run `sh .ci/browser`, or install it.", pytrace=False)
        browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        yield browser
        browser.close()


Visit = Callable[..., "contextmanager[Page]"]


@pytest.fixture
def visit(address: str, chromium: Browser, db: None) -> Callable[..., object]:
    """Open a window as somebody: `with visit(actor, narrow=True) as page`."""

    @contextmanager
    def opened(actor: Actor | None, *, narrow: bool = False, javascript: bool = True) -> Iterator[Page]:
        context = chromium.new_context(
            base_url=address,
            viewport=NARROW if narrow else WIDE,  # type: ignore[arg-type]  # a plain dictionary will do
            java_script_enabled=javascript,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        if actor:
            client = Client()
            client.force_login(User.objects.get(pk=actor.user_id))
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": address}])
        faults: list[str] = []
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        try:
            yield page
        finally:
            context.close()
        assert not faults, f"the browser complained: {faults}"

    return opened


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like for the manual, where pictures are asked for."""
    if PICTURES:
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=page.viewport_size == NARROW)
