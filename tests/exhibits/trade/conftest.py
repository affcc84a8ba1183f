"""A case whose pulls of trade statistics are recorded from a server on loopback. SYNTHETIC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from osint_helpers.case import Case, open_case, pulls
from osint_helpers.collect import pulling
from osint_helpers.collect.shipping import comtrade, korea_customs
from osint_helpers.evidence.storing import Store
from tests.case.builder import write_case
from tests.collect.desk import Desk
from tests.collect.fakes import korea_customs as korea
from tests.collect.fakes.comtrade import Comtrade
from tests.collect.fakes.server import FakeSources
from tests.trade.made import KP, record

YEARS = ("2014", "2015", "2016")
ASK = f"periods={', '.join(YEARS)}; commodities=8703, 9101"
PULLS = (
    {"pull": "out", "collector": "comtrade.trade", "why": "SYNTHETIC exports",
     "parameters": f"reporters=; partners={KP}; {ASK}; flows=X, RX"},
    {"pull": "back", "collector": "comtrade.trade", "why": "SYNTHETIC statement of the partner",
     "parameters": f"reporters={KP}; partners=; {ASK}; flows=M"},
    {"pull": "all", "collector": "comtrade.trade", "why": "SYNTHETIC list of who reported",
     "parameters": "reporters=; partners=0; periods=2014, 2015, 2016; commodities=TOTAL; flows=X"},
    {"pull": "who", "collector": "comtrade.reference", "why": "SYNTHETIC reporters",
     "parameters": "table=reporters"},
    {"pull": "where", "collector": "comtrade.reference", "why": "SYNTHETIC partners",
     "parameters": "table=partners"},
    {"pull": "europe", "collector": "comext.trade", "why": "SYNTHETIC",
     "parameters": "reporters=; partners=KP; products=8703; flows=2; start=2014; end=2016; "
     "frequency=A; indicators=VALUE_IN_EUROS"},
    {"pull": "korea", "collector": "korea_customs.item_country",
     "why": "SYNTHETIC exports of Korea",
     "parameters": "start=2018-01; end=2019-02; countries=XX; products=8703"},
    {"pull": "pages", "collector": "wayback.captures_of", "why": "SYNTHETIC",
     "parameters": "urls=@sources.url"},
)  # fmt: skip
RECORDS = [
    *(record(901, "X", year, 100.0 + n, 1000.0) for n, year in enumerate(YEARS)),
    record(901, "RX", "2016", 25.0), record(902, "X", "2015", 300.0, 500.0),
    record(902, "X", "2016", 50.0, 400.0, commodity="9101"),
    record(902, "X", "2016", 7.0, 10.0, motCode=2100), record(903, "X", "2016", None),
    record(KP, "M", "2015", 400.0, 500.0, partner=902),
    record(KP, "M", "2014", 80.0, 900.0, partner=901),
    *(record(reporter, "X", year, 1e6, 1.0, partner=0, commodity="TOTAL")
      for reporter in (901, 902) for year in YEARS),
]  # fmt: skip
AREAS = {0: ("World", True), 901: ("SYNTHETIC Northland", False), 902: ("SYNTHETIC union", True),
         KP: ("SYNTHETIC partner", False), 490: ("SYNTHETIC Asia, nes", False)}  # fmt: skip
LISTS: dict[str, list[dict[str, Any]]] = {
    "Reporters": [{"reporterCode": code, "reporterDesc": name, "isGroup": group}
                  for code, (name, group) in AREAS.items() if code],
    "partnerAreas": [{"PartnerCode": code, "PartnerDesc": name, "isGroup": group}
                     for code, (name, group) in AREAS.items()],
}  # fmt: skip
KEYS = {"comtrade": "SYNTHETIC-KEY-1", "korea_customs": korea.KEY}
Recorder = Callable[..., Case]


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    """Return what records the named pulls of the case and opens it again."""
    manifests = (comtrade.MANIFEST, korea_customs.MANIFEST)
    servers = [manifest.servers for manifest in manifests]
    source = Comtrade(RECORDS, references=LISTS)
    with FakeSources(comtrade=source.answer, korea_customs=korea.answer) as fakes:
        desk = Desk(tmp_path, fakes)
        desk.case.rmdir()
        write_case(desk.case, pulls=lambda rows: [*rows, *PULLS])

        def done(*names: str) -> Case:
            case = open_case(desk.case)
            store = Store(desk.case, "tester")
            for pull in pulls.pulls(case):
                if pull.pull in names:
                    client = desk.client("record", keys=KEYS)
                    (found,) = pulling.run(client, [pull])
                    store.note(pulls.EVENT, **pulling.facts(found))
                    pulls.write(desk.case, found)
            # the manifest names the address that was asked
            for one in manifests:
                object.__setattr__(one, "servers", {"": desk.servers[one.name]})
            return open_case(desk.case)

        try:
            yield done
        finally:
            for one, before in zip(manifests, servers, strict=True):
                object.__setattr__(one, "servers", before)
