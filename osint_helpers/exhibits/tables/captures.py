"""What was captured: one entry a capture, with its hashes; and what was removed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import captured as join
from osint_helpers.evidence import history, ledger, record
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.table.spec import Cell, cell
from osint_helpers.exhibits.tables import common

if TYPE_CHECKING:
    from osint_helpers.case import Case

_COLUMNS: Final = {
    "exhibit": "Exhibit",
    "title": "Title",
    "address": "Address",
    "final": "Ended at",
    "at": "Begun",
    "clock": "Clocks",
    "who": "By",
    "obtained": "How obtained",
    "complete": "Complete",
    "outcome": "Outcome",
    "bytes": "Bytes",
    "sha256": "SHA-256 of the body",
    "record_sha256": "SHA-256 of capture.json",
    "capture": "Capture",
    "derived": "Derived from",
    "sources": "Captured for",
    "note": "Note",
}
NO_NUMBER: Final = "no number"
_LONGEST_TITLE: Final = 300
_LONGEST_URL: Final = 2000
Row = dict[str, Any]


def captured(
    case: Case, exhibit_id: str, *, title: str = "Captured exhibits", caption: str = ""
) -> Exhibit:
    """Return every capture of the case, those with a number first; its anchor is ``capture-<id>``.

    A capture that the log or ``exhibits.csv`` names and the folder does not hold has an entry
    too, with the reason of its removal and the hashes of its tombstone. Without any capture it
    is a sentence that says so.
    """
    rows = common.rows_of(join.captures(case))
    gone = absent(case, {row["capture"] for row in rows})
    if not rows and not gone:
        return sentences(exhibit_id, title, caption, _none(case))
    kept = {one.id: one.record for one in record.captures(case.folder)}
    notes = {row["capture"]: row["note"] for row in common.rows_of(case.exhibits) if row["note"]}
    made = {row["capture"]: _entry(row, kept[row["capture"]], notes) for row in rows}
    made |= {row["capture"]: _absent_entry(row, notes) for row in gone}
    order = [*dict.fromkeys(case.exhibits["capture"]), *sorted(made)]
    order = [one for one in dict.fromkeys(order) if one in made]
    return common.build(
        exhibit_id,
        title,
        caption,
        _COLUMNS,
        [made[one] for one in order],
        provenance="Captured: what the record of each capture says. Titles and addresses are "
        "those of the page and were not checked. Hash of the body: taken when it was captured. "
        "Hash of capture.json: taken when this exhibit was made. Clocks: the time in the answer "
        "of the server, which has whole seconds, less that of the machine that captured.",
        row_ids=[("capture", one) for one in order],
        main=("title", "address"),
    )


def sentences(exhibit_id: str, title: str, caption: str, texts: Iterable[str]) -> Exhibit:
    """Return a prose exhibit with one paragraph a text."""
    blocks = [{"kind": "p", "runs": [{"text": text}]} for text in texts]
    return Exhibit("prose", exhibit_id, title, caption, {"blocks": blocks})


def address(url: str, longest: int = _LONGEST_URL) -> str:
    """Return an address as text; one that had to be cut or escaped loses its scheme.

    Without a scheme it becomes no link: a link must lead to what was asked and nowhere else.
    """
    shown = plain(url, longest)
    return shown if shown == url else plain(url.partition("://")[2] or url, longest)


def count(number: int, noun: str, nouns: str = "") -> str:
    """Return a number with its noun: ``1 capture``, ``1,200 captures``."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def _none(case: Case) -> list[str]:
    addressed = int((case.sources["url"] != "").sum())
    return [
        (
            f"No source of this case is captured. Sources cited: {len(case.sources)}, by address: "
            f"{addressed}."
        ),
        (
            "What a source said must be looked up where it was published. From this file nobody "
            "can show what a page said when it was read, or that it has not changed since, and no "
            "hash of a source can be given."
        ),
    ]


def absent(case: Case, present: Iterable[str]) -> list[Row]:
    """Return what the log or ``exhibits.csv`` names as a capture and the folder does not hold.

    One row each: ``capture``, ``exhibit``, ``title``, ``removed`` (as logged, or None).
    """
    lines = ledger.lines(case.folder)
    removed = {one.capture: one for one in history.removals(lines)}
    named = dict.fromkeys(case.exhibits["capture"])
    for line in lines:
        if line.event in ("capture.done", "capture.removed"):
            named[str(line.facts.get("capture", ""))] = None
    numbers: dict[str, list[str]] = {}
    titles = {row["capture"]: row["title"] for row in common.rows_of(case.exhibits)}
    for row in common.rows_of(case.exhibits):
        numbers.setdefault(row["capture"], []).append(row["exhibit"])
    here = set(present)
    return [
        {
            "capture": name,
            "exhibit": "; ".join(numbers.get(name, ())),
            "title": titles.get(name, ""),
            "removed": removed.get(name),
        }
        for name in named
        if name and name not in here
    ]


