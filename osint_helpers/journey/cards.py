"""Legs, stops, gaps and what was known of them as cards in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from osint_helpers._card import Card, table

if TYPE_CHECKING:
    from osint_helpers.journey.cells import Cell, Version
    from osint_helpers.journey.gaps import Gap
    from osint_helpers.journey.hypotheses import Question
    from osint_helpers.journey.knowledge import Knowledge
    from osint_helpers.journey.legs import Leg
    from osint_helpers.journey.reach.cases import CaseReach
    from osint_helpers.journey.screened import Party
    from osint_helpers.journey.stops import Stop
    from osint_helpers.journey.ways import Way

# Always told of a leg, "not published" where no source says it.
_ALWAYS: Final = ("from", "to", "departed", "arrived", "vessel", "carrier")
_TOLD: Final = 24  # rows of a table of versions


def leg(one: Leg) -> Card:
    """Return the card of a leg: its way and dates with every version, strands, claims."""
    more = [name for name, cell in one.cells.items() if name not in _ALWAYS and cell.versions]
    facts = [(_words(name), one.cell(name).qualified) for name in (*_ALWAYS, *more)]
    note = tuple(filter(None, (one.status_note, one.note)))
    return Card(
        "leg",
        one.name,
        (*facts, ("mode", one.mode or "not published"), ("strands", one.strands.text),
         ("claims", ", ".join(one.claims))),
        one.status.replace("_", " "),
        notes=note,
    )  # fmt: skip


def cell(one: Cell) -> Card:
    """Return the card of a cell: a row a version, with its claims and what weakens it."""
    rows = [(v.text, _chosen(v), ", ".join(v.doubts), ", ".join(v.claims))
            for v in one.versions[:_TOLD]]  # fmt: skip
    heads = [(name, "left") for name in ("version", "chosen", "doubts", "claims")]
    facts = (("contradicted by", ", ".join(one.against)),) if one.against else ()
    return Card(
        "cell", f"{_words(one.predicate)}: {one.qualified}", facts,
        "disputed" if one.disputed else "", body=table(heads, rows, "versions") if rows else "",
    )  # fmt: skip


def version(one: Version) -> Card:
    """Return the card of one version of a cell."""
    return Card(
        "version", one.text,
        (("claims", ", ".join(one.claims)), ("certainty", ", ".join(one.certainty)),
         ("chosen", _chosen(one) or "no resolution names it")),
        "contradicted" if one.distortion else ", ".join(one.doubts),
    )  # fmt: skip


def stop(one: Stop) -> Card:
    """Return the card of a stop."""
    return Card(
        "stop", f"{one.n}. {one.name}",
        (("when", one.when or "not published"), ("place", one.place),
         ("point", f"{one.lat:.4f}, {one.lon:.4f} (of the place, no berth)"),
         ("legs", ", ".join(one.legs)), ("claims", ", ".join(one.claims))),
        one.status.replace("_", " "), notes=(one.note,),
    )  # fmt: skip


def gap(one: Gap) -> Card:
    """Return the card of a gap; nothing is said of where the vessel was."""
    return Card(
        "gap", f"{one.subject}: {one.text}",
        (("last received", one.last.qualified), ("next received", one.next.qualified),
         ("legs", ", ".join(one.legs) or "none"), ("claims", ", ".join(one.claims))),
        notes=("No position is published inside the gap; no line is drawn there.",),
    )  # fmt: skip


def knowledge(one: Knowledge) -> Card:
    """Return the card of what was public on a day."""
    return Card(
        "known on", one.day.isoformat(),
        (("public for certain", _counted(one.certain)), ("possibly", _counted(one.possible)),
         ("not yet", _counted(one.unknown)), ("undated", _counted(one.undated)),
         ("legs", ", ".join(leg.id for leg in one.legs) or "none")),
    )  # fmt: skip


def question(one: Question) -> Card:
    """Return the card of a question and its explanations."""
    return Card(
        "question", f"{one.id}: {one.title}" if one.id else one.title,
        (("asks", one.asks), ("about", one.about), ("given", one.basis),
         ("explanations", ", ".join(one.hypotheses)), ("to obtain", ", ".join(one.documents))),
        notes=("The order of the explanations is that of the file, no order of merit.",),
    )  # fmt: skip


def party(one: Party) -> Card:
    """Return the card of a party: what is asked of lists, or why nothing is."""
    days = "; ".join(f"{what}: {day.isoformat()}" for what, day in one.days.items())
    return Card(
        "party", f"{one.name} ({one.entity})",
        (("legs", ", ".join(one.legs) or "none"), ("days", days),
         ("not asked, because", one.why_not or "it is asked")),
        "asked" if one.subject is not None else "not asked",
    )  # fmt: skip


def case_reach(one: CaseReach) -> Card:
    """Return the card of a scenario of ``reach.csv``; its result has a card of its own."""
    return Card(
        "reach", f"{one.id}: {one.title}",
        (("subject", one.subject), ("result", one.reach.text),
         ("speeds", ", ".join(f"{kn:g} kn" for kn in one.assumed_kn)),
         ("claims", ", ".join(one.claims)),
         *((what, f"{value} ({why})" if why else value) for what, value, why in one.basis)),
        notes=(one.note,),
    )  # fmt: skip


def way(one: Way) -> Card:
    """Return the card of how a leg is drawn, or why it is not."""
    ends = " to ".join(stop.name for stop in (one.start, one.end) if stop is not None)
    return Card(
        "way of leg", one.leg.name,
        (("between", ends or "not drawn"), ("not drawn, because", one.why or "it is drawn"),
         ("gap", one.gap.text if one.gap else "none"), ("line", one.note or "none")),
        one.leg.status.replace("_", " "),
    )  # fmt: skip


def _words(predicate: str) -> str:
    return predicate.replace("_", " ")


def _chosen(one: Version) -> str:
    return "" if one.chosen is None else "yes" if one.chosen else "no"


def _counted(claims: tuple[str, ...]) -> str:
    shown = ", ".join(claims[:6]) + (" …" if len(claims) > 6 else "")
    return f"{len(claims)} claims: {shown}" if claims else "0 claims"
