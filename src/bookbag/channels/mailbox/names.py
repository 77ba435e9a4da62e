"""File names of attachments: read from whichever field has one, made safe to store and show, made up where missing."""

import re
from pathlib import PurePosixPath

from bookbag.channels.mailbox import charsets, headers, limits
from bookbag.channels.mailbox.limits import Notes

_PATH = re.compile(r"(?:[A-Za-z]:|\.{1,2}(?=[\\/])|(?=[\\/]))[\\/]?(?:[^\\/]*[\\/])*")
_UNSEEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_ENDINGS = {
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-encrypted": ".txt",
    "application/pgp-keys": ".asc",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-pkcs7-mime": ".p7m",
    "application/x-pkcs7-signature": ".p7s",
    "application/zip": ".zip",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/delivery-status": ".txt",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/directory": ".vcf",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
}


def written(latin: str, hint: str, notes: Notes) -> str:
    """A parameter as text: its bytes read as a charset, its encoded words decoded."""
    text = charsets.decode(latin.encode("latin-1", "replace"), "", notes, hint=hint)
    return headers.words(text, notes)


def safe(name: str) -> str:
    """A name without folders, without letters that hide or reverse others, and not too long; may come out empty."""
    plain = re.sub(r"\s+", " ", _UNSEEN.sub("", name)).strip()
    plain = _PATH.sub("", plain, count=1) if _PATH.match(plain) else plain
    plain = re.sub(r"[\\/]", "_", plain).strip(" .") if plain.strip(" .") == "" else re.sub(r"[\\/]", "_", plain)
    if len(plain) > limits.NAME:
        ending = PurePosixPath(plain).suffix[:16]
        plain = plain[: limits.NAME - len(ending)] + ending
    return plain


def made_up(kind: str, *, title: str = "") -> str:
    """A name for a part that has none: after its subject if it is a message, else after its type."""
    if title := safe(title):
        return safe(f"{title}.eml")
    family = kind.partition("/")[0]
    stem = {"image": "image", "audio": "sound", "video": "video", "message": "message", "text": "text"}
    word = "signature" if kind.endswith("-signature") else stem.get(family, "attachment")
    return word + _ENDINGS.get(kind, ".bin")
