"""A draft for the certificate of a qualified person; the blanks stay blank."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.case import captured as join
from osint_helpers.evidence import record, sealing
from osint_helpers.evidence.plain import plain
from osint_helpers.exhibits.exhibit import Exhibit
from osint_helpers.exhibits.tables import common
from osint_helpers.exhibits.tables.captures import NO_NUMBER, address, count, sentences

if TYPE_CHECKING:
    from osint_helpers.case import Case

BLANK: Final = "____"
DRAFT: Final = (
    "DRAFT: prepared by software, to be completed, corrected and signed by a qualified person, "
    "after advice of counsel."
)
_LONGEST: Final = 500
# 28 U.S.C. 1746, the two forms as the statute words them.
OUTSIDE: Final = (
    "I declare (or certify, verify, or state) under penalty of perjury under the laws of the "
    "United States of America that the foregoing is true and correct. Executed on (date). "
    "(Signature)"
)
INSIDE: Final = (
    "I declare (or certify, verify, or state) under penalty of perjury that the foregoing is "
    "true and correct. Executed on (date). (Signature)"
)
_RECORDS: Final = (
    (
        "For an address the system records: the address in the form in which it was asked, without "
        "the part behind # and with keys replaced by the word REDACTED, and every redirect; start "
        "and end in UTC by the clock of the machine, and the time in the answer of the server; the "
        "peer address, the version and cipher of TLS and the SHA-256 of the certificate of the "
        "server; the request headers, keys replaced likewise; the bytes of the answer as they came "
        "(wire.warc) and the decoded body as a file; the SHA-256 of each file; whether the body is "
        "complete and, if not, why."
    ),
    "For a file handed over it records the name, how it was said to be obtained, and its SHA-256.",
)
_FAILS: Final = (
    (
        "It fetches one address and does not run the scripts of a page, load its pictures or log "
        "in: a page that is put together by scripts, or shown to members only, is not what a "
        "person saw."
    ),
    (
        "A text layer or a picture of a page is made by a further program, which its record names, "
        "and can differ from what a person reads or sees."
    ),
    (
        "A server can answer differently by time, place, language, cookie or program; the capture "
        "holds one answer to one request."
    ),
    (
        "A limit of time or size, or a connection that ends early, cuts a body. The record then "
        "says that it is not complete."
    ),
    (
        "The time is that of the machine. It is wrong when the clock is wrong; the difference to "
        "the time in the answer of the server is recorded where the server gives one."
    ),
    (
        "A page that asks for a login or for proof of a human reader is recognised by signs and "
        "can be missed."
    ),
    (
        "Before a seal is made and its hash is known to somebody else, changes made by whoever "
        "holds the folder to files, records and log together leave no trace."
    ),
)
_PROCESS: Final = (
    "The SHA-256 (FIPS 180-4) of each file was computed when it was captured and written to "
    "capture.json beside it. A copy is compared with the original by computing the SHA-256 of "
    "the copy and comparing the values, for example with sha256sum -c on the list of a seal. "
    "Equal values show that copy and original are identical. Result of the comparison, by whom, "
    f"when and on which copy: {BLANK}"
)
Block = tuple[str, str]  # kind of a block of prose, text


def certificate(
    case: Case,
    exhibit_id: str,
    *,
    title: str = "Draft of a certificate under Fed. R. Evid. 902(13) and (14)",
    caption: str = "",
) -> Exhibit:
    """Return a draft certificate with blanks; nothing captured, then a sentence and no draft.

    Software, versions, limits, handles, times and hashes are those of the captures. Name, role,
    training, date, place and signature are never filled in. The captures with a number are
    listed; all, when none has one.
    """
    rows = common.rows_of(join.captures(case))
    if not rows:
        text = "No draft is made: nothing is captured in this case, so there is nothing to certify."
        return sentences(exhibit_id, title, caption, [text])
    kept = [one.record for one in record.captures(case.folder)]
    blocks: list[Block] = [
        ("p", DRAFT),
        *_who(),
        ("h3", "The system"),
        *_system(kept),
        ("h3", "What was done"),
        *(("li", text) for text in _done(rows)),
        ("p", f"Where, and on which machine: {BLANK}"),
        ("h3", "How originals and copies are compared"),
        ("p", _PROCESS),
        ("p", _seal(case)),
        ("h3", "Exhibits"),
        *_exhibits(rows, list(case.exhibits["capture"])),
        ("h3", "Declaration (28 U.S.C. 1746)"),
        ("p", "Executed within the United States, its territories, possessions, or commonwealths:"),
        ("quote", INSIDE),
        ("p", "Executed without the United States:"),
        ("quote", OUTSIDE),
        *(("p", f"{what}: {BLANK}") for what in ("Place", "Date", "Signature")),
    ]
    spec = {
        "blocks": [
            {"kind": kind, "runs": [{"text": text, **({"strong": True} if n == 0 else {})}]}
            for n, (kind, text) in enumerate(blocks)
        ]
    }
    return Exhibit("prose", exhibit_id, title, caption, spec)


def _who() -> list[Block]:
    return [
        ("h3", "The person"),
        ("p", f"Name: {BLANK}"),
        ("p", f"Role: {BLANK}"),
        ("p", f"Training and experience with this system: {BLANK}"),
        ("p", f"What is stated of own knowledge, and what on the records named: {BLANK}"),
    ]


def _system(kept: Sequence[dict[str, Any]]) -> list[Block]:
    """Return tool, versions and limits as the captures record them, and the known failures."""
    versions = Counter(_program(one.get("tool")) for one in kept)
    limits = Counter(_pairs(one.get("limits")) for one in kept if one.get("kind") == "fetched")
    blocks: list[Block] = [
        ("p", "The captures were made by the program named in their records:"),
        *(("li", f"{text}: {count(n, 'capture')}") for text, n in sorted(versions.items())),
    ]
    if limits:
        blocks += [("p", "Limits that were set:")]
        blocks += [("li", f"{text}: {count(n, 'capture')}") for text, n in sorted(limits.items())]
    blocks += [("p", text) for text in _RECORDS]
    blocks += [("p", "Known cases in which it does not give what a reader may expect:")]
    return [*blocks, *(("li", text) for text in _FAILS)]


def _program(tool: object) -> str:
    """Return name and version of the program, then what it ran on."""
    if not isinstance(tool, dict) or not tool:
        return "not recorded"
    rest = {key: value for key, value in tool.items() if key not in ("name", "version")}
    name = plain(f"{tool.get('name', '')} {tool.get('version', '')}".strip(), _LONGEST)
    return f"{name} ({_pairs(rest)})" if rest else name


def _pairs(found: object) -> str:
    """Return the facts of a record in one line, in the order of their names."""
    if not isinstance(found, dict) or not found:
        return "not recorded"
    parts = (f"{key} {_value(value)}" for key, value in sorted(found.items()))
    return plain(", ".join(parts), _LONGEST)


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _done(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return for each handle what it captured, and between which times."""
    by_who: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_who.setdefault(row["who"], []).append(row)
    names = {"fetched": "fetched", "file": "handed over", "derived": "made from other captures"}
    texts = []
    for who, own in sorted(by_who.items()):
        times = sorted(row["at"] for row in own)
        kinds = Counter(row["kind"] for row in own)
        parts = ", ".join(f"{n} {names.get(kind, kind)}" for kind, n in sorted(kinds.items()))
        texts.append(
            f"Handle {who}: {count(len(own), 'capture')} ({parts}), begun between "
            f"{join.second(times[0])} and {join.second(times[-1])}"
        )
    return [*texts, f"Person behind each handle: {BLANK}"]


