"""Files to listings: the reader of each form, and what it left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.columns import frame
from osint_helpers.collect.given import File, file_of
from osint_helpers.collect.sanctions import eu_annexes, eu_list, ofac, uk_list, un_list
from osint_helpers.collect.sanctions.listing import LISTINGS
from osint_helpers.screening import formats, ftm, ftm_schema
from osint_helpers.screening.snapshots import Counts
from osint_helpers.screening.values import ScreeningError

if TYPE_CHECKING:
    import pandas as pd

_ROLES: Final = {"ofac-alt": "alt", "ofac-add": "add", "ofac-comments": "comments"}
_MAIN: Final = {"un-xml": ("UN Security Council", un_list.read),
                "eu-xml": ("EU FSF", eu_list.read),
                "uk-xml": ("UK Sanctions List", uk_list.read),
                "uk-csv": ("", uk_list.read)}  # fmt: skip
_NAMES: Final = {"SDN": "OFAC SDN", "CONS": "OFAC Consolidated"}
_ROWS: Final = re.compile(r"(\d+) rows")
_SHOWN: Final = 5  # lines that are named in one sentence
FTM_LIMITS: Final = (
    "An aggregate of many lists; the authority is each list itself.",
    "first_seen and last_change are days of the aggregator, never of a listing.",
    "Not found in this file means not found in this file of this date, and nothing more.",
)


class Found(NamedTuple):
    """What a file gave."""

    list: str
    stated_date: str
    sha256: str
    listings: pd.DataFrame
    counts: Counts
    fault: str
    parts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    limits: tuple[str, ...]


def read(path: Path, beside: Sequence[Path], which: str) -> Found:
    """Read a file, and those that go with it.

    Raises
    ------
    ScreeningError
        When it is no list, or a file beside it is none that goes with it.
    CollectError
        As the reader of the form.
    """
    if which not in _NAMES:
        raise ScreeningError(f"{which!r} is no list of OFAC", advice="SDN or CONS")
    held = file_of(path)
    form = formats.format_of(held)
    if form.name in _ROLES:
        raise ScreeningError("belongs to an OFAC CSV and is no list alone", file=path,
                             advice="name SDN.CSV first and this file beside it")  # fmt: skip
    if beside and form.name != "ofac-csv":
        raise ScreeningError("needs no further file", file=path,
                             advice="name each list on its own; only an OFAC CSV has "
                             "further files")  # fmt: skip
    if form.name == "ftm":
        return _ftm(held)
    if form == formats.EU_ANNEX:
        return _annexes(held, form)
    if form.name.startswith("ofac"):
        return _ofac(held, form, beside, which)
    name, reader = _MAIN[form.name]
    return _found(reader(path), held, form, name)


def _ofac(held: File, form: formats.Format, beside: Sequence[Path], which: str) -> Found:
    roles: dict[str, Path] = {}
    for one in beside:
        role = _ROLES.get(formats.format_of(file_of(one)).name)
        if role is None or role in roles:
            raise ScreeningError(
                "is no further file of an OFAC CSV" if role is None else f"is a second {role} file",
                file=one, advice="beside SDN.CSV go one ALT, one ADD and one COMMENTS file",
            )  # fmt: skip
        roles[role] = one
    got = ofac.read(held.path, alt=roles.get("alt"), add=roles.get("add"),
                    comments=roles.get("comments"), which=which)  # fmt: skip
    if form.name == "ofac-advanced":
        _same_list(got, held, which)
    return _found(got, held, form, _NAMES[which])


def _same_list(got: Collected, held: File, which: str) -> None:
    """Refuse an advanced XML that says it is the other list of OFAC."""
    told = {text for row in got.frame["other"] for text in row.get("List", ())}
    is_sdn = any("sdn" in text.lower() and "non-sdn" not in text.lower() for text in told)
    if told and is_sdn != (which == "SDN"):
        raise ScreeningError(
            f"is not the list {which}: its entries are of {', '.join(sorted(told))[:120]}",
            file=held.path, advice="say which=" + ("SDN" if is_sdn else "CONS"),
        )  # fmt: skip


def _found(got: Collected, held: File, form: formats.Format, name: str) -> Found:
    in_file, stated = formats.count(held, form)
    frame_ = got.frame
    if not name:  # the British CSV: its rows say which of the two lists it is
        name = str(frame_["list"].iloc[0]) if len(frame_) else "UK Sanctions List"
    read_units = _rows(got) if form.name == "uk-csv" else len(frame_)
    fault = got.meta.reason
    left_out: dict[str, int] = {}
    if in_file > read_units:
        left_out[f"not read: {fault or 'the reader gave no reason'}"] = in_file - read_units
    if in_file != read_units and not fault:
        fault = f"{in_file} {form.unit} stand in the file, {read_units} were read"
    dates = sorted(set(frame_["list_date"].dropna()))
    parts = tuple((one.name, one.sha256) for one in got.meta.parts[1:])
    counts = Counts(form.unit, in_file, stated, len(frame_), left_out)
    return Found(name, dates[0] if dates else "", held.part.sha256, frame_, counts, fault, parts,
                 got.meta.notes, got.meta.limits)  # fmt: skip


def _rows(got: Collected) -> int:
    """Return how many rows the British CSV gave: several make one entry."""
    found = [match for note in got.meta.notes if (match := _ROWS.fullmatch(note))]
    return int(found[0][1]) if found else -1


def _annexes(held: File, form: formats.Format) -> Found:
    parsed = eu_annexes.parse(held.unpacked())
    in_file, stated = formats.count(held, form)
    rows = [one.row(parsed.list_date, held.part.sha256) for one in parsed.entries]
    fault = "; ".join((*filter(None, [held.fault]), *parsed.faults))
    left_out: dict[str, int] = {}
    if in_file > len(rows):
        left_out[f"not read: {fault or 'the reader gave no reason'}"] = in_file - len(rows)
    if in_file != len(rows) and not fault:
        fault = f"{in_file} {form.unit} stand in the file, {len(rows)} were read"
    counts = Counts(form.unit, in_file, stated, len(rows), left_out)
    return Found(eu_annexes.LIST, parsed.list_date, held.part.sha256, frame(rows, LISTINGS), counts,
                 fault, (), tuple(parsed.notes), eu_annexes.LIMITS)  # fmt: skip


def _ftm(held: File) -> Found:
    with held.open() as stream:
        out = ftm.parse(stream)
    entries = out.parsed.entries
    if not entries and out.bad:
        line, why = out.bad[0]
        raise ScreeningError(f"is no entity: {why}", file=held.path, row=line,
                             advice="FollowTheMoney JSON lines have one entity a line")  # fmt: skip
    name = ftm_schema.LIST
    if len(out.datasets) == 1:
        name += f" {next(iter(out.datasets))}"
    for one in entries:
        one.on_list = name
    left_out = dict(out.aside)
    for _, why in out.bad:
        left_out[f"cannot be read: {_plain(why)}"] = (
            left_out.get(f"cannot be read: {_plain(why)}", 0) + 1
        )
    shown = ", ".join(f"line {line}: {why}" for line, why in out.bad[:_SHOWN])
    more = f" and {len(out.bad) - _SHOWN} more" if len(out.bad) > _SHOWN else ""
    fault = f"{len(out.bad)} lines cannot be read: {shown}{more}" if out.bad else ""
    bad = tuple(f"line {line} cannot be read: {why}" for line, why in out.bad)
    sha256 = held.part.sha256
    rows = [one.row("", sha256) for one in entries]
    counts = Counts("lines", out.lines, None, len(rows), left_out)
    return Found(name, "", sha256, frame(rows, LISTINGS), counts, fault, (),
                 (*out.parsed.notes, *bad), FTM_LIMITS)  # fmt: skip


def _plain(why: str) -> str:
    return "an id that stands on an earlier line" if why.startswith("the id ") else why
