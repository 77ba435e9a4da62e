"""Reads a OneRoster bundle of CSV files, versions 1.1 and 1.2, whole or as changes (1EdTech, OneRoster CSV Binding)."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bookbag.errors import Invalid
from bookbag.people.importing import text
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, ReadStaff, Remark
from bookbag.people.telephones import e164

LARGEST = 300_000_000
"""Bytes, unpacked: a trust of sixty thousand children has a tenth of it."""
FILES = ("manifest", "orgs", "users", "roles", "enrollments", "classes", "demographics")
_ADULTS = {"parent", "guardian", "relative"}
_STAFF = {
    "teacher",
    "administrator",
    "aide",
    "proctor",
    "siteAdministrator",
    "principal",
    "counselor",
    "siteadministrator",
}
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Bundle:
    """The files of a bundle: what the manifest says of each, and their rows with the lines at which they begin."""

    manner: Mapping[str, str]
    rows: Mapping[str, list[tuple[int, Row]]]
    remarks: list[Remark] = field(default_factory=list)


def read(raw: bytes, *, today: date) -> Reading:
    """Read a bundle (a zip of CSV files). Raises `Invalid`, naming file and line, for what is none."""
    return reading_of(unpacked(raw), today=today)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip that a folder of such files would be."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The files of a zip that belong to a bundle, by their names without folder or ending."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        known = [one for one in archive.infolist() if _name(one.filename) in FILES and not one.is_dir()]
        if sum(one.file_size for one in known) > LARGEST:
            raise Invalid(f"Unpacked the bundle is larger than {LARGEST // 1_000_000} MB.")
        return {_name(one.filename): _unzipped(archive, one) for one in known}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid("This is no zip file, or only half of one. A OneRoster bundle is a zip of CSV files.") from error


def _unzipped(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """One file, and never more of it than it says of itself: what a zip says of its sizes may be a lie."""
    with archive.open(one) as file:
        content = file.read(one.file_size + 1)
    if len(content) > one.file_size:
        raise Invalid(f"{one.filename} is larger than the zip says. Export the bundle again.")
    return content


def _name(filename: str) -> str:
    base = filename.replace("\\", "/").rpartition("/")[2]
    return base[:-4] if base.lower().endswith(".csv") else ""


def reading_of(files: Mapping[str, bytes], *, today: date) -> Reading:
    """Read the files of a bundle, by their names without ending."""
    if "users" not in files:
        raise Invalid(
            "users.csv is not in it, so there are no people. A OneRoster bundle holds manifest.csv and users.csv."
        )
    bundle = _Bundle(_manner(files), {name: list(_rows(name, content)) for name, content in files.items()})
    roles = _roles(bundle)
    enrolled = _enrolments(bundle)
    delta = "delta" in bundle.manner.get("users", "bulk")
    users = {row["sourcedId"]: (line, row) for line, row in _unique(bundle)}
    gone = tuple(key for key, (_, row) in users.items() if _is_gone(row))
    living = {key: each for key, each in users.items() if not _is_gone(each[1])}
    pupils = tuple(_pupils(living, roles, enrolled, bundle, today))
    return Reading(
        pupils=pupils,
        remarks=tuple(bundle.remarks),
        staff=tuple(_staff(living, roles, enrolled, bundle)),
        is_whole=not delta and bool(pupils),
        gone=gone,
    )


def _manner(files: Mapping[str, bytes]) -> dict[str, str]:
    """What the manifest says of each file: bulk, delta or absent."""
    if "manifest" not in files:
        return {}
    said = {
        row.get("propertyName", ""): row.get("value", "").lower() for _, row in _rows("manifest", files["manifest"])
    }
    version = said.get("oneroster.version", "1.1")
    if version not in {"1.0", "1.1", "1.2"}:
        raise Invalid(f"manifest.csv says OneRoster {version}. Versions 1.1 and 1.2 can be read.")
    for name in FILES:
        if said.get(f"file.{name}", "absent") in {"bulk", "delta"} and name not in files:
            raise Invalid(f"manifest.csv names {name}.csv, and it is not in the bundle. Export it again.")
    return {name: said.get(f"file.{name}", "bulk") for name in FILES}


def _rows(name: str, content: bytes) -> Iterator[tuple[int, Row]]:
    try:
        lines = iter(text.lines(content))
        head = next(lines, None)
        keys = [cell.strip() for cell in head.cells] if head else []
        _require("propertyName" if name == "manifest" else "sourcedId", keys)
        for line in lines:
            if not line.is_blank:
                yield line.number, dict(zip(keys, (*line.cells, *[""] * len(keys)), strict=False))
    except Invalid as wrong:
        raise Invalid(f"{name}.csv, {str(wrong)[:1].lower()}{str(wrong)[1:]}") from wrong


def _require(key: str, keys: Sequence[str]) -> None:
    if key not in keys:
        raise Invalid(f"Line 1: there is no column {key}.")


def _is_gone(row: Row) -> bool:
    return row.get("status", "").lower() in {"tobedeleted", "inactive"} or row.get("enabledUser", "").lower() == "false"


def _unique(bundle: _Bundle) -> Iterator[tuple[int, Row]]:
    """The users, each once: of two with one sourcedId the first is taken."""
    seen: dict[str, int] = {}
    for line, row in bundle.rows["users"]:
        key = row["sourcedId"]
        if not key or key in seen:
            why = f"the sourcedId {key} stands on line {seen[key]} too" if key else "there is no sourcedId"
            bundle.remarks.append(Remark(line, f"users.csv: {why}."))
            continue
        seen[key] = line
        yield line, row


def _roles(bundle: _Bundle) -> dict[str, set[str]]:
    """What each user is: in version 1.1 one role in users.csv, in 1.2 several in roles.csv."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, row in bundle.rows["users"]:
        if role := row.get("role"):
            found[row["sourcedId"]].add(role)
    for _, row in bundle.rows.get("roles", ()):
        if not _is_gone(row):
            found[row.get("userSourcedId", "")].add(row.get("role", ""))
    return found


