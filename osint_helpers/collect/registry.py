"""Every collector there is: which module, and which of its functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.collected import Collected
    from osint_helpers.collect.columns import ByCall, Column
    from osint_helpers.collect.manifests import Manifest

# name of a source -> module below osint_helpers.collect; grouped by kind, in the order of the docs
MODULES: Final[dict[str, str]] = {
    "comtrade": "shipping.comtrade",
    "comext": "shipping.comext",
    "us_manifests": "shipping.us_manifests",
    "korea_customs": "shipping.korea_customs",
    "shipments": "shipping.shipments",
    "gdelt": "news.gdelt",
    "feeds": "news.feeds",
    "articles": "news.articles",
    "wayback": "news.wayback",
    "commoncrawl": "news.commoncrawl",
    "gfw": "vessels.gfw",
    "danish_ais": "vessels.danish_ais",
    "marinecadastre": "vessels.marinecadastre",
    "nmea": "vessels.nmea",
    "un1718": "vessels.un1718",
    "dprk_reports": "vessels.dprk_reports",
    "readsb": "flights.readsb",
    "opensky": "flights.opensky",
    "gleif": "parties.gleif",
    "icij": "parties.icij",
    "companies_house": "parties.companies_house",
    "earth_search": "imagery.earth_search",
    "cdse": "imagery.cdse",
    "ofac": "sanctions.ofac",
    "un_list": "sanctions.un_list",
    "eu_list": "sanctions.eu_list",
    "uk_list": "sanctions.uk_list",
}


def manifest(name: str) -> Manifest:
    """Return the manifest of a source.

    Raises
    ------
    CollectError
        When there is none of that name.
    """
    return cast("Manifest", _module(name).MANIFEST)


def manifests() -> list[Manifest]:
    """Return every manifest, in the order of :data:`MODULES`."""
    return [manifest(name) for name in MODULES]


def collectors() -> tuple[str, ...]:
    """Return the name of every collector: ``comtrade.trade``."""
    return tuple(f"{one.name}.{call}" for one in manifests() for call in one.calls)


def collector(name: str) -> Callable[..., Collected]:
    """Return the function of a collector.

    Raises
    ------
    CollectError
        When there is none of that name.
    """
    source, _, call = name.partition(".")
    module = _module(source)
    if call not in module.MANIFEST.calls:
        raise CollectError(
            f"{source} has no call {call!r}", advice=f"it has {', '.join(module.MANIFEST.calls)}"
        )
    return cast("Callable[..., Collected]", getattr(module, call))


def about(name: str) -> str:
    """Return in a line what a source is for: the first one its module says of itself.

    Raises
    ------
    CollectError
        When there is none of that name.
    """
    return (inspect.getdoc(_module(name)) or "").partition("\n")[0]


def columns(name: str) -> tuple[Column, ...]:
    """Return the columns of the result of a collector, in their order.

    Raises
    ------
    CollectError
        When there is none of that name.
    """
    collector(name)  # refuses what is no collector
    source, _, call = name.partition(".")
    return cast("ByCall", _module(source).COLUMNS)[call]


def servers_at(base: str) -> dict[str, str]:
    """Return the servers of every source at one address, each in a folder of its name.

    What `Client(servers=…)` takes for a server that plays all sources: ``comtrade`` at
    ``<base>/comtrade``, the server ``auth`` of ``opensky`` at ``<base>/opensky/auth``.
    """
    found = {}
    for one in manifests():
        for server in one.servers:
            name = f"{one.name}:{server}" if server else one.name
            found[name] = f"{base}/{name.replace(':', '/')}"
    return found


def _module(name: str) -> Any:  # noqa: ANN401
    if name not in MODULES:
        raise CollectError(f"no source {name!r} is known", advice="osint sources lists them")
    return import_module(f"osint_helpers.collect.{MODULES[name]}")