def _entry(row: Row, kept: Mapping[str, Any], notes: Mapping[str, str]) -> list[Cell | str]:
    final = str(kept.get("url_final") or "")
    reason = plain(row["reason"], _LONGEST_TITLE)
    complete = "yes" if row["complete"] else f"no: {reason}" if reason else "no"
    origin = kept.get("derived_from") or {}
    parent = str(origin.get("capture", "")) if isinstance(origin, dict) else ""
    return [
        row["exhibit"] or NO_NUMBER,
        plain(row["title"], _LONGEST_TITLE) or cell("no title", mark="not-published"),
        address(row["url"]),
        address(final) if final != row["url"] else "",
        join.second(row["at"]),
        _clocks(kept),
        row["who"],
        _obtained(kept),
        cell(complete, mark="" if row["complete"] else "disagrees"),
        join.outcome_words(row["outcome"]),
        f"{row['bytes']:,}" if row["body"] else "no body",
        row["sha256"],
        row["record_sha256"],
        row["capture"],
        cell("", [("capture", parent)] if parent else []),
        common.sources_cell(row["sources"]),
        notes.get(row["capture"], ""),
    ]


def _absent_entry(row: Row, notes: Mapping[str, str]) -> list[Cell | str]:
    made: dict[str, Cell | str] = dict.fromkeys(_COLUMNS, "")
    made |= {
        "exhibit": row["exhibit"] or NO_NUMBER,
        "title": row["title"] or cell("no title", mark="not-published"),
        "capture": row["capture"],
        "note": notes.get(row["capture"], ""),
    }
    gone = row["removed"]
    if gone is None:
        what = "not in the case folder, and no removal is logged"
        return list((made | {"outcome": cell(what, mark="disagrees")}).values())
    reason = plain(gone.reason, _LONGEST_TITLE)
    made |= {
        "outcome": cell(f"removed {join.second(gone.at)} by {gone.who}: {reason}"),
        "sha256": _hash_in(gone.files, "body."),
        "record_sha256": _hash_in(gone.files, "capture.json"),
    }
    return list(made.values())


def _hash_in(files: Mapping[str, str], start: str) -> str:
    """Return the hash of the file of a tombstone whose name begins so; empty when none does."""
    return next((plain(files[name], 64) for name in files if name.startswith(start)), "")


def _clocks(kept: Mapping[str, Any]) -> str:
    """Return how far the clocks of server and machine lay apart, at the last hop that says so."""
    found = [
        float(hop["server_minus_local_s"])
        for hop in _hops(kept)
        if isinstance(hop.get("server_minus_local_s"), int | float)
    ]
    if not found:
        return "no time in the answer" if kept.get("kind") == "fetched" else ""
    return f"server minus machine {found[-1]:+.1f} s"


def _obtained(kept: Mapping[str, Any]) -> str:
    """Return how the bytes were obtained, in one line."""
    if kept.get("kind") == "file":
        return f"file handed over: {plain(str(kept.get('obtained', '')), _LONGEST_TITLE)}"
    if kept.get("kind") == "derived":
        method = kept.get("method") or {}
        words = [str(method.get(key, "")) for key in ("name", "version")]
        return plain(f"made by {' '.join(word for word in words if word)}", _LONGEST_TITLE)
    hops = _hops(kept)
    last = hops[-1] if hops else {}
    tls = last.get("tls") or {}
    parts = [
        "fetched from the network",
        f"status {last['status']}" if last.get("status") else "",
        str(tls.get("version", "")) if isinstance(tls, dict) else "",
        f"peer {last['peer']}" if last.get("peer") else "",
        f"{len(hops) - 1} redirects" if len(hops) > 2 else "1 redirect" if len(hops) == 2 else "",
        "with an exception for the certificate" if kept.get("certificate_exception") else "",
        "from an address that was allowed by name" if kept.get("allowed_addresses") else "",
    ]
    return plain(", ".join(part for part in parts if part), _LONGEST_TITLE)


def _hops(kept: Mapping[str, Any]) -> list[dict[str, Any]]:
    hops = kept.get("hops") or []
    return [hop for hop in hops if isinstance(hop, dict)] if isinstance(hops, list) else []
