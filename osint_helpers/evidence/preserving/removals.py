"""Addresses whose capture was removed on purpose: a run does not bring them back by itself."""

from __future__ import annotations

from collections.abc import Iterable

from osint_helpers.evidence import history
from osint_helpers.evidence.loglines import Line
from osint_helpers.evidence.preserving import addresses


def removed(lines: Iterable[Line]) -> dict[str, str]:
    """Return the removed addresses of a log.

    Parameters
    ----------
    lines
        Of every analyst, from `ledger.lines`.

    Returns
    -------
    dict
        Key of the address (`addresses.key`) to when and why its capture was removed.
    """
    past = history.of_lines(lines)
    found: dict[str, str] = {}
    for done in past.done:
        begun = past.begun.get(str(done.facts.get("work", "")))
        for line in past.removed.get(str(done.facts.get("capture", "")), []):
            if begun is not None and begun.facts.get("url"):
                reason = f"its capture was removed {line.at[:10]} ({line.facts.get('reason', '')})"
                found[addresses.key(str(begun.facts["url"]))] = reason
    return found
