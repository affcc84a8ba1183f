"""What a map or a table of reach shows, from a scenario of a case or from a plain result."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.journey.reach import CAUTION, Reach
from osint_helpers.journey.reach.cases import case_reach
from osint_helpers.journey.readings import records

if TYPE_CHECKING:
    from osint_helpers.case import Case

Json = dict[str, Any]
NEAREST: Final = 24  # ports shown of a reach that names none
OTHERS: Final = 6  # of these as many that are unreachable
SIGN: Final = {"reachable": "R", "undetermined": "?", "unreachable": "-"}
NAMES: Final = {sign: word for word, sign in SIGN.items()}


@dataclass(frozen=True)
class Facts:
    """A reach and what is said about it.

    Attributes
    ----------
    title
        One line.
    reach
        The result.
    speeds
        Assumed speeds, ascending.
    basis
        (what, value, why) of each assumption; the last empty for a plain result.
    claims
        Claims the scenario names.
    note
        A further sentence, or empty.
    ports
        Codes to be shown.
    left_out
        Number of ports that are not.
    """

    title: str
    reach: Reach
    speeds: tuple[float, ...]
    basis: tuple[tuple[str, str, str], ...]
    claims: tuple[str, ...]
    note: str
    ports: tuple[str, ...]
    left_out: int


def facts_of(
    case: Case | Reach,
    scenario: str,
    ports: Sequence[str] | None,
    speeds_kn: Sequence[float] | None,
) -> Facts:
    """Return the facts of a scenario of a case, or of a result of `journey.reach`.

    Raises
    ------
    ExhibitError
        When a case comes without the name of a scenario or a result with one, or a port is not
        among those of the reach.
    """
    if isinstance(case, Reach):
        if scenario:
            advice = "leave reach= out, or give the case"
            raise ExhibitError("a plain result of reach has no scenarios", advice=advice)
        shown = _shown(case, ports, named=False)
        speeds = tuple(sorted(speeds_kn or dict.fromkeys(case.given.speeds_kn)))
        lines = [line.partition(": ") for line in case.given.lines()]
        basis = tuple((what, value, "") for what, _, value in lines if value != "none")
        title = "Where it could have called"
        return Facts(title, case, speeds, basis, (), "", shown, len(case.ports) - len(shown))
    if not scenario:
        known = ", ".join(case.reach["reach"]) or "none"
        advice = f"reach= names a row of reach.csv; there is {known}"
        raise ExhibitError("which reach of the case?", advice=advice)
    found = case_reach(case, scenario)
    shown = _shown(found.reach, ports, named=found.named)
    return Facts(
        found.title, found.reach, tuple(sorted(speeds_kn or found.assumed_kn)), found.basis,
        found.claims, found.note, shown, len(found.reach.ports) - len(shown),
    )  # fmt: skip


def _shown(reach: Reach, ports: Sequence[str] | None, *, named: bool) -> tuple[str, ...]:
    """Return the codes to show: those asked for, those of the scenario, else the nearest."""
    codes = list(reach.ports["port"])
    if ports is not None:
        unknown = [code for code in ports if code not in codes]
        if unknown or not ports:
            what = f"the reach does not hold the port {', '.join(unknown) or '(none named)'}"
            raise ExhibitError(what, advice="name ports of Reach.ports")
        return tuple(dict.fromkeys(ports))
    if named:
        return tuple(codes)
    frame = reach.frame.sort_values(["unreachable_below_kn", "port"], kind="stable")
    out = frame["answer"] == "unreachable"
    return (*frame.loc[~out, "port"][:NEAREST], *frame.loc[out, "port"][:OTHERS])


def port_rows(facts: Facts) -> list[Json]:
    """Return the ports to show as plain values; what is infinite or unknown is ``None``."""
    answers = facts.reach.answers(facts.speeds)
    wanted = {row["port"]: row for row in records(facts.reach.frame)}
    return [
        {
            "code": code, "name": row["name"], "country": row["country"],
            "lat": round(row["lat"], 3), "lon": round(row["lon"], 3), "answer": row["answer"],
            "least": _plain(row["at_least_nm"]), "most": _plain(row["at_most_nm"]),
            "worst": _plain(row["margin_low_nm"]), "best": _plain(row["margin_high_nm"]),
            "below": _plain(row["unreachable_below_kn"]), "above": _plain(row["reachable_from_kn"]),
            "at": "".join(SIGN[str(word)] for word in answers.loc[code]), "why": row["settled_by"],
        }
        for code in facts.ports
        for row in [wanted[code]]
    ]  # fmt: skip


def _plain(value: float) -> float | None:
    return round(value, 2) if math.isfinite(value) else None


def speed_line(facts: Facts, rows: Sequence[Json]) -> str:
    """Return how many of the shown ports have which answer at each assumed speed."""
    told: list[tuple[str, list[float]]] = []
    for n, kn in enumerate(facts.speeds):
        signs = [row["at"][n] for row in rows]
        words = ", ".join(f"{signs.count(s)} {word}" for word, s in SIGN.items() if s in signs)
        if told and told[-1][0] == words:
            told[-1][1].append(kn)
        else:
            told.append((words, [kn]))
    out = [f"at {own[0]:g}{f' to {own[-1]:g}' if len(own) > 1 else ''} kn {words}"
           for words, own in told]  # fmt: skip
    return f"Of the {len(rows)} ports shown: {'; '.join(out)}."


def verdict(facts: Facts, rows: Sequence[Json]) -> str:
    """Return in one or two sentences what the reach rules out, and that it proves no call."""
    never = [row["name"] for row in rows if row["answer"] == "unreachable"]
    if never:
        ruled = (
            f"Ruled out at every assumed speed up to {facts.reach.given.speeds_kn.high:g} kn: "
            f"{', '.join(never[:12])}{f' and {len(never) - 12} more' if len(never) > 12 else ''}."
        )
    else:
        ruled = (
            f"At {facts.reach.given.speeds_kn.high:g} kn the reach rules out none of the ports "
            "shown; at lower speeds it rules out those whose first speed is higher."
        )
    return f"{ruled} That a port is within reach proves no call there."


def caption(facts: Facts, rows: Sequence[Json]) -> str:
    """Return the words above a map or a table."""
    said = [f"{CAUTION[:1].upper()}{CAUTION[1:]}.", verdict(facts, rows), speed_line(facts, rows)]
    if facts.left_out:
        said.append(f"{facts.left_out:,} more ports were worked out and are not shown.")
    return " ".join(said)


def basis_lines(facts: Facts) -> list[str]:
    """Return the assumptions, one a line, with their basis."""
    lines = [f"{what}: {value}" + (f" ({why})" if why else "") for what, value, why in facts.basis]
    passages = facts.reach.given.closed
    if passages and not any("Passages" in line for line in lines):
        lines.append("passages held closed: " + ", ".join(p.replace("_", " ") for p in passages))
    return [f"{line[:1].upper()}{line[1:]}" for line in lines]
