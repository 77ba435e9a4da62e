"""A stand-in for Wonde: a server of its own that answers as the School Data API 1.0 says (pages, bearer token, 429, includes)."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, SCHOOL = "token-of-the-school", "A1234567890"
MOTHER = {
    "id": "C1",
    "title": "Mrs",
    "forename": "Samina",
    "surname": "Khan",
    "relationship": {"data": {"relationship": "Mother", "parental_responsibility": True, "lives_with_pupil": True}},
    "contact_details": {
        "data": {
            "emails": {"data": {"email": "samina@home.example", "primary": "samina@home.example"}},
            "phones": {"data": {"phone": "07700 900123", "home": None}},
            "addresses": {
                "data": {
                    "home": {"house_number": "14", "street": "High Street", "town": "Fenbridge", "postcode": "FN4 7QD"}
                }
            },
        }
    },
}
FATHER = {
    "id": "C2",
    "forename": "Omar",
    "surname": "Cole",
    "relationship": {"data": {"relationship": "Father", "parental_responsibility": None}},
    "contact_details": {"data": {"emails": {"data": {"email": "omar@other.example"}}, "phones": {"data": {}}}},
}
AMIRA = {
    "id": "S1",
    "forename": "Mira",
    "legal_forename": "Amira",
    "surname": "Khan",
    "legal_surname": "Khan",
    "date_of_birth": {"date": "2015-04-03 00:00:00.000000", "timezone_type": 3, "timezone": "Europe/London"},
    "education_details": {"data": {"upn": "B801200005001", "admission_number": "000123"}},
    "classes": {"data": [{"id": "K1", "name": "3B"}]},
    "year": {"data": {"code": "3"}},
    "contacts": {"data": [MOTHER, FATHER]},
}
BEN: dict[str, Any] = {"id": "S2", "forename": "Ben", "surname": "Ash", "date_of_birth": None, "contacts": {"data": []}}
ADA = {
    "id": "E1",
    "forename": "Ada",
    "surname": "Moss",
    "contact_details": {"data": {"emails": {"data": {"work": "ada.moss@wyton.bookbag.test"}}}},
}


class Wonde(ThreadingHTTPServer):
    """What the stand-in holds, what it was asked, and how often it says "too many" first."""

    students: list[Any]
    employees: list[Any]
    asked: list[str]
    busy: int
    elsewhere: str

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}/v1.0"


class _Answers(BaseHTTPRequestHandler):
    server: Wonde

    def do_GET(self) -> None:
        """Answer one page."""
        self.server.asked.append(self.path)
        where, query = urlsplit(self.path), parse_qs(urlsplit(self.path).query)
        part = where.path.removeprefix(f"/v1.0/schools/{SCHOOL}/")
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._say(401, {"error": "invalid_token"})
        elif self.server.busy:
            self.server.busy -= 1
            self._say(429, {"error": "too_many_requests"}, {"Retry-After": "7"})
        elif part not in {"students", "employees"}:
            self._say(404, {"error": "resource_not_found"})
        else:
            page = int(query.get("page", ["1"])[0])
            held = getattr(self.server, part)
            more = page < len(held)
            following = f"{self.server.elsewhere or self.server.base}/schools/{SCHOOL}/{part}?page={page + 1}"
            pages = {"next": following if more else None, "previous": None, "more": more, "current_page": page}
            self._say(200, {"data": held[page - 1 : page], "meta": {"pagination": pages}})

    def _say(self, code: int, words: Any, headers: dict[str, str] | None = None) -> None:
        raw = json.dumps(words).encode()
        self.send_response(code)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(raw)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@contextmanager
def standing_in() -> Iterator[Wonde]:
    """The stand-in on a free port, with one entry a page."""
    server = Wonde(("127.0.0.1", 0), _Answers)
    server.students, server.employees, server.asked, server.busy, server.elsewhere = [AMIRA, BEN], [ADA], [], 0, ""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
