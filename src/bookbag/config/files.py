"""Where files are kept: in HOME, or in a bucket on S3 when the environment names one. How they are kept is `schools`' business."""

from collections.abc import Mapping
from pathlib import Path


def store(environment: Mapping[str, str], *, home: Path) -> dict[str, object]:
    """Django's entry for the file store. Without a key of our own, the usual AWS variables and roles say who we are."""
    bucket = environment.get("BOOKBAG_S3_BUCKET")
    if not bucket:
        return {"BACKEND": "bookbag.schools.storing.FsyncedFiles", "OPTIONS": {"location": str(home / "files")}}
    options: dict[str, object] = {
        "bucket_name": bucket,
        "endpoint_url": environment.get("BOOKBAG_S3_ENDPOINT") or None,
        "region_name": environment.get("BOOKBAG_S3_REGION") or None,
        "file_overwrite": True,
        "querystring_auth": False,
        "default_acl": None,
    }
    key, secret = environment.get("BOOKBAG_S3_KEY"), environment.get("BOOKBAG_S3_SECRET")
    if key or secret:
        # A token that happens to stand in the AWS variables belongs to another key.
        options |= {"access_key": key, "secret_key": secret, "security_token": None}
    return {"BACKEND": "bookbag.schools.bucket.S3Files", "OPTIONS": options}
