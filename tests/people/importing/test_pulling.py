"""Lists fetched from a folder and over SFTP: the newest, out of the folder that was said, from the server that was said."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest

from bookbag.errors import Invalid
from bookbag.people.importing import pulling
from bookbag.people.importing.files import Format
from bookbag.people.importing.places import Fetched, Place

KEY, SERVER_KEY, OTHER_KEY = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(3))
OLD, NEW = time.time() - 7200, time.time() - 3600


def lay(folder: Path, name: str, content: str, at: float) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(content)
    os.utime(folder / name, (at, at))


def place(root: Path, folder: str = "lists") -> Place:
    return Place("folder", Format.CSV, folder, root)


def test_the_newest_list_of_a_folder_is_fetched(tmp_path: Path) -> None:
    for name, at in (("monday.csv", OLD), ("tuesday.csv", NEW), (".hidden.csv", NEW + 9), ("notes.docx", NEW + 9)):
        lay(tmp_path / "lists", name, name, at)
    assert pulling.fetch(place(tmp_path)) == Fetched("tuesday.csv", b"tuesday.csv")


@pytest.mark.parametrize("folder", ["../other", "/etc", "lists/../../other"])
def test_nothing_outside_the_folder_of_the_school_is_read(tmp_path: Path, folder: str) -> None:
    lay(tmp_path / "other", "theirs.csv", "theirs", OLD)
    (tmp_path / "mine" / "lists").mkdir(parents=True)
    with pytest.raises(Invalid, match="lies outside"):
        pulling.fetch(place(tmp_path / "mine", folder))


def test_a_link_out_of_the_folder_is_no_list(tmp_path: Path) -> None:
    lay(tmp_path / "other", "theirs.csv", "theirs", OLD)
    (tmp_path / "mine" / "lists").mkdir(parents=True)
    (tmp_path / "mine" / "lists" / "link.csv").symlink_to(tmp_path / "other" / "theirs.csv")
    with pytest.raises(Invalid, match="No file"):
        pulling.fetch(place(tmp_path / "mine"))


def test_a_file_that_is_being_written_waits(tmp_path: Path) -> None:
    lay(tmp_path / "lists", "half.csv", "half", time.time())
    with pytest.raises(Invalid, match="still being written"):
        pulling.fetch(place(tmp_path))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="There is no folder"):
        pulling.fetch(place(tmp_path))


@contextmanager
def sftp_server(root: Path) -> Iterator[int]:
    """An SFTP server on a free port that lets in whoever has KEY."""
    known = root.parent / "authorized_keys"
    known.write_bytes(KEY.export_public_key())
    ready, ports, loop = threading.Event(), [0], asyncio.new_event_loop()
    over = asyncio.Event()

    class Server(asyncssh.SFTPServer):
        def __init__(self, chan: "asyncssh.SSHServerChannel[bytes]") -> None:
            super().__init__(chan, chroot=os.fsencode(root))

    async def serve() -> None:
        server = await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[SERVER_KEY], authorized_client_keys=str(known), sftp_factory=Server
        )
        ports[0] = server.get_port()
        ready.set()
        await over.wait()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.1)  # until those who are connected have heard it

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(20)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(20)


@pytest.fixture
def remote(tmp_path: Path) -> Iterator[Place]:
    root = tmp_path / "served"
    for name, at in (("monday.csv", OLD), ("tuesday.csv", NEW)):
        lay(root / "out", name, name, at)
    with sftp_server(root) as port:
        yield Place(
            "sftp",
            Format.CSV,
            "out",
            host="127.0.0.1",
            port=port,
            user="school",
            host_key=SERVER_KEY.export_public_key().decode(),
            key=KEY.export_private_key(),
        )


def test_the_newest_list_comes_over_sftp(remote: Place) -> None:
    assert pulling.fetch(remote) == Fetched("tuesday.csv", b"tuesday.csv")


def test_a_server_with_another_key_hears_nothing(remote: Place) -> None:
    with pytest.raises(Invalid, match="another key"):
        pulling.fetch(replace(remote, host_key=OTHER_KEY.export_public_key().decode()))


def test_a_server_that_does_not_know_our_key_is_said_so(remote: Place) -> None:
    with pytest.raises(Invalid, match="does not let us in"):
        pulling.fetch(replace(remote, key=OTHER_KEY.export_private_key()))


def test_a_folder_that_the_server_has_not_is_named(remote: Place) -> None:
    with pytest.raises(Invalid, match="no folder nowhere"):
        pulling.fetch(replace(remote, folder="nowhere"))


def test_a_server_that_is_not_there_is_said_so(remote: Place) -> None:
    with pytest.raises(Invalid, match="could not be reached"):
        pulling.fetch(replace(remote, port=1))


def test_a_place_shows_no_key_and_no_token() -> None:
    shown = repr(Place("wonde", Format.WONDE, key=b"secret-key", token="secret-token"))
    assert "secret" not in shown
