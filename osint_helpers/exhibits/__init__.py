"""Typed exhibits: each renders to Jupyter, HTML, print SVG and CSV from one spec.

Every builder takes the case (or a collected result) first and the exhibit id second, all else by
keyword, and returns an :class:`Exhibit`. Names load on first use.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from osint_helpers._near import did_you_mean
from osint_helpers.errors import UnknownNameError
from osint_helpers.exhibits.calling import checked

_HERE: Final = "osint_helpers.exhibits"
_TABLES: Final = {
    "items": "things",
    "identifiers": "things",
    "records": "facts",
    "chronology": "facts",
    "claims_register": "register",
    "contradictions": "versions",
    "strands": "versions",
    "silence": "silence",
    "origins": "provenance",
    "sources_register": "provenance",
    "to_obtain": "provenance",
    "journey_table": "movement",
    "feasibility": "movement",
    "known_on": "movement",
    "checks": "movement",
    "loads": "loaded",
    "judgements": "reasoning",
    "drift_table": "drifted",
    "hypotheses": "explanations",
    "would_tell": "explanations",
    "replies": "reasoning",
    "searches": "limits",
    "unknowns": "limits",
    "corrections": "limits",
    "glossary": "words",
    "quotations": "quoted",
    "captured": "captures",
    "pulls": "pulled",
    "licences": "pulled",
    "log_extract": "custody",
    "seals": "custody",
    "integrity": "integrity",
    "certificate": "certificate",
    "law_timeline": "lawful",
    "law_measures": "lawful",
    "law_goods": "named",
    "goods_catalogue": "catalogue",
    "totals": "totals",
    "trade_concentration": "tradepulls",
    "trade_suppliers": "tradepulls",
    "trade_unit_values": "tradepulls",
    "trade_round_trips": "tradepulls",
    "trade_mirror_gaps": "tradepulls",
    "red_flags": "flagged",
    "screening": "screened",
    "screening_lists": "screened",
    "screening_candidates": "screened",
}
# These take the case, and which claims stand in which column.
_COLUMNS: Final = dict.fromkeys(("accounts", "identities"), "beside")
# These take a result of a collector first, not the case.
_RESULTS: Final = {
    "about": "collected",
    "collected": "collected",
    "concentration_table": "traded",
    "suppliers_table": "traded",
    "unit_values_table": "traded",
    "round_trips_table": "traded",
    "mirror_gaps_table": "traded",
    "law_table": "lawful",
    "measures_table": "lawful",
    "flags_table": "flagged",
    "screening_table": "screened",
    "lists_table": "screened",
    "candidates_table": "screened",
}
# These take a `Diligence` first, not the case.
_OWN: Final = dict.fromkeys(
    ("consignments", "consignment_counts", "consignment_messages", "lanes_table", "lists_asked"),
    "consignments",
)
# These take a Store or Events first, not the case.
_TRACKS: Final = dict.fromkeys(("comparison_table", "events_table", "quality_table"), "tracked")
# These take a case that gathers others.
_GATHERED: Final = {
    "cases_table": "tables.compared",
    "case_statuses": "tables.compared",
    "hubs_table": "tables.compared",
    "stays_table": "tables.compared",
    "silences_table": "tables.compared",
    "declared_table": "tables.compared",
    "asked_table": "tables.compared",
    "records_table": "tables.compared",
    "rules_table": "tables.compared_law",
    "measures_compared": "tables.compared_law",
    "day_bars": "compared",
    "hubs_matrix": "compared",
    "measures_matrix": "compared",
    "records_matrix": "compared",
    "rules_matrix": "compared",
}
_NAMES: Final = {
    "Exhibit": f"{_HERE}.exhibit",
    "MIME": f"{_HERE}.exhibit",
    "from_json": f"{_HERE}.exhibit",
    "Kind": f"{_HERE}.kinds",
    "kinds": f"{_HERE}.kinds",
    "figure_names": f"{_HERE}.prose.figures",
    "figure_value": f"{_HERE}.prose.figures",
    "prose": f"{_HERE}.prose",
    "when_recorded": f"{_HERE}.pending",
    "route_map": f"{_HERE}.routemap",
    "timeline": f"{_HERE}.timeline",
    "lineage": f"{_HERE}.lineage",
    "network": f"{_HERE}.network",
    "scenes_map": f"{_HERE}.footprints",
    "scenes_table": f"{_HERE}.footprints",
    "track_map": f"{_HERE}.trackmap",
    "events_map": f"{_HERE}.trackmap",
    "events_timeline": f"{_HERE}.tracklanes",
    "goods_lanes": f"{_HERE}.goodslanes",
    "goods_measures": f"{_HERE}.goodslanes",
    "trade_flows": f"{_HERE}.tradeflows",
    "trade_flows_of": f"{_HERE}.tradeflows",
    "law_lanes": f"{_HERE}.lawlanes",
    "law_lanes_of": f"{_HERE}.lawlanes",
    "silent_days": f"{_HERE}.daygrid",
    "route_panels": f"{_HERE}.panels",
    "cited": f"{_HERE}.tables.cited",
    **{name: f"{_HERE}.{module}" for name, module in _GATHERED.items()},
    "drift": f"{_HERE}.drift",
    "reach_map": f"{_HERE}.reachmap",
    "reach_table": f"{_HERE}.reachmap",
    **{
        name: f"{_HERE}.tables.{module}"
        for name, module in (_TABLES | _COLUMNS | _RESULTS | _TRACKS | _OWN).items()
    },
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are computed)


class _Room(ModuleType):
    """A package whose builders keep their name although a subpackage has the same one.

    Importing ``exhibits.timeline`` makes Python bind that package as an attribute here, which
    would hide the builder ``timeline`` from then on; that one binding is not taken.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _NAMES and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Room


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name in _NAMES:
        return checked(getattr(import_module(_NAMES[name]), name))
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise UnknownNameError(
        f"there is no exhibit {name!r}", advice=did_you_mean(name, __all__, "see docs/exhibits.md")
    )


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return list(__all__)
