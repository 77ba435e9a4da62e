"""United Kingdom telephone numbers in every spelling come out as one; what is no number comes out as none."""

import pytest

from bookbag.people.telephones import as_dialled, e164, is_mobile

MOBILE, FLAT_LINE = "+447700900123", "+441632960555"


@pytest.mark.parametrize(
    "written",
    [
        *("07700900123", "07700 900123", "07700 900 123", "07700-900-123", "07700.900.123", "(07700) 900123"),
        *("+447700900123", "+44 7700 900123", "+44 (0)7700 900123", "+44(0)7700900123", "+4407700900123"),
        *("00447700900123", "0044 7700 900123", "0044 (0) 7700 900123", "447700900123", "44 7700 900123"),
        *("7700900123", "7700 900123", "O7700 900123", "o7700 9OO123", "0 7 7 0 0 9 0 0 1 2 3"),
        *("07700 900123 (mum)", "Mum: 07700 900123", "mobile 07700 900123 after 3pm", "tel:07700900123"),
        *("07700 900123 / 01632 960555", "07700 900123 or 01632 960555", "07700–900–123", " 07700 900123 "),
        *("07700 900123 ext 4", "07700 900123 x4", "07700\u00a0900123", "07700\t900123", "'07700900123"),
    ],
)
def test_one_mobile_in_every_spelling(written: str) -> None:
    assert e164(written) == MOBILE


@pytest.mark.parametrize(
    "written",
    [
        *("01632960555", "01632 960555", "(01632) 960 555", "01632-960555", "+44 1632 960555", "+44(0)1632 960555"),
        *("00441632960555", "1632960555", "01632 96 05 55", "home 01632 960555", "01632/960555"),
    ],
)
def test_one_line_at_home_in_every_spelling(written: str) -> None:
    assert e164(written) == FLAT_LINE


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("020 7946 0123", "+442079460123"),
        ("0207 946 0123", "+442079460123"),
        ("(0)20 7946 0123", "+442079460123"),
        ("028 9649 6123", "+442896496123"),
        ("+353 20 915 6789", "+353209156789"),
        ("00 353 20 915 6789", "+353209156789"),
        ("+48 22 123 45 67", "+48221234567"),
    ],
)
def test_other_places(written: str, number: str) -> None:
    assert e164(written) == number


@pytest.mark.parametrize(
    "written", ["", "none", "ex-directory", "n/a", "0", "12345", "2026-03-02", "999", "14 High Street"]
)
def test_what_is_no_number_gives_none(written: str) -> None:
    assert e164(written) == ""


def test_only_a_mobile_takes_a_text() -> None:
    assert is_mobile(MOBILE)
    assert not is_mobile(FLAT_LINE)
    assert not is_mobile("")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(MOBILE, "07700 900123"), (FLAT_LINE, "01632 960555"), ("+48221234567", "+48 22 123 45 67"), ("?", "?")],
)
def test_it_is_shown_as_it_is_dialled(number: str, shown: str) -> None:
    assert as_dialled(number) == shown