@dataclass(frozen=True, slots=True)
class _Enrolled:
    """In which class somebody is. A class in which a child is registered stands before one in which it is taught."""

    name: str
    role: Literal["student", "teacher"]
    homeroom: bool
    primary: bool


def _enrolments(bundle: _Bundle) -> dict[str, list[_Enrolled]]:
    classes = {row["sourcedId"]: row for _, row in bundle.rows.get("classes", ()) if not _is_gone(row)}
    found: defaultdict[str, list[_Enrolled]] = defaultdict(list)
    for line, row in bundle.rows.get("enrollments", ()):
        group = classes.get(row.get("classSourcedId", ""))
        role = row.get("role", "").lower()
        if _is_gone(row) or role not in {"student", "teacher"}:
            continue
        if group is None:
            says = f"enrollments.csv: there is no class {row.get('classSourcedId')} in classes.csv."
            bundle.remarks.append(Remark(line, says))
            continue
        homeroom = group.get("classType", "").lower() == "homeroom"
        name = group.get("title", "") or group.get("classCode", "")
        primary = row.get("primary", "").lower() == "true"
        found[row.get("userSourcedId", "")].append(
            _Enrolled(name, "student" if role == "student" else "teacher", homeroom, primary)
        )
    return found


def _class_of(enrolled: list[_Enrolled]) -> str:
    """The class of a child: where it is registered; else the only one it is in. Among several lessons nothing is chosen."""
    mine = [each for each in enrolled if each.role == "student"]
    registered = [each.name for each in mine if each.homeroom] or [each.name for each in mine]
    return registered[0] if len(set(registered)) == 1 else ""


