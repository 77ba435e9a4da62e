"""What tells one message from another under the same Message-ID."""

import hashlib

from bookbag.channels.mailbox.values import Mail


def body_digest(mail: Mail) -> str:
    """SHA-256 over the subject, the words and the digests of the files."""
    parts = [mail.subject, mail.text, *(attachment.sha256 for attachment in mail.attachments)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
