"""Fetches a list over SFTP. A server that shows another key than the one entered hears nothing of us."""

import asyncio
from pathlib import PurePosixPath
from typing import Any

import asyncssh

from bookbag.errors import Invalid
from bookbag.people.importing.places import LARGEST, Fetched, Place, fits, is_list, nothing

_PATIENCE = 300
_GREETING = 30
"""Seconds, for all of it and for being let in."""


def fetch(place: Place) -> Fetched:
    """Fetch the newest list of a folder of a server that shows the key that was entered."""
    try:
        return asyncio.run(asyncio.wait_for(_over_sftp(place), _PATIENCE))
    except asyncssh.HostKeyNotVerifiable as error:
        raise Invalid("The server shows another key than the one entered. Nothing was sent to it.") from error
    except asyncssh.PermissionDenied as error:
        raise Invalid(
            "The server does not let us in. Has it been given our key, and is the user's name right?"
        ) from error
    except asyncssh.SFTPNoSuchFile as error:
        raise Invalid(f"The server has no folder {place.folder or '/'}.") from error
    except (OSError, asyncssh.Error, TimeoutError) as error:
        raise Invalid(f"The server {place.host} could not be reached, or broke off.") from error


async def _over_sftp(place: Place) -> Fetched:
    known = [asyncssh.import_public_key(place.host_key)]
    async with (
        asyncssh.connect(
            place.host,
            place.port,
            username=place.user,
            client_keys=[asyncssh.import_private_key(place.key)],
            known_hosts=(known, [], []),
            config=None,  # nothing of this machine's own settings, agent or keys
            agent_path=None,
            preferred_auth="publickey",
            connect_timeout=_GREETING,
            login_timeout=_GREETING,
        ) as connection,
        connection.start_sftp_client() as sftp,
    ):
        folder = PurePosixPath(place.folder or ".")
        names = [one for one in await sftp.readdir(str(folder)) if is_list(str(one.filename), place.kind)]
        lists = [one for one in names if one.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR]
        if not lists:
            raise nothing(place)
        newest = max(lists, key=lambda one: (one.attrs.mtime or 0, str(one.filename)))
        async with sftp.open(str(folder / str(newest.filename)), "rb") as file:
            content: Any = await file.read(LARGEST + 1)
        fits(len(content))
        return Fetched(str(newest.filename), content)


def known_key(written: str) -> str:
    """A server's key as it is kept. Raises `Invalid` for what is none."""
    words = written.split()
    start = next((place for place, word in enumerate(words) if word.startswith(("ssh-", "ecdsa-"))), 0)
    key = " ".join(words[start : start + 2])
    try:
        asyncssh.import_public_key(key)
    except asyncssh.KeyImportError as error:
        raise Invalid("This is no key of a server. It looks like: ssh-ed25519 AAAA…") from error
    return key