def _pupils(
    living: Mapping[str, tuple[int, Row]],
    roles: Mapping[str, set[str]],
    enrolled: Mapping[str, list[_Enrolled]],
    bundle: _Bundle,
    today: date,
) -> Iterator[ReadPupil]:
    adults = _adults_of(living, roles)
    born = {row["sourcedId"]: (line, row.get("birthDate", "")) for line, row in bundle.rows.get("demographics", ())}
    for key, (line, row) in living.items():
        if "student" not in roles.get(key, ()):
            continue
        if not row.get("givenName") or not row.get("familyName"):
            bundle.remarks.append(Remark(line, "users.csv: a pupil has no givenName or no familyName."))
            continue
        preferred = row.get("preferredGivenName", "") or row.get("preferredFirstName", "")
        family = row.get("preferredFamilyName", "") or row.get("preferredLastName", "")
        yield ReadPupil(
            line=line,
            family_name=row["familyName"],
            given_name=row["givenName"],
            known_as="" if preferred == row["givenName"] else preferred,
            known_family_name="" if family == row["familyName"] else family,
            born_on=_born(born.get(key), bundle, today),
            class_name=_class_of(enrolled.get(key, [])),
            year=row.get("grades", "").partition(",")[0].lstrip("0"),
            external_id=key,
            adults=tuple(_adult(*living[adult], roles, bundle) for adult in adults.get(key, ())),
        )


def _born(found: tuple[int, str] | None, bundle: _Bundle, today: date) -> date | None:
    line, written = found or (0, "")
    if not written:
        return None
    try:
        born = date.fromisoformat(written[:10])
    except ValueError:
        born = date.max
    if born > today:
        bundle.remarks.append(
            Remark(line, f"demographics.csv: “{written}” is no date of birth and is left out.", refused=False)
        )
        return None
    return born


def _adults_of(living: Mapping[str, tuple[int, Row]], roles: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The adults of each child. A child may name its adults, and an adult its children; either is enough."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for key, (_, row) in living.items():
        agents = [agent.strip() for agent in row.get("agentSourcedIds", "").split(",") if agent.strip() in living]
        for agent in agents:
            if "student" in roles.get(key, ()) and roles.get(agent, set()) & _ADULTS:
                found[key][agent] = None
            elif "student" in roles.get(agent, ()) and roles.get(key, set()) & _ADULTS:
                found[agent][key] = None
    return {child: list(adults) for child, adults in found.items()}


def _adult(line: int, row: Row, roles: Mapping[str, set[str]], bundle: _Bundle) -> ReadAdult:
    numbers = []
    for key in ("sms", "phone"):
        if written := row.get(key, ""):
            if number := e164(written):
                numbers.append(number)
            else:
                says = f"users.csv: “{written}” is no telephone number and is left out."
                bundle.remarks.append(Remark(line, says, refused=False))
    said = roles.get(row["sourcedId"], set()) & _ADULTS
    return ReadAdult(
        family_name=row.get("familyName", "") or row.get("givenName", ""),
        given_name=row.get("givenName", "") if row.get("familyName") else "",
        relationship=min(said, default=""),
        emails=tuple(email for email in (row.get("email", ""),) if "@" in email),
        telephones=tuple(dict.fromkeys(numbers)),
        external_id=row["sourcedId"],
    )


def _staff(
    living: Mapping[str, tuple[int, Row]],
    roles: Mapping[str, set[str]],
    enrolled: Mapping[str, list[_Enrolled]],
    bundle: _Bundle,
) -> Iterator[ReadStaff]:
    for key, (line, row) in living.items():
        if not roles.get(key, set()) & _STAFF:
            continue
        if not row.get("familyName"):
            bundle.remarks.append(Remark(line, "users.csv: somebody who works at the school has no familyName."))
            continue
        taught = [each for each in enrolled.get(key, ()) if each.role == "teacher" and each.homeroom]
        yield ReadStaff(
            line=line,
            family_name=row["familyName"],
            given_name=row.get("givenName", ""),
            email=row.get("email", ""),
            external_id=key,
            teaches=tuple(dict.fromkeys(each.name for each in taught if each.primary or len(taught) == 1)),
        )
