"""One question to every collector, and a desk where all SYNTHETIC sources answer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from osint_helpers.collect import registry
from osint_helpers.collect.client import Client
from osint_helpers.collect.collected import Collected
from osint_helpers.collect.retrying import Policy
from osint_helpers.evidence.storing import Store
from scripts.make_collecting import KEYS, SOURCES, renamed
from tests.collect.desk import Desk
from tests.collect.fakes import (
    commoncrawl,
    companies_house,
    gfw,
    gleif,
    nmea,
    shipments,
    us_manifests,
)
from tests.collect.fakes.server import FakeSources

TRADE: Any = {"reporters": ("901", "902"), "partners": ("901", "902"), "periods": ("2018-08",),
         "commodities": ("8703",), "flows": ("X",), "frequency": "M"}  # fmt: skip
KOREA: Any = {"start": "2018-08", "end": "2018-08"}
YEAR: Any = {"start": "2018-01-01", "end": "2018-12-31"}
TRADER: Any = {"vessels": (gfw.TRADER_OLD, gfw.TRADER_NEW), **YEAR}
DAY = dt.date(2026, 7, 17)
SKY: Any = {"airport": "XXAA", "start": dt.date(2026, 1, 1), "end": dt.date(2026, 1, 2)}
PORT: Any = {"place": "RUNJK", "start": "2018-10-01", "end": "2018-10-19"}
SCENE: Any = {"collection": "sentinel-2-l2a", "id": "SYNTHETIC_S2_20180925_SYN-01_0206"}
CRAWL: Any = {"url": commoncrawl.PAGE, "crawls": (commoncrawl.CRAWLS[0],), "match": "prefix"}
OF: Any = {"number": companies_house.LIVE}

QUESTIONS: dict[str, dict[str, Any]] = {
    "comtrade.trade": TRADE,
    "comtrade.tariff_lines": TRADE,
    "comtrade.preview": TRADE,
    "comtrade.reference": {"table": "partners"},
    "comext.trade": {"reporters": ("AA", "BB"), "partners": ("ZZ",), "products": ("8703",),
                     "flows": ("2",), "start": "2018-07", "end": "2018-09"},
    "comext.structure": {},
    "comext.codes": {"dimension": "flow"},
    "korea_customs.item_country": {**KOREA, "countries": ("XX",), "products": ("8703",)},
    "korea_customs.items": KOREA,
    "korea_customs.countries": KOREA,
    "gdelt.articles": {"query": ("TEST", "VESSEL"), "start": "2018-10-01",
                       "end": "2018-10-05"},
    "feeds.entries": {"url": "/feeds/rss"},
    "articles.read": {"url": "/articles/meta"},
    "articles.dates": {"url": "/articles/meta"},
    "wayback.captures": {"url": "http://example.org/old"},
    "wayback.captures_of": {"urls": ("http://example.org/old",)},
    "commoncrawl.crawls": {},
    "commoncrawl.captures": CRAWL,
    "gfw.search": {"name": "SYNTHETIC TRADER"},
    "gfw.vessels": {"ids": TRADER["vessels"]},
    "gfw.owners": {"ids": TRADER["vessels"]},
    "gfw.port_visits": TRADER,
    "gfw.gaps": TRADER,
    "gfw.encounters": {"vessels": (gfw.CARRIER, gfw.TRAWLER), **YEAR},
    "gfw.loitering": {"vessels": (gfw.CARRIER,), **YEAR},
    "gfw.insights": {"vessels": (gfw.CARRIER,), **YEAR},
    "danish_ais.day": {"date": DAY},
    "marinecadastre.day": {"date": DAY},
    "un1718.designated": {},
    "dprk_reports.entities": {},
    "dprk_reports.edges": {},
    "dprk_reports.identifiers": {},
    "dprk_reports.mentions": {"imo": "9999993"},
    "readsb.trace": {"address": "globe_history/2026/01/02/traces/01/trace_full_000001.json"},
    "opensky.arrivals": {**SKY, "end": dt.date(2026, 1, 8)},
    "opensky.departures": SKY,
    "opensky.flights_of": {"icao24": "000001", "start": SKY["start"], "end": SKY["end"]},
    "opensky.track": {"icao24": "000001", "time": "2026-01-01T08:10:00Z"},
    "opensky.states": {"icao24": ("00000A",), "time": "2026-01-01T00:00:00Z"},
    "gleif.search": {"name": "trader"},
    "gleif.record": {"lei": gleif.ORPHAN},
    "gleif.parents": {"lei": gleif.DAUGHTER},
    "gleif.children": {"lei": gleif.MOTHER},
    "icij.reconcile": {"names": ("TEST HOLDING LTD",)},
    "companies_house.search": {"name": "synthetic"},
    "companies_house.company": OF,
    "companies_house.officers": OF,
    "companies_house.persons_with_significant_control": OF,
    "companies_house.filing_history": OF,
    "earth_search.scenes": PORT,
    "earth_search.item": SCENE,
    "cdse.scenes": PORT,
    "cdse.item": SCENE,
    **{f"ofac.{call}": {} for call in registry.manifest("ofac").calls},
    "un_list.consolidated": {},
    "eu_list.consolidated": {},
    "uk_list.sanctions_list": {},
}  # fmt: skip


def sources() -> FakeSources:
    """Return all fakes on one server."""
    return FakeSources(**{name: renamed(name, one) for name, one in SOURCES.items()})


def client(desk: Desk) -> Client:
    """Return a client that asks the fakes; files that no address gives are in its case."""
    return desk.client("record", keys=KEYS, policy=Policy(attempts=2, seconds=1e6, first_wait=0.01))


def desk_at(folder: Path | str, fakes: Any) -> Desk:
    """Return a desk that knows every server of every source."""
    return Desk(Path(folder), fakes, **registry.servers_at(fakes.url))


def ask(name: str, desk: Desk) -> Collected:
    """Ask a collector its question."""
    asking = client(desk)
    asked = dict(QUESTIONS[name]) if name in QUESTIONS else _with_files(name, desk, asking)
    if str(asked.get("url", "")).startswith("/"):
        asked["url"] = desk.fakes.url + asked["url"]
    return registry.collector(name)(asking, **asked)


def _with_files(name: str, desk: Desk, asking: Client) -> dict[str, Any]:
    """Return the question of a collector that needs a file, or an answer to another one."""
    if name.startswith("us_manifests."):
        return {"files": us_manifests.write(desk.case.parent / "ams"), "vessel": "TEST"}
    if name == "shipments.typed":
        path = desk.case.parent / "typed.csv"
        view = asking.ask(registry.manifest("articles"), f"{desk.fakes.url}/articles/meta").capture
        path.write_text(shipments.text(view), "utf-8")
        return {"file": str(path)}
    if name == "nmea.log":
        path = desk.case.parent / "receiver.nmea"
        path.write_bytes(nmea.log())
        kept = Store(desk.case, "tester").add_file(path, obtained="made", why="SYNTHETIC")
        return {"capture": kept.id}
    if name == "commoncrawl.record":
        row = registry.collector("commoncrawl.captures")(asking, **CRAWL).frame.iloc[0]
        return {"filename": row["filename"], "offset": int(row["offset"]),
                "length": int(row["length"]), "digest": row["digest"]}  # fmt: skip
    assert name == "wayback.replay", f"{name} has no question"
    row = registry.collector("wayback.captures")(asking, url="http://example.org/old").frame.iloc[0]
    return {"url": row["original"], "timestamp": row["timestamp"], "digest": row["digest"]}