def _seal(case: Case) -> str:
    found = sealing.seals(case.folder)
    if not found:
        return "No seal has been made of the list of values."
    newest = max(found, key=lambda seal: seal.number)
    return (
        f"The list of values was sealed on {join.second(newest.at)} by the clock of the machine "
        f"(seal {newest.number:04d}, SHA-256 {newest.sha256}). {_left(case)}".rstrip()
    )


def _left(case: Case) -> str:
    """Name what the seal does not say: the captures that came after it."""
    number = sealing.pending(case.folder).captures
    if not number:
        return ""
    return f"{count(number, 'capture')} made since {'is' if number == 1 else 'are'} under no seal."


def _exhibits(rows: Sequence[dict[str, Any]], order: list[str]) -> list[Block]:
    numbered = [row for row in rows if row["exhibit"]]
    listed = sorted(numbered, key=lambda row: order.index(row["capture"])) or list(rows)
    left = len(rows) - len(listed)
    blocks: list[Block] = [("li", _exhibit(row)) for row in listed]
    if left:
        text = f"{count(left, 'capture')} without a number {'is' if left == 1 else 'are'}"
        blocks.append(("p", f"{text} not listed here."))
    return blocks


def _exhibit(row: dict[str, Any]) -> str:
    whole = "complete" if row["complete"] else "not complete"
    value = f"SHA-256 {row['sha256']}" if row["sha256"] else "no body"
    # The address of a file is what somebody stated; the draft does not put it in a mouth.
    of = address(row["url"]) if row["kind"] == "fetched" else plain(row["title"], _LONGEST)
    return (
        f"{row['exhibit'] or NO_NUMBER}, {f'{of}, ' if of else ''}capture {row['capture']}, "
        f"{join.second(row['at'])}, {count(row['bytes'], 'byte')}, {whole}: {value}"
    )
