"""A stand-in for a provider of mailboxes: it gives access tokens to an app, and tells the IMAP server whose they are."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

CLIENT, SECRET, LEAVE = "app-of-the-school", "secret-of-the-app", "leave-of-the-office"


class Provider(ThreadingHTTPServer):
    """What it has given, what it was asked, and what it says of itself."""

    given: dict[str, str]
    asked: list[dict[str, str]]
    leave: str
    lasts: int
    new_leave: str
    works: bool

    @property
    def token_url(self) -> str:
        """Where an app asks for a token."""
        return f"http://127.0.0.1:{self.server_port}/token"

    @property
    def introspection(self) -> str:
        """Where a server asks whose a token is."""
        return f"http://127.0.0.1:{self.server_port}/introspect"

    def revoke(self) -> None:
        """Take back every token, and the leave behind them."""
        self.given.clear()
        self.leave = ""


class _Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        said = {
            name: values[0]
            for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        if self.path == "/token":
            self._token(said)
        else:
            owner = self.server.given.get(said.get("token", ""))
            self._say(200, {"active": owner is not None, "username": owner or ""})

    def _token(self, said: dict[str, str]) -> None:
        self.server.asked.append(said)
        if not self.server.works:
            self._say(503, {"error": "temporarily_unavailable"})
            return
        knows = said.get("client_id") == CLIENT and said.get("client_secret") == SECRET
        if not knows or (self.server.leave and said.get("refresh_token") != self.server.leave) or not self.server.leave:
            self._say(400, {"error": "invalid_grant", "error_description": f"not {said}"})
            return
        token = f"token-{len(self.server.asked)}"
        self.server.given[token] = "office@wyton.bookbag.test"
        answer: dict[str, object] = {"access_token": token, "token_type": "Bearer", "expires_in": self.server.lasts}
        if self.server.new_leave:
            self.server.leave = self.server.new_leave
            answer["refresh_token"] = self.server.new_leave
        self._say(200, answer)

    def _say(self, status: int, answer: dict[str, object]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def provider() -> Iterator[Provider]:
    """The provider while the block lasts."""
    server = Provider(("127.0.0.1", 0), _Answers)
    server.given, server.asked, server.leave = {}, [], LEAVE
    server.lasts, server.new_leave, server.works = 3600, "", True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
