"""Which providers of sign-in an environment sets up; one that is named by half is refused at start, with what is missing."""

from pathlib import Path

import pytest

from bookbag.config import providers
from bookbag.errors import Unavailable

GOOGLE = {"BOOKBAG_GOOGLE_CLIENT_ID": "g", "BOOKBAG_GOOGLE_DOMAINS": "Wyton.example, valley.example"}
MICROSOFT = {"BOOKBAG_MICROSOFT_CLIENT_ID": "m", "BOOKBAG_MICROSOFT_TENANT": "T-1"}


@pytest.fixture(autouse=True)
def _nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*GOOGLE, *MICROSOFT, "BOOKBAG_SECRET_GOOGLE_CLIENT", "BOOKBAG_SECRET_MICROSOFT_CLIENT"):
        monkeypatch.delenv(name, raising=False)


def named(monkeypatch: pytest.MonkeyPatch, *environments: dict[str, str]) -> None:
    for environment in environments:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)


def test_there_is_none_where_none_is_named(tmp_path: Path) -> None:
    assert providers.configured(tmp_path) == ()


def test_both_are_taken_for_accounts_of_their_own_organisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, GOOGLE, MICROSOFT, {"BOOKBAG_SECRET_GOOGLE_CLIENT": "s1"})
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "microsoft-client").write_text("s2\n")
    google, microsoft = providers.configured(tmp_path)
    assert (google.issuer, google.client_secret) == ("https://accounts.google.com", "s1")
    assert (google.belongs_by, google.belongs_to) == ("hd", {"wyton.example", "valley.example"})
    assert (microsoft.issuer, microsoft.client_secret) == ("https://login.microsoftonline.com/t-1/v2.0", "s2")
    assert (microsoft.belongs_by, microsoft.belongs_to) == ("tid", {"t-1"})


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({"BOOKBAG_GOOGLE_CLIENT_ID": "g"}, "BOOKBAG_GOOGLE_DOMAINS"),
        ({"BOOKBAG_MICROSOFT_CLIENT_ID": "m"}, "BOOKBAG_MICROSOFT_TENANT"),
        (MICROSOFT | {"BOOKBAG_MICROSOFT_TENANT": "t-1,t-2"}, "more than one tenant"),
        (GOOGLE, "BOOKBAG_SECRET_GOOGLE_CLIENT"),
        (MICROSOFT, "BOOKBAG_SECRET_MICROSOFT_CLIENT"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], missing: str
) -> None:
    named(monkeypatch, environment)
    with pytest.raises(Unavailable, match=missing):
        providers.configured(tmp_path)
