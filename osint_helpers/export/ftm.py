"""A case as FollowTheMoney entities and statements, with an account of what the model cannot hold.

The library is not needed to write them; the names of its model stand in ``data/reference/ftm``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.export import ftm_movement, ftm_parties, ftm_sources
from osint_helpers.export.account import Account, by_reason
from osint_helpers.export.ftm_builder import Builder
from osint_helpers.export.ftm_judgements import judgement_lines
from osint_helpers.export.things import Things, all_readings

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.case.model import Case

Json = dict[str, Any]
NO_ARGUMENT: Final = "the reasoning of the case: the model has no schema for it"
_WHOLE: Final = {
    "origins": "who rests on whom: the model knows no lineage of sources",
    "contradictions": "every version is exported; that two contradict each other stands in words",
    "resolutions": "every version is exported, never the chosen one alone",
    "checks": NO_ARGUMENT, "judgements": NO_ARGUMENT, "questions": NO_ARGUMENT,
    "hypotheses": NO_ARGUMENT, "consistency": NO_ARGUMENT,
    "replies": "the reply stands in words beside the claim it answers; who asked stands nowhere",
    "searches": "where was looked and nothing found: the model holds what is, not what is not",
    "unknowns": "what is not published: the model holds what is, not what is not",
    "to_obtain": "work still to be done, no entity",
    "corrections": "what was changed in the case: the model keeps one state",
    "pulls": "how public records were asked for: stands with the evidence",
    "exhibits": "numbers of exhibits: stand with the evidence",
    "reach": "assumptions of a computation, no entity",
    "versions": "a reading of how wordings arose, no entity",
    "readings": "the model has no property for this cell",
}  # fmt: skip
_GRADE: Final = "the model has no grade of sources or statements"
_WORK: Final = "how the claim was made and weighed: a statement has no place for it"
_CELLS: Final = {
    ("claims", "time_basis"): ("the model takes every time as UTC", ""),
    **{("claims", column): (_WORK, "") for column in (
        "likelihood", "confidence", "premises", "computed_from", "lineage", "kind", "known_since",
        "topic")},
    ("claims", "number"): ("the model keeps values as text, without number and unit", ""),
    ("claims", "unit"): ("the model keeps values as text, without number and unit", ""),
    ("claims", "language"): ("language of the source: the words are those of the case", ""),
    ("claims", "predicate"): ("the word that names the cell: the model has properties of its own",
                              ""),
    ("claims", "value"): ("no property of that name; the statement holds it in words", ""),
    ("claims", "about"): ("what the source calls it: no property", ""),
    ("readings", "note"): ("a statement has no place for a remark", ""),
    ("readings", "precision"): ("the form of a date says its precision; no date stands here", ""),
    ("sources", "licence"): ("terms of use: a document has no property for them", ""),
    ("sources", "kind"): ("kind of publication: a document has no property for it", ""),
    ("legs", "claims"): ("which claims a leg rests on: every value names its own", ""),
    ("legs", "position"): ("the order of the legs: trips stand in no order", ""),
    ("items", "goods_family"): ("no property of a vehicle names a goods family", ""),
    ("items", "serial_kind"): ("the model has no property for serials of this kind", ""),
    ("support", "locator"): ("a statement has no page and no place in a document", ""),
    ("support", "credibility"): (_GRADE, ""),
    ("support", "translation_of"): ("a statement does not say what it translates", ""),
    **{("sources", column): (_GRADE, "") for column in ("reliability", "reliability_basis")},
    **{("sources", column): (_WHOLE["origins"], "") for column in ("parents", "strand")},
    ("sources", "access"): ("how much of a source was read: a document does not say it", ""),
    ("places", "coordinate_source"): ("where a point comes from: an address does not say it", ""),
}  # fmt: skip


@dataclass(frozen=True, repr=False)
class FtmExport(Carded):
    """A case in the model of FollowTheMoney.

    Attributes
    ----------
    entities
        ``id``, ``schema``, ``datasets`` and ``properties`` (name -> list of texts) each.
    statements
        One row a value and claim: ``dataset`` is the id of the case, ``origin`` the claim (or the
        row of a table, ``entities.csv:<id>``), ``original_value`` the value as printed where it
        differs, ``first_seen`` the moment a source of the claim was captured, ``""`` for none.
    judgements
        One JSON list an edge of ``screening_judgements.csv``, as nomenklatura reads them.
    losses
        One row a thing the model could not hold: ``ours`` (table), ``id`` (key of the row),
        ``field`` (column, ``""`` for the whole row), ``value``, ``reason``, ``target``.
    """

    entities: tuple[Json, ...]
    statements: tuple[Json, ...]
    judgements: tuple[str, ...]
    losses: pd.DataFrame

    @property
    def reasons(self) -> dict[str, int]:
        """Return reason -> number of losses."""
        return by_reason(self.losses)

    def entities_json(self) -> str:
        """Return the entities as JSON lines."""
        return "".join(_line(one) for one in self.entities)

    def statements_json(self) -> str:
        """Return the statements as JSON lines.

        The library reads CSV too, but a spreadsheet would run some values of it as formulas.
        """
        return "".join(_line({**one, "external": False, "first_seen": one["first_seen"] or None,
                              "last_seen": one["last_seen"] or None, "lang": None,
                              "original_value": one["original_value"] or None})
                       for one in self.statements)  # fmt: skip

    def judgements_json(self) -> str:
        """Return the judgements, one JSON list a line."""
        return "".join(f"{line}\n" for line in self.judgements)


def _line(data: Json) -> str:
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":")) + "\n"


def ftm(case: Case) -> FtmExport:
    """Return a case as FollowTheMoney entities, statements and edges.

    Every sound version of a cell is exported, never the chosen one alone. A known wrong statement
    fills no property: it stands in words, said to be contradicted. A person stands by role unless
    the case says why it may be named.

    Parameters
    ----------
    case
        An open case.

    Returns
    -------
    FtmExport
        The same for the same case, whatever the day and the machine.

    Raises
    ------
    ExportError
        When an entity would lack what its schema asks for.
    ScreeningError
        When ``screening_judgements.csv`` is there and cannot be read.
    """
    from osint_helpers.journey import gaps

    account = Account(case)
    out = Builder(case.id, account, ftm_sources.seen(case))
    things, found = Things(case), gaps(case)
    ftm_parties.add_things(case, out)
    ftm_movement.add_legs(case, out)
    ftm_movement.add_readings(case, out, all_readings(case), things, found)
    ftm_movement.add_gaps(out, found, things)
    ftm_movement.close_legs(case, out)
    ftm_parties.add_relations(case, out, things)
    ftm_sources.add_documents(case, out)
    ftm_sources.add_support(case, out, things)
    ftm_sources.add_notes(case, out, things)
    ftm_sources.around(case, out, found)
    lines = judgement_lines(case, out)
    return FtmExport(out.entities(), out.statements(), lines, account.losses(_WHOLE, _CELLS))
