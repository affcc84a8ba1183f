"""Read the bulk archive as a stream: nodes by name, relations by node; nothing is unpacked."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from osint_helpers.collect.columns import check_fields
from osint_helpers.collect.parties.icij import columns as c
from osint_helpers.collect.parties.icij.candidates import PAGE
from osint_helpers.collect.parties.party import Name, Party
from osint_helpers.errors import CollectError

MOST_BYTES: Final = 4 << 30  # of one member, unpacked; the largest has about 250 MB
_FIELD: Final = 1 << 20
_FORMS: Final = ("%d-%b-%Y", "%b %d, %Y", "%d/%m/%Y")
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


class _Capped(io.RawIOBase):
    """A member of an archive that may not give more bytes than allowed."""

    def __init__(self, file: Any, most: int) -> None:  # noqa: ANN401
        super().__init__()
        self._file, self._left = file, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        data = self._file.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise _broken("has a member that is larger than it may be")
        buffer[: len(data)] = data
        return len(data)


def fold(text: str) -> str:
    """Return a name for comparing: no accents, no case, no punctuation, single blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())


def members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the members that are read, by plain name; folders before a name are passed over.

    Raises
    ------
    CollectError
        When one is there twice, or is encrypted.
    """
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename.replace("\\", "/").rsplit("/", 1)[-1]
        if name not in {*c.FILES, c.RELATIONS}:
            continue
        if name in found:
            raise _broken(f"holds {name} twice")
        if info.flag_bits & 1:
            raise _broken("is encrypted")
        found[name] = info
    return found


def opened(path: Path) -> zipfile.ZipFile:
    """Open the archive.

    Raises
    ------
    CollectError
        When it is none, or is cut off.
    """
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _broken(f"cannot be opened: {error}") from None


def rows(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, check: Callable[[Collection[str]], object]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and values of each row of a member.

    Raises
    ------
    SchemaChanged
        What `check` raises for the header.
    CollectError
        When the member is damaged, cut off, no UTF-8, or a row has another number of values than
        the header.
    """
    name = info.filename.rsplit("/", 1)[-1]
    before = csv.field_size_limit(_FIELD)
    try:
        with archive.open(info) as file:
            text = io.TextIOWrapper(
                io.BufferedReader(_Capped(file, MOST_BYTES)), "utf-8-sig", newline=""
            )
            reader = csv.reader(text, strict=True)
            header = next(reader, [])
            check(header)
            for values in reader:
                if len(values) != len(header):
                    raise CollectError(
                        f"has {len(values)} values, its header {len(header)}",
                        file=name, row=reader.line_num, advice="fetch the archive again",
                    )  # fmt: skip
                yield reader.line_num, dict(zip(header, values, strict=True))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise _broken(f"is damaged in {name}: {error}") from None
    except UnicodeDecodeError as error:
        raise _broken(f"is not UTF-8 in {name}: {error.reason}") from None
    except csv.Error as error:
        raise _broken(f"has no readable rows in {name}: {error}") from None
    finally:
        csv.field_size_limit(before)


def checked(name: str, tolerated: Collection[str]) -> Callable[[Collection[str]], object]:
    """Return the check of a header."""
    needed, more = (c.LINK, c.LINK_MORE) if name == c.RELATIONS else c.FILES[name][1:]

    def check(header: Collection[str]) -> object:
        return check_fields(header, needed, more, where=name, tolerated=tolerated)

    return check


def node(name: str, line: int, row: Mapping[str, str]) -> dict[str, Any]:
    """Return a node, keyed as :data:`.columns.NODES`; what is empty stays missing."""
    held = {key: value.strip() or None for key, value in row.items()}
    names = [
        Name(text, kind)
        for kind, field in (
            ("as published", "name"), ("original", "original_name"), ("former", "former_name"),
        )
        if (text := held.get(field)) and (kind != "original" or text != held.get("name"))
    ]  # fmt: skip
    ident = held.get("node_id") or ""
    address = held.get("address")
    party = Party(
        "icij", ident, tuple(names) or (Name(address or "", "address"),),
        held.get("jurisdiction_description") or held.get("jurisdiction"), held.get("status"),
        (address,) if address else (), day(held.get("incorporation_date")),
        day(held.get("closed_date") or held.get("dorm_date")),
    )  # fmt: skip
    return {
        **party.row(),
        "node_type": c.FILES[name][0],
        "countries": tuple(one for one in (held.get("country_codes") or "").split(";") if one),
        "company_type": held.get("company_type") or held.get("type"),
        "service_provider": held.get("service_provider"),
        "register_number": held.get("ibcRUC"),
        "struck_off": day(held.get("struck_off_date")),
        "inactive": day(held.get("inactivation_date")),
        "leak": held.get("sourceID"),
        "valid_until": held.get("valid_until"),
        "note": held.get("note"),
        "dates_unread": _unread(held),
        "page": PAGE.format(ident),
        "file": name,
        "line": line,
    }


def link(line: int, row: Mapping[str, str]) -> dict[str, Any]:
    """Return a relation, keyed as :data:`.columns.LINKS`."""
    held = {key: value.strip() or None for key, value in row.items()}
    return {
        "start": held["node_id_start"],
        "end": held["node_id_end"],
        "kind": held["rel_type"],
        "link": held["link"],
        "status": held.get("status"),
        "valid_from": day(held.get("start_date")),
        "valid_to": day(held.get("end_date")),
        "leak": held["sourceID"],
        "dates_unread": _unread(held),
        "line": line,
    }


def day(text: str | None) -> str | None:
    """Return a date as ISO 8601; None for one in no known form.

    The leaks write ``06-JAN-2006``, ``Sep 25, 2012``, ``2006-01-06``, and others; a date with
    slashes is read only where day and month cannot be mistaken for each other.
    """
    if text is None:
        return None
    if _DAY.fullmatch(text):
        try:
            dt.date.fromisoformat(f"{text}-01-01"[:10])
        except ValueError:
            return None
        return text
    for form in _FORMS:
        try:
            found = dt.datetime.strptime(text.title(), form).date()  # noqa: DTZ007  (a date)
        except ValueError:
            continue
        if "/" not in form or found.day > 12 or found.day == found.month:
            return found.isoformat()
    return None


def _unread(held: Mapping[str, str | None]) -> tuple[str, ...]:
    dates = {key: text for key, text in held.items() if text and key.endswith("_date")}
    return tuple(f"{key} {text}" for key, text in dates.items() if day(text) is None)


def _broken(what: str) -> CollectError:
    return CollectError(f"the archive of the ICIJ {what}", advice="fetch the archive again")
