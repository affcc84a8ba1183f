"""Which parts of the evidence an edition holds: read from its exhibits, never from the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers.exhibits.tables.certificate import DRAFT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from osint_helpers.exhibits.exhibit import Exhibit

HASHES: Final = "hashes of captured sources"
SEAL: Final = "the seal over the case"
LOG: Final = "the extract of the evidence log"
CERTIFICATE: Final = "the draft certificate"
_PART_OF_ROW: Final = {"capture": HASHES, "seal": SEAL, "log": LOG}


def missing(exhibits: Iterable[Exhibit]) -> list[str]:
    """Return the parts that no exhibit shows, in words.

    An exhibit that only says that there is nothing to show (no capture, no seal) is prose and
    shows no part: the report then names the part as absent.
    """
    shown = {part for one in exhibits for part in _parts(one)}
    return [part for part in (HASHES, SEAL, LOG, CERTIFICATE) if part not in shown]


def _parts(one: Exhibit) -> set[str]:
    if one.kind == "table":
        kinds = {ref[0] for ref in one.spec["row_ids"] if ref is not None}
        return {part for kind, part in _PART_OF_ROW.items() if kind in kinds}
    if one.kind == "prose" and one.spec["blocks"][0]["runs"][0]["text"].startswith(DRAFT):
        return {CERTIFICATE}
    return set()
