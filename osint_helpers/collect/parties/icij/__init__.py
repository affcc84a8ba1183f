"""Candidates in the ICIJ Offshore Leaks Database: its reconciliation service and its bulk files.

Being in it is no sign of wrongdoing; every result says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.gathering import Gathering
from osint_helpers.collect.given import Given
from osint_helpers.collect.parties.icij import bulk, candidates
from osint_helpers.collect.parties.icij.columns import (
    CANDIDATES,
    COLUMNS,
    FILES,
    LINKS,
    NODES,
    RELATIONS,
)
from osint_helpers.collect.parties.icij.source import MANIFEST, NO_WRONGDOING
from osint_helpers.collect.reading import Reading
from osint_helpers.errors import CollectError

__all__ = ["COLUMNS", "MANIFEST", "nodes", "reconcile", "relationships"]

BATCH = 10  # names in one question
SCHEMA = "https://offshoreleaks.icij.org/schema/oldb/{}"  # ids of the kinds of node
KINDS = ("entity", "officer", "intermediary", "address", "other")
MOST_ROWS = 500_000


def reconcile(
    client: Client, *, names: tuple[str, ...] = (), name: str = "", kind: str = "", limit: int = 10
) -> Collected:
    """Return candidates for names.

    Parameters
    ----------
    names
        Of companies or people.
    name
        One more, such as one with a comma, which a list in a table of pulls cannot hold.
    kind
        Kind of node: ``entity``, ``officer``, ``intermediary``, ``address``, ``other``; empty for
        any.
    limit
        Candidates for each name. Exactly as many as that count as cut off.

    Returns
    -------
    Collected
        One row a candidate, columns as :data:`.columns.CANDIDATES`, by name and rank. The score is
        the source's. A candidate is no identification, and being in the database no sign of
        wrongdoing: `meta.limits` and `meta.notes` say so.

    Raises
    ------
    CollectError
        When the question is none, or nothing came.
    SchemaChanged
        When candidates are not as documented.
    """
    wanted = tuple(dict.fromkeys(text for one in (*names, name) if (text := one.strip())))
    if not wanted or limit < 1 or kind not in {"", *KINDS}:
        raise CollectError(
            "there is nothing to look for", advice=f"give names, and a kind of {', '.join(KINDS)}"
        )
    question = {"names": wanted, "kind": kind, "limit": limit}
    got = Gathering(client, MANIFEST, "reconcile", question)
    got.note(NO_WRONGDOING)
    rows: list[dict[str, Any]] = []
    for at in range(0, len(wanted), BATCH):
        batch = wanted[at : at + BATCH]
        rows += _batch(got, batch, kind, limit, part=f"names {at + 1} to {at + len(batch)}")
    return got.collected(rows, CANDIDATES)


def nodes(
    given: Given, *, name: str, kinds: tuple[str, ...] = (), tolerated: tuple[str, ...] = ()
) -> Collected:
    """Return the nodes of the bulk archive whose name holds every word of a name.

    Parameters
    ----------
    given
        Path of ``full-oldb.….zip``, an answer, or a capture of a case.
    name
        Compared word by word without case, accents and punctuation, with every name of a node; for
        addresses with the address.
    kinds
        As in `reconcile`; empty for all.
    tolerated
        New columns to pass over.

    Returns
    -------
    Collected
        One row a node, columns as :data:`.columns.NODES`, in the order of the files. A file the
        archive lacks is a missing part.

    Raises
    ------
    CollectError
        When the archive is damaged or cut off, or too many nodes fit.
    SchemaChanged
        When a file has another header.
    """
    words = frozenset(bulk.fold(name).split())
    if not words or not set(kinds) <= set(KINDS):
        raise CollectError(
            "there is nothing to look for", advice=f"give a name, and kinds of {', '.join(KINDS)}"
        )
    got = Reading(MANIFEST, "nodes", {"name": name, "kinds": kinds})
    got.note(NO_WRONGDOING)
    files = [file for file, (kind, *_) in FILES.items() if not kinds or kind in kinds]
    rows: list[dict[str, Any]] = []
    with bulk.opened(got.take(given).path) as archive:
        held = bulk.members(archive)
        _lacking(got, files, held)
        for file in (one for one in files if one in held):
            for line, row in bulk.rows(archive, held[file], bulk.checked(file, tolerated)):
                if _fits(row, words):
                    rows.append(bulk.node(file, line, row))
                    _unread(got, rows[-1])
                    _few(rows)
    got.counted(len(rows))
    return got.collected(rows, NODES)


def relationships(
    given: Given, *, ids: Sequence[str], tolerated: tuple[str, ...] = ()
) -> Collected:
    """Return the relations of the bulk archive that begin or end at nodes.

    Parameters
    ----------
    given, tolerated
        As in `nodes`.
    ids
        Of nodes, as in the column ``party_id``.

    Returns
    -------
    Collected
        One row a relation, columns as :data:`.columns.LINKS`, in the order of the file; repetitions
        of the file are kept.

    Raises
    ------
    CollectError, SchemaChanged
        As `nodes`.
    """
    wanted = frozenset(str(one) for one in ids)
    got = Reading(MANIFEST, "relationships", {"ids": tuple(sorted(wanted))})
    got.note(NO_WRONGDOING)
    rows: list[dict[str, Any]] = []
    with bulk.opened(got.take(given).path) as archive:
        held = bulk.members(archive)
        _lacking(got, [RELATIONS], held)
        check = bulk.checked(RELATIONS, tolerated)
        for line, row in bulk.rows(archive, held[RELATIONS], check):
            if row["node_id_start"] in wanted or row["node_id_end"] in wanted:
                rows.append(bulk.link(line, row))
                _unread(got, rows[-1])
                _few(rows)
    got.counted(len(rows))
    return got.collected(rows, LINKS)


def _batch(
    got: Gathering, names: tuple[str, ...], kind: str, limit: int, *, part: str
) -> list[dict[str, Any]]:
    asked = {f"q{at}": name for at, name in enumerate(names)}
    queries = {
        key: {"query": name, "limit": limit, **({"type": SCHEMA.format(kind)} if kind else {})}
        for key, name in asked.items()
    }
    # the same question must be the same bytes: a capture is found by their hash
    form = {"queries": json.dumps(queries, ensure_ascii=True, sort_keys=True)}
    answer = got.ask("reconcile", part=part, form=form)
    if answer is None:
        return []
    tolerated = got.client.tolerated(MANIFEST)
    found = got.read(
        answer, lambda one: [candidates.parse(one.data, asked, tolerated=tolerated)], part=part
    )
    rows: list[dict[str, Any]] = []
    for held in found:
        for key, name in asked.items():
            if key not in held:
                got.miss(name, "the answer does not hold this name")
            elif len(held[key]) >= limit:
                got.cut(f"{name}: {len(held[key])} candidates came, as many as were asked for")
            rows += held.get(key, [])
        got.count(answer, len(rows) - 1)  # `read` counted the answer as one row
    return rows


def _fits(row: dict[str, str], words: frozenset[str]) -> bool:
    fields = ("name", "original_name", "former_name", "address")
    texts = [
        row[one] for one in fields if row.get(one) and (one != "address" or not row.get("name"))
    ]
    return any(words <= set(bulk.fold(text).split()) for text in texts)


def _lacking(got: Reading, files: list[str], held: dict[str, Any]) -> None:
    lacking = [file for file in files if file not in held]
    if len(lacking) == len(files):
        raise CollectError(
            f"the archive holds no {files[0]}", file=got.parts[-1].name,
            advice="name the archive full-oldb.….zip",
        )  # fmt: skip
    for file in lacking:
        got.miss(file, "the archive does not hold it")


def _unread(got: Reading, row: dict[str, Any]) -> None:
    if row["dates_unread"]:
        got.note("dates in an unknown form are missing in their column and stand in dates_unread")


def _few(rows: list[dict[str, Any]]) -> None:
    if len(rows) > MOST_ROWS:
        raise CollectError(f"more than {MOST_ROWS:,} rows fit", advice="ask for more words")
