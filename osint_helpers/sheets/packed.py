"""The zip a spreadsheet is, looked at before anything unpacks it; and its merged cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from osint_helpers.errors import SheetError
from osint_helpers.sheets.raw import ReadRule

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"
_SMALL: Final = 1 << 20  # bytes; below, no ratio is a bomb
_DECLARED: Final = ("<!DOCTYPE", "<!ENTITY")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN: Final = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_NUMBER: Final = re.compile(rb"\br\s*=\s*[\"'](\d{1,9})[\"']")
_MARKUP: Final = tuple(
    word.encode(code) for word in _DECLARED for code in ("ascii", "utf-16-le", "utf-16-be")
)


def fault(data: bytes, rule: ReadRule) -> tuple[str, str]:
    """Return why a file is not opened, and what to do; two empty texts when it is.

    The sizes of the zip's directory bind: `zipfile` unpacks no more of a part than they say.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            members = opened.infolist()
            large = _large(members, rule)
            if large:
                return f"{large}: it is not opened", "save the rows as CSV, or split the file"
            for one in members:
                if one.filename.endswith((".xml", ".rels")) and _declares(opened.read(one)):
                    what = f"its part {one.filename[:60]!r} declares entities"
                    return f"{what}, as no spreadsheet program does", "ask who sent it"
    except Exception as error:  # noqa: BLE001  (zipfile raises many kinds for broken bytes)
        return f"is a broken zip: {type(error).__name__}", "fetch or save the file again"
    return "", ""


def _large(members: list[zipfile.ZipInfo], rule: ReadRule) -> str:
    total = sum(one.file_size for one in members)
    if len(members) > rule.parts or total > rule.bytes:
        return f"unpacks to {total:,} bytes in {len(members):,} parts"
    for one in members:
        if one.file_size > max(_SMALL, rule.ratio * max(one.compress_size, 1)):
            packed = f"{one.compress_size:,}"
            return f"{one.filename[:60]!r} unpacks to {one.file_size:,} bytes from {packed}"
    return ""


def _declares(part: bytes) -> bool:
    return any(word in part for word in _MARKUP)


def check(data: bytes, file: str, rule: ReadRule) -> None:
    """Refuse a file that unpacks to too much, or holds what a spreadsheet never holds.

    Raises
    ------
    SheetError
        Naming the part.
    """
    what, advice = fault(data, rule)
    if what:
        raise SheetError(what, advice=advice, file=file)


def holds_macros(data: bytes) -> bool:
    """Say whether the file brings macros."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return any("vbaproject" in name.lower() for name in opened.namelist())


def merged_ranges(data: bytes, part: str) -> Iterator[str]:
    """Yield the merged ranges of a sheet, ``A2:A4``."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        whole = opened.read(part)
    if not _may_hold(whole, b"mergeCell"):
        return  # most sheets: walking through the XML takes as long as reading the rows
    with io.BytesIO(whole) as stream:
        for _, element in iterparse(stream, forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
            if name == "mergeCell":
                yield str(element.get("ref"))
            if name != "mergeCells":
                element.clear()


def _may_hold(part: bytes, word: bytes) -> bool:
    """Say whether a part of XML can hold a word; one that is not ASCII below may hold anything."""
    return word in part or b"\0" in part[:200]


def hidden(data: bytes, part: str) -> tuple[list[int], int]:
    """Return the numbers of the hidden rows of a sheet, and how many column ranges are hidden."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        whole = opened.read(part)
    rows = [int(n[1]) for tag in _ROW.finditer(whole) if _HIDDEN.search(tag[0])
            and (n := _NUMBER.search(tag[0]))]  # fmt: skip
    return rows, sum(_HIDDEN.search(tag[0]) is not None for tag in _COLUMN.finditer(whole))
