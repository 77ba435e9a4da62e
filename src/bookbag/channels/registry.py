"""Every way out, one line each. A new channel is its file, its line here, its fake and its tests."""

from collections.abc import Mapping

from bookbag.channels.email import Submission
from bookbag.channels.ports import Sender


def senders(*, submission: Submission) -> Mapping[str, Sender]:
    """The sender of each channel, by the channel's name."""
    return {"email": submission}
