"""What a mail server's answer means: whose fault, and whether to try again."""

import pytest

from bookbag.channels import refusals


@pytest.mark.parametrize(
    ("code", "said", "sentence", "permanent"),
    [
        (550, b"5.1.1 User unknown", refusals.UNKNOWN_ADDRESS, True),
        (550, b"No such person", refusals.UNKNOWN_ADDRESS, True),
        (550, b"5.4.1 Recipient address rejected", refusals.UNKNOWN_ADDRESS, True),
        (550, b"5.7.1 Blocked by the recipient's organisation", refusals.REFUSED_RECIPIENT, True),
        (552, b"Quota", refusals.FULL, True),
        (450, b"4.2.1 Mailbox busy", refusals.LATER, False),
        (554, b"5.7.1 <a@b.example>: Relay access denied", refusals.SET_UP, False),
        (530, b"5.7.0 Authentication required", refusals.SET_UP, False),
        (550, b"5.7.57 Client not authenticated", refusals.SET_UP, False),
    ],
)
def test_of_a_recipient(code: int, said: bytes, sentence: str, permanent: bool) -> None:
    fault = refusals.of_recipient(code, said)
    assert str(fault).startswith(sentence)
    assert fault.permanent is permanent


@pytest.mark.parametrize(
    ("code", "said", "sentence", "permanent"),
    [
        (552, b"5.3.4 Too large", refusals.TOO_BIG, True),
        (554, b"5.6.0 Rejected", refusals.REFUSED_CONTENT, True),
        (451, b"4.3.0 Try later", refusals.LATER, False),
        (550, b"5.7.60 Not allowed to send as this sender", refusals.SET_UP, False),
    ],
)
def test_of_the_content(code: int, said: bytes, sentence: str, permanent: bool) -> None:
    fault = refusals.of_content(code, said)
    assert str(fault).startswith(sentence)
    assert fault.permanent is permanent


@pytest.mark.parametrize("code", [421, 450, 530, 535, 550, 554])
def test_before_the_recipient_nothing_is_permanent(code: int) -> None:
    assert not refusals.before_recipient(code, b"No").permanent


def test_the_servers_own_words_are_kept_on_one_line() -> None:
    assert refusals.in_words(550, b"5.1.1 No\r\nsuch \xff user") == "550 5.1.1 No such \ufffd user"
