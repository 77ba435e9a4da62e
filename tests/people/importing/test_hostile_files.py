"""Files that mean harm or are broken at full size: each ends soon, in little memory, with a sentence; nothing is lost."""

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bookbag.errors import Invalid
from bookbag.people.importing import files
from bookbag.people.importing.files import Format

TODAY = date(2026, 3, 2)
SECONDS, MEBIBYTES = 20, 700
"""More than any of them needs on a busy machine, and far less than harm would do."""
READ = """
import resource, sys
from datetime import date
from pathlib import Path
from bookbag.errors import Invalid
from bookbag.people.importing import files
resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
try:
    reading = files.read(Path(sys.argv[1]).read_bytes(), files.Format(sys.argv[2]), today=date(2026, 3, 2))
    print(len(reading.pupils), "children")
except Invalid as wrong:
    print(wrong)
# of this process alone: what rusage says begins with the size of whoever started it
(most,) = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(most)
""".replace("MOST", str(2 * MEBIBYTES * 2**20))
CTF = "<CTfile><CTFpupilData>{}</CTFpupilData></CTfile>"
OUTSIDE = '<!ENTITY b SYSTEM "file:///etc/passwd">'
ROW = "Amira,Khan,03/04/2015,3B\n"
HEAD = "Forename,Surname,DOB,Class\n"


def entities(name: str, means: str, more: str, surname: str) -> bytes:
    """A transfer file that declares entities."""
    told = f'<!DOCTYPE CTfile [<!ENTITY {name} "{means}">{more}]>'
    return (told + CTF.format(f"<Pupil><Surname>{surname}</Surname></Pupil>")).encode()


def laughs() -> str:
    tens = [f"&l{number};" * 10 for number in range(9)]
    return "".join(f'<!ENTITY l{number} "{ten}">' for number, ten in enumerate(tens, start=1))


def zipped(content: bytes, name: str = "users.csv") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def lying(raw: bytes, size: int) -> bytes:
    """A zip that says of its files that they are of this size."""
    changed = bytearray(raw)
    at = raw.index(b"PK\x01\x02")
    changed[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(changed)


USERS = b"sourcedId,status,enabledUser,role,givenName,familyName\np1,active,true,student,Amira,Khan\n"
HOSTILE: dict[str, tuple[Format, Callable[[], bytes], str]] = {
    "billion laughs": (Format.CTF, lambda: entities("l0", "lol", laughs(), "&l9;"), "Line 1: the file"),
    "quadratic blow-up": (Format.CTF, lambda: entities("a", "a" * 100_000, "", "&a;" * 10_000), "Line 1: the file"),
    "external entity": (Format.CTF, lambda: entities("a", "", OUTSIDE, "&b;"), "Line 1: the file"),
    "deep nesting": (Format.CTF, lambda: b"<CTfile>" + b"<a>" * 1_000_000, "Line 1: the file breaks off"),
    "half a transfer file": (
        Format.CTF,
        lambda: CTF.format("<Pupil><Surname>Khan</Surname>\n<Forename>Amira</Forename></Pupil>").encode()[:-30],
        "Line 2: the file breaks off",
    ),
    "zip bomb": (Format.ONEROSTER, lambda: zipped(b"0" * 400_000_000), "Unpacked the bundle is larger"),
    "a thousand to one": (
        Format.ONEROSTER,
        lambda: zipped(USERS + b"0" * 40_000_000),
        "users.csv, line 3: it is longer",
    ),
    "a size that is a lie": (Format.ONEROSTER, lambda: lying(zipped(b"0" * 400_000_000), 100), "This is no zip file"),
    "two gigabytes claimed": (Format.ONEROSTER, lambda: lying(zipped(USERS), 2**31), "Unpacked the bundle is larger"),
    "a name that climbs": (Format.ONEROSTER, lambda: zipped(USERS, "../../users.csv"), "1 children"),
    "half a zip": (Format.ONEROSTER, lambda: zipped(USERS)[:-40], "This is no zip file"),
    "a hundred thousand columns": (
        Format.CSV,
        (",".join(["Forename"] * 100_000) + "\n" + ROW).encode,
        "Line 1: more than",
    ),
    "one line of 200 MB": (Format.CSV, lambda: b"a" * 200_000_000, "The file is larger than"),
    "one line of 49 MB": (Format.CSV, lambda: HEAD.encode() + b"a" * 49_000_000, "Line 2: it is longer"),
    "49 MB of quotation marks": (Format.CSV, lambda: HEAD.encode() + b'"' * 49_000_000, "Line 2: it is longer"),
    "49 MB of commas": (Format.CSV, lambda: HEAD.encode() + b"," * 49_000_000, "Line 2: it is longer"),
    "49 MB of line ends": (Format.CSV, lambda: b"\n" * 49_000_000, "Line 2000001: more than"),
    "half a list": (Format.CSV, (HEAD + ROW + 'Ben,"Ash,21/12').encode, "Line 3: a quotation mark"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_ends_soon_in_little_memory_with_a_sentence(name: str, tmp_path: Path) -> None:
    kind, content, says = HOSTILE[name]
    file = tmp_path / "hostile"
    file.write_bytes(content())
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file), str(kind)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.startswith(says), done.stdout[:300]
    assert (done.returncode, done.stderr) == (0, "")
    assert time.monotonic() - began < SECONDS
    assert int(done.stdout.split()[-1]) / 1024 < MEBIBYTES


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("p1,active,true,student,Ben,Ash\n", "the sourcedId p1 stands on line 2 too"),
        (",active,true,student,Ben,Ash\n", "there is no sourcedId"),
    ],
)
def test_of_two_rows_with_one_key_the_first_is_taken(row: str, says: str) -> None:
    reading = files.read(zipped(USERS + row.encode()), Format.ONEROSTER, today=TODAY)
    assert [one.given_name for one in reading.pupils] == ["Amira"]
    assert says in reading.refused[0].says


def test_a_file_of_its_own_kind_is_still_read() -> None:
    assert len(files.read((HEAD + ROW).encode(), Format.CSV, today=TODAY).pupils) == 1
    with pytest.raises(Invalid):
        files.read((HEAD + ROW).encode(), Format.CTF, today=TODAY)
