"""Which source of a case is captured: the captures of the folder, joined to its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case.asked import only_open
from osint_helpers.evidence import frames, hashing, layout, record
from osint_helpers.evidence.outcomes import OUTCOMES, SOUND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from osint_helpers.case.model import Case
    from osint_helpers.evidence.record import Capture

CAPTURED: Final = "captured"
IN_PART: Final = "captured in part"
NOT_OBTAINED: Final = "not obtained"
NOT_CAPTURED: Final = "not captured"
CITED: Final = "cited, not captured"  # what is printed for a source without a capture
_CAPTURES: Final = ("capture", "exhibit", "sources", *frames.CAPTURES[1:])
_SOURCES: Final = ("source", "state", "text", "capture", "exhibit", "sha256", "at")
# The server answered in full, with something else than what the address is cited for.
_SOMETHING_ELSE: Final = ("http-status", "login-wall", "challenge-page")
_SHOWN_DIGITS: Final = 16

Row = dict[str, Any]


def captures(case: Case) -> pd.DataFrame:
    """Return every capture of the case folder, sorted by id.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    pandas.DataFrame
        One row a capture, those left out whose removal is logged: ``capture`` (its id),
        ``exhibit`` (its number in ``exhibits.csv``, several joined by ``"; "``), ``sources``
        (tuple of the ids of the sources it is of; what
        was derived has those of the capture it comes from), ``kind``, ``title``, ``at`` (start,
        UTC), ``who``, ``why``, ``url`` (as asked, or as stated for a file), ``outcome``,
        ``complete``, ``reason``, ``body`` (name of the file or ``""``), ``bytes`` and ``sha256``
        of the body, ``record_sha256`` of ``capture.json``.

    Raises
    ------
    EvidenceError
        When the record of a capture cannot be read or lacks a field.
    """
    import pandas as pd

    found = _kept(case)
    owners = owners_of(case, found)
    numbers = _numbers(case)
    titles = {row["capture"]: row["title"] for row in _rows(case) if row["title"]}
    rows = [_row(one, owners[one.id], numbers, titles) for one in found]
    return pd.DataFrame(rows, columns=list(_CAPTURES))


def sources(case: Case) -> pd.DataFrame:
    """Return for every source, in the order of ``sources.csv``, what of it is captured.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    pandas.DataFrame
        ``source``; ``state``: ``captured``, ``captured in part``, ``not obtained`` or ``not
        captured``; ``text``: the words to print; ``capture``, ``exhibit``, ``sha256`` (of its
        body) and ``at`` of the capture the text names, ``""`` where there is none. Of several
        captures the earliest sound one is named, else the earliest in part, else the last
        attempt. What was derived from a capture is never the capture of a source. Of a source of a
    gathered case the text names that case, in whose report the capture stands.

    Raises
    ------
    EvidenceError
        As :func:`captures`.
    """
    import pandas as pd

    there = {row["source"]: row for part in case.parts for row in _of_part(part)}
    own: dict[str, list[Row]] = {}
    for row in captures(case).to_dict("records"):
        for source in row["sources"] if row["kind"] != "derived" else ():
            own.setdefault(source, []).append({str(key): value for key, value in row.items()})
    given = {(row["capture"], row["source"]): row["exhibit"] for row in _rows(case)}
    rows = [
        there.get(source) or _state(source, own.get(source, []), given)
        for source in case.sources["source"]
    ]
    return pd.DataFrame(rows, columns=list(_SOURCES))


def _of_part(part: Case) -> list[Row]:
    """Return what a gathered case has captured of its sources, without links into its report."""
    from osint_helpers.case.gathering import name_in

    rows = [{str(key): value for key, value in row.items()}
            for row in sources(part).to_dict("records")]  # fmt: skip
    return [
        row | {
            "source": name_in(part, row["source"]),
            "text": row["text"] if row["state"] == NOT_CAPTURED else f"{row['text']}, {part.id}",
            "capture": "", "exhibit": "",
        }
        for row in rows
    ]  # fmt: skip


def outcome_words(outcome: str, reason: str = "") -> str:
    """Return what became of a capture in words; ``reason`` where the outcome alone says less."""
    if outcome in SOUND and reason:
        return reason
    return OUTCOMES.get(outcome, outcome)


def second(moment: str) -> str:
    """Return a moment of the log as printed: ``2026-11-21 17:27:45 UTC``."""
    if not moment:
        return "at a time not recorded"
    return f"{moment[:10]} {moment[11:19]} UTC"


def address(url: str) -> str:
    """Return a URL as it is compared: in the one form it is asked, no fragment, no final slash.

    A slash in or before a query stays, since it can name another page.
    """
    from osint_helpers.evidence.preserving.addresses import key

    return key(url.strip())


def _rows(case: Case) -> list[Row]:
    return [
        {str(key): value for key, value in row.items()}
        for row in case.exhibits.to_dict("records")
    ]  # fmt: skip


def _numbers(case: Case) -> dict[str, list[str]]:
    """Return capture -> its exhibit numbers, in the order of ``exhibits.csv``."""
    numbers: dict[str, list[str]] = {}
    for row in _rows(case):
        numbers.setdefault(row["capture"], []).append(row["exhibit"])
    return numbers


def owners_of(case: Case, found: Sequence[Capture]) -> dict[str, tuple[str, ...]]:
    """Return id of a capture -> sources it is of, in the order of ``sources.csv``."""
    pages: dict[str, list[str]] = {}
    for source, url in zip(case.sources["source"], case.sources["url"], strict=True):
        if url:
            pages.setdefault(address(url), []).append(source)
    order = {source: n for n, source in enumerate(case.sources["source"])}
    named: dict[str, set[str]] = {}
    for row in _rows(case):
        if row["source"]:
            named.setdefault(row["capture"], set()).add(row["source"])
    own: dict[str, set[str]] = {}
    for one in found:
        shown = () if one.not_the_page else one.addresses
        addresses = [*shown, str(one.record.get("url_stated") or "")]
        reached = {source for url in addresses if url for source in pages.get(address(url), ())}
        own[one.id] = reached | named.get(one.id, set())
    parents = {one.id: _parent(one) for one in found}
    return {
        name: tuple(sorted(_with_parents(name, own, parents), key=lambda s: order.get(s, 0)))
        for name in own
    }


def _parent(one: Capture) -> str:
    """Return the capture a derived one was made from; empty for all others."""
    origin = one.record.get("derived_from") if one.record.get("kind") == "derived" else None
    return str(origin.get("capture", "")) if isinstance(origin, dict) else ""


def _with_parents(
    name: str, own: Mapping[str, set[str]], parents: Mapping[str, str]
) -> set[str]:  # fmt: skip
    """Return the sources of a capture and of all it was derived from; a circle ends it."""
    seen: dict[str, None] = {}
    while name in own and name not in seen:
        seen[name] = None
        name = parents[name]
    return {source for one in seen for source in own[one]}


def _row(
    one: Capture,
    owners: tuple[str, ...],
    numbers: Mapping[str, list[str]],
    titles: Mapping[str, str],
) -> Row:
    """Return a row of the folder, with what the tables of the case say of the capture."""
    row = frames.row(one)
    return row | {
        "exhibit": "; ".join(numbers.get(one.id, ())),
        "sources": owners,
        "title": titles.get(one.id) or row["title"],
    }


def _kept(case: Case) -> list[Capture]:
    """Return the captures but those whose removal is logged: what is left of them is to go."""
    from osint_helpers.evidence import history, ledger

    past = history.of_lines(ledger.lines(case.folder))
    return [
        one for one in record.captures(case.folder)
        if one.id not in past.removed
        or past.tombstone(one.id, hashing.of_file(one.folder / layout.RECORD)) is None
    ]  # fmt: skip


def standing(row: Row) -> str:
    """Return the state one capture gives its source."""
    if row["complete"] and row["outcome"] in SOUND:
        return CAPTURED
    kept = row["bytes"] > 0 and row["outcome"] not in _SOMETHING_ELSE
    return IN_PART if kept else NOT_OBTAINED


def _state(source: str, own: Sequence[Row], given: Mapping[tuple[str, str], str]) -> Row:
    by_state: dict[str, list[Row]] = {}
    for row in sorted(own, key=lambda row: (row["at"], row["capture"])):
        by_state.setdefault(standing(row), []).append(row)
    state = next((s for s in (CAPTURED, IN_PART, NOT_OBTAINED) if s in by_state), NOT_CAPTURED)
    blank = dict.fromkeys(_SOURCES, "")
    if state == NOT_CAPTURED:
        return blank | {"source": source, "state": state, "text": CITED}
    alike = by_state[state]
    shown = alike[-1] if state == NOT_OBTAINED else alike[0]
    number = given.get((shown["capture"], source)) or shown["exhibit"]
    return {
        "source": source,
        "state": state,
        "text": _text(state, shown, number, len(alike) - 1),
        "exhibit": number,
        **{key: shown[key] for key in ("capture", "sha256", "at")},
    }


def _text(state: str, shown: Row, number: str, others: int) -> str:
    exhibit, at = (f", exhibit {number}" if number else ""), second(shown["at"])
    if state == CAPTURED:
        more = f", and {others} more" if others else ""
        return f"captured {shown['sha256'][:_SHOWN_DIGITS]}{exhibit}, {at}{more}"
    words = outcome_words(shown["outcome"], shown["reason"])
    if state == IN_PART:
        more = f"; and {others} more in part" if others else ""
        return f"captured in part: {words}{exhibit}, {at}{more}"
    more = f" (last of {others + 1} attempts)" if others else ""
    return f"not obtained: {words}{exhibit}, on {at}{more}"


only_open(globals())
