"""Places, flags, countries, land, sea lanes and time zones, each answer with its provenance.

Names load when they are first used; importing this room costs nothing. No module
has the name of a function handed on here, because an imported submodule would take its place:
hence ``gazetteer``, ``coast`` and ``harbours``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_NAMES = {
    "Country": "countries",
    "CountryAt": "coast",
    "Flag": "flags",
    "Land": "coast",
    "Lane": "lanes",
    "Leaflet": "assets",
    "Place": "gazetteer",
    "Provenance": "provenance",
    "country": "countries",
    "country_at": "coast",
    "flag_of": "flags",
    "great_circle": "lanes",
    "great_circle_nm": "lanes",
    "lane": "lanes",
    "land": "coast",
    "leaflet": "assets",
    "local_day": "timezones",
    "mid": "flags",
    "place": "gazetteer",
    "places": "gazetteer",
    "read_wpi": "wpi",
    "seaports": "harbours",
    "split_at_antimeridian": "lanes",
    "to_local": "timezones",
    "to_utc": "timezones",
    "zone_at": "timezones",
}

__all__ = sorted(_NAMES)  # noqa: PLE0605  (the names are the keys above)


def __getattr__(name: str) -> Any:  # noqa: ANN401  (a module attribute can be anything)
    """Load a handed-on name when it is first asked for (PEP 562)."""
    if name == "sea":  # a room of its own: reference.sea.route, reference.sea.distances
        return import_module(f"{__name__}.sea")
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)


def __dir__() -> list[str]:
    """List the handed-on names, so that completion shows them."""
    return [*__all__, "sea"]
