"""One working question to every collector that asks a server, for tests of all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from osint_helpers.collect import registry
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from tests.collect.desk import Desk
from tests.collect.fakes import (
    articles,
    cdse,
    comext,
    commoncrawl,
    companies_house,
    comtrade,
    danish_ais,
    dprk_reports,
    earth_search,
    eu_list,
    feeds,
    gdelt,
    gfw,
    gleif,
    icij,
    korea_customs,
    marinecadastre,
    ofac,
    opensky,
    readsb,
    uk_list,
    un1718,
    un_list,
    wayback,
)
from tests.collect.fakes.server import FakeSources, Reply, Request

PAGE: Final = "http://www.example.org/synthetic"
DAY: Final = dt.date(2026, 7, 17)
YEAR: Final = {"start": "2018-01-01", "end": "2018-12-31"}
WEEK: Final = {"start": dt.date(2026, 1, 1), "end": dt.date(2026, 1, 8)}
CARS: Final = {
    "reporters": ("901", "902"), "partners": ("901", "902"), "periods": ("2018-07", "2018-08"),
    "commodities": ("8703",), "flows": ("M", "X"), "frequency": "M",
}  # fmt: skip
AREA: Final = {"place": "RUNJK", "start": "2018-10-01", "end": "2018-10-19"}
KEYS: Final = {
    "comtrade": "SYNTHETIC-KEY", "gfw": gfw.TOKEN, "companies_house": companies_house.KEY,
    "korea_customs": korea_customs.KEY, "eu_list": eu_list.TOKEN,
}  # fmt: skip
# what reads files of a case and asks no server
FILES: Final = frozenset(
    {"us_manifests.bills", "us_manifests.containers", "us_manifests.goods", "shipments.typed",
     "nmea.log"}
)  # fmt: skip


def _scene(asked: str) -> dict[str, Any]:
    held = earth_search if asked == "earth_search" else cdse
    scene = next(one for one in held.found({"collections": ["sentinel-1-grd"]}))
    return {"collection": scene.collection, "id": scene.id}


QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    "comtrade.trade": CARS,
    "comtrade.tariff_lines": CARS,
    "comtrade.preview": CARS,
    "comtrade.reference": {"table": "reporters"},
    "comext.trade": {
        "reporters": ("AA",), "partners": ("ZZ",), "products": ("8703",), "flows": ("2",),
        "start": "2018-07", "end": "2018-09",
    },
    "comext.structure": {},
    "comext.codes": {"dimension": "flow"},
    "korea_customs.item_country": {
        "start": "2018-07", "end": "2019-02", "countries": ("XX", "YY"), "products": ("8703",),
    },
    "korea_customs.items": {"start": "2018-07", "end": "2018-09", "products": ("8703",)},
    "korea_customs.countries": {"start": "2018-07", "end": "2018-09", "countries": ("XX",)},
    "gdelt.articles": {"query": ("TEST", "VESSEL"), "start": "2018-10-01", "end": "2018-10-05"},
    "feeds.entries": {"url": "{base}/rss"},
    "articles.read": {"url": "{base}/meta"},
    "articles.dates": {"url": "{base}/meta"},
    "wayback.captures": {"url": PAGE},
    "wayback.captures_of": {"urls": (PAGE, f"{PAGE}/none")},
    "wayback.replay": {"url": PAGE, "timestamp": "20180614120000"},
    "commoncrawl.crawls": {},
    "commoncrawl.captures": {"url": PAGE, "crawls": (commoncrawl.CRAWLS[0],), "match": "prefix"},
    "commoncrawl.record": {
        "filename": commoncrawl.FILE, "offset": 0, "length": len(commoncrawl.MEMBERS[0]),
    },
    "gfw.search": {"query": "SYNTHETIC FLEET"},
    "gfw.vessels": {"ids": (gfw.TRADER_OLD,)},
    "gfw.owners": {"ids": (gfw.TRADER_OLD,)},
    "gfw.port_visits": {"vessels": (gfw.TRADER_OLD,), **YEAR},
    "gfw.gaps": {"vessels": (gfw.TRADER_OLD,), **YEAR},
    "gfw.encounters": {"vessels": (gfw.CARRIER,), **YEAR},
    "gfw.loitering": {"vessels": (gfw.CARRIER,), **YEAR},
    "gfw.insights": {"vessels": (gfw.TRADER_OLD,), **YEAR},
    "danish_ais.day": {"date": DAY},
    "marinecadastre.day": {"date": DAY},
    "un1718.designated": {},
    "dprk_reports.entities": {},
    "dprk_reports.edges": {},
    "dprk_reports.identifiers": {},
    "dprk_reports.mentions": {"imo": "9999993"},
    "readsb.trace": {"address": f"{readsb.DAY}/01/trace_full_000001.json"},
    "opensky.arrivals": {"airport": "XXAA", **WEEK},
    "opensky.departures": {"airport": "XXAA", **WEEK},
    "opensky.flights_of": {"icao24": opensky.AIRCRAFT, **WEEK},
    "opensky.track": {"icao24": opensky.AIRCRAFT, "time": "2026-01-01T08:05:00Z"},
    "opensky.states": {"icao24": (opensky.AIRCRAFT,)},
    "gleif.search": {"name": "many"},
    "gleif.record": {"lei": gleif.DAUGHTER},
    "gleif.parents": {"lei": gleif.DAUGHTER},
    "gleif.children": {"lei": gleif.MOTHER},
    "icij.reconcile": {"names": ("TEST HOLDING LTD",)},
    "companies_house.search": {"name": "many"},
    "companies_house.company": {"number": companies_house.LIVE},
    "companies_house.officers": {"number": companies_house.LIVE},
    "companies_house.persons_with_significant_control": {"number": companies_house.LIVE},
    "companies_house.filing_history": {"number": companies_house.LIVE},
    "earth_search.scenes": AREA,
    "earth_search.item": _scene("earth_search"),
    "cdse.scenes": AREA,
    "cdse.item": _scene("cdse"),
    "ofac.sdn": {},
    "ofac.consolidated": {},
    "ofac.sdn_plain": {},
    "ofac.consolidated_plain": {},
    "ofac.sdn_csv": {},
    "ofac.consolidated_csv": {},
    "un_list.consolidated": {},
    "eu_list.consolidated": {},
    "uk_list.sanctions_list": {},
}  # fmt: skip
ANSWERS: Final = {
    "comtrade": comtrade.answer, "comext": comext.answer, "korea_customs": korea_customs.answer,
    "gdelt": gdelt.answer, "feeds": feeds.answer, "articles": articles.answer,
    "wayback": wayback.answer, "commoncrawl": commoncrawl.answer, "gfw": gfw.answer,
    "danish_ais": danish_ais.answer, "marinecadastre": marinecadastre.answer,
    "un1718": un1718.answer, "dprk_reports": dprk_reports.answer, "readsb": readsb.answer,
    "opensky": opensky.answer, "gleif": gleif.answer, "icij": icij.answer,
    "companies_house": companies_house.answer, "earth_search": earth_search.answer,
    "cdse": cdse.answer, "ofac": ofac.answer, "un_list": un_list.answer,
    "eu_list": eu_list.answer, "uk_list": uk_list.answer,
}  # fmt: skip


@dataclass
class Faulty:
    """A source that fails from its request number `first` on, `count` times (0: for ever)."""

    source: Callable[[Request], Reply]
    spoil: Callable[[Reply], Reply]
    first: int = 0
    count: int = 0
    seen: int = field(default=0)

    def __call__(self, request: Request) -> Reply:
        """Answer, well or badly."""
        at, self.seen = self.seen, self.seen + 1
        good = self.source(request)
        spoilt = at >= self.first and (not self.count or at < self.first + self.count)
        return self.spoil(good) if spoilt else good


def ask(
    folder: Path,
    name: str,
    answer: Callable[[Request], Reply] | None = None,
    mode: str = "live",
    **changes: Any,
) -> Collected:
    """Ask the question of a collector of a source that answers with `answer`."""
    source, _, _ = name.partition(".")
    with FakeSources(**{source: answer or ANSWERS[source]}) as fakes:
        base = f"{fakes.url}/{source}"
        names = _names(source, base)
        desk = Desk(folder, fakes, **names)
        with desk.client(mode, keys=KEYS, contact="tester@example.org") as client:
            return put(client, name, base, **changes)


def _names(source: str, base: str) -> dict[str, str]:
    """Return the servers of a source at one address, as its fake has them."""
    if source == "wayback":
        return {"wayback": f"{base}/search", "wayback:replay": f"{base}/web"}
    if source == "commoncrawl":
        return {"commoncrawl:data": f"{base}/data"}
    if source == "marinecadastre":
        return {f"{source}:legacy": f"{base}/legacy", f"{source}:geoparquet": f"{base}/geo"}
    return {}


def put(client: Client, name: str, base: str, **changes: Any) -> Collected:
    """Put the question of a collector through a client."""
    asked = {**QUESTIONS[name], **changes}
    asked = {k: v.format(base=base) if isinstance(v, str) else v for k, v in asked.items()}
    return registry.collector(name)(client, **asked)
