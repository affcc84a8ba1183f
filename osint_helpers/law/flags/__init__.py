"""Red flags RF01 to RF20: rules as data, one function each, results that are never summed.

A flag is an observation with its evidence: fired, not fired or not testable. It says nothing on
guilt, intent or a breach of law. ``docs/red-flags.md`` describes every rule.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint_helpers.law.flags.rules import FlagRule

_NAMES = {
    "Area": "voyages",
    "AreaVisit": "voyages",
    "Arrival": "voyages",
    "Change": "papers",
    "Consignee": "parties",
    "ConsigneeVersions": "papers",
    "DeclaredCall": "voyages",
    "Document": "papers",
    "Encounter": "ais",
    "Explanation": "facts",
    "Fact": "facts",
    "Finding": "result",
    "FlagEntry": "identities",
    "FlagHistory": "identities",
    "FlagResult": "result",
    "FlagRule": "rules",
    "Gap": "ais",
    "Image": "facts",
    "KINDS": "forms",
    "Lapse": "cover",
    "ListAnswer": "parties",
    "Load": "cargo",
    "Observation": "facts",
    "Ownership": "parties",
    "Papers": "papers",
    "Parameter": "rules",
    "ReExport": "cargo",
    "ReferenceEvent": "facts",
    "ShipIdentity": "identities",
    "Sighting": "identities",
    "Stated": "facts",
    "Transit": "cargo",
    "Valued": "cargo",
    "Voyage": "voyages",
    "encounters": "ais",
    "fact_of": "forms",
    "gaps": "ais",
    "input_of": "running",
    "run": "running",
    "table": "result",
}

#: Every rule by its id, RF01 to RF20, as the reference data hold them.
RULES: dict[str, FlagRule]

__all__ = sorted([*_NAMES, "RULES"])  # noqa: PLE0605  (the names are the keys above)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name == "RULES":
        return import_module(f"{__name__}.rules").rules()
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return list(__all__)
