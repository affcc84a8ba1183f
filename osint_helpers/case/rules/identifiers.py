"""Numbers that look like identifiers must pass their check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from osint_helpers.case.rules.registry import Spot, cell, rows, rule
from osint_helpers.case.tables import NOT_PUBLISHED
from osint_helpers.identifiers import (
    IdentifierCheck,
    check_container,
    check_imo,
    check_lei,
    check_mmsi,
    check_vin,
)

if TYPE_CHECKING:
    from osint_helpers.case.model import Case

Checker = Callable[[str], IdentifierCheck]
_NUMBER: Final = r"(?:\s*(?:number|no\.?|nr\.?))?\s*[:#]?\s*"
# Found in running text. IMO and MMSI need their word in front, since any seven or nine digits
# can be a quantity; containers and VINs are told by their shape.
_LOOKS_LIKE: Final[tuple[tuple[re.Pattern[str], Checker], ...]] = (
    (re.compile(rf"\bIMO{_NUMBER}(\d{{5,9}})\b", re.IGNORECASE), check_imo),
    (re.compile(rf"\bMMSI{_NUMBER}(\d{{7,11}})\b", re.IGNORECASE), check_mmsi),
    (re.compile(r"\b([A-Z]{3}[UJZ][ -]?\d{6}[ -]?\d)\b"), check_container),
    (re.compile(rf"\bVIN{_NUMBER}([A-Z0-9]{{14,20}})\b"), check_vin),
    (re.compile(r"\b(?<!VIN )((?=\w*\d)(?=\w*[A-Z])[A-Z0-9]{17})\b"), check_vin),
)
_BY_KIND: Final[dict[str, Checker]] = {
    "imo": check_imo, "mmsi": check_mmsi, "container": check_container, "vin": check_vin,
    "lei": check_lei,
}  # fmt: skip
_ENTITY_TEXT: Final = ("name", "name_original", "role", "named_because", "note")
_CLAIM_TEXT: Final = ("about", "statement", "value", "value_as_printed", "note")
_OTHER: Final = (("items", ("name", "note")), ("readings", ("value", "note")))
_ADVICE: Final = "compare with the source; keep the value as printed"


def wrong(text: str) -> Iterator[str]:
    """Yield what is wrong with each number in `text` that fails the check of its kind."""
    seen: set[str] = set()
    for pattern, check in _LOOKS_LIKE:
        for found in pattern.finditer(text):
            outcome = check(found[1])
            if outcome.valid is False and found[1] not in seen:
                seen.add(found[1])
                yield f"{outcome.kind} {found[1]}: {outcome.reason}"


@rule("E172", "the serial of an item fails the check of its kind")
def serials(case: Case) -> Iterator[Spot]:
    """Check ``items.serial`` by ``serial_kind`` (imo, mmsi, container, vin, lei) or by its form."""
    for index, row in rows(case, "items"):
        if row["serial"] == NOT_PUBLISHED:
            continue
        check = _BY_KIND.get(row["serial_kind"].lower())
        outcome = check(row["serial"]) if check else None
        faults = list(wrong(row["serial"])) if outcome is None else []
        if outcome is not None and outcome.valid is False:
            faults = [f"{outcome.kind} {row['serial']}: {outcome.reason}"]
        for what in faults:
            yield cell(case, "items", index, "serial", what, _ADVICE)


@rule("E173", "an identifier of an entity fails its check")
def entity_numbers(case: Case) -> Iterator[Spot]:
    """Look for identifiers in the words of entities.csv."""
    for index, row in rows(case, "entities"):
        for column in _ENTITY_TEXT:
            for what in wrong(row[column]):
                yield cell(case, "entities", index, column, what, _ADVICE)


@rule("W216", "an identifier in a claim or a text fails its check")
def numbers_in_text(case: Case) -> Iterator[Spot]:
    """Look for identifiers in claims, readings, notes and prose; a source may misprint one."""
    for table, columns in (("claims", _CLAIM_TEXT), *_OTHER):
        for index, row in rows(case, table):
            for column in columns:
                for what in wrong(row[column]):
                    yield cell(case, table, index, column, what, _ADVICE)
    for name, text in sorted(case.texts.items()):
        for line, words in enumerate(text.splitlines(), start=1):
            for what in wrong(words):
                yield Spot(f"text/{name}.md", line, "", what, _ADVICE)
