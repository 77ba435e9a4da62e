"""Who a message is from as far as the policy asks: a parent, somebody of the public, a colleague."""

from bookbag.desk.models import Message
from bookbag.desk.topics import SENDERS
from bookbag.policy.values import Sender


def sender_of(message: Message | None) -> Sender:
    """Who wrote a message, or was written to, as far as the policy asks. On a form people say so themselves."""
    if message is None:
        return Sender.UNKNOWN
    if message.direction == "out":
        return Sender.PARENT if message.contact_id else Sender.UNKNOWN
    said = SENDERS[message.said["who"]] if "who" in message.said else Sender.UNKNOWN
    if said is Sender.PUBLIC or not (message.contact_id or message.author_id):
        return said
    return Sender.PARENT if message.contact_id else Sender.STAFF
