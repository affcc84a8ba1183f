"""Record what the tutorial on collecting asks, from SYNTHETIC sources on loopback.

Run once: evidence is never made again. It empties ``captures/`` and ``log/`` of the tutorial's
case, hands over the files the tutorial reads, runs the percent script of the notebook in the
mode ``record`` against the SYNTHETIC sources of the tests, and writes ``pulls.csv`` anew::

    python scripts/make_collecting.py
"""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from osint_helpers.case import open_case, pulls  # noqa: E402
from osint_helpers.collect import client as module  # noqa: E402
from osint_helpers.collect import pulling, registry  # noqa: E402
from osint_helpers.collect.permitting import permit  # noqa: E402
from osint_helpers.collect.rates import Rates  # noqa: E402
from osint_helpers.evidence.storing import Store  # noqa: E402
from tests.collect import fakes  # noqa: E402, F401
from tests.collect.fakes import (  # noqa: E402
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
    nmea,
    ofac,
    opensky,
    readsb,
    uk_list,
    un1718,
    un_list,
    us_manifests,
    wayback,
)
from tests.collect.fakes.server import Answer, FakeSources, Reply, Request  # noqa: E402

NAME: Final = "collecting-public-records"
CASE: Final = ROOT / "data" / "cases" / NAME
SCRIPT: Final = ROOT / "notebooks" / f"02-{NAME}.py"
PORT: Final = 8809  # fixed, because the addresses of the captures name it
WHO: Final = "demo"
LEFT_OUT: Final = ("name_not_asked",)  # shows what is not recorded
KEYS: Final = {
    "comtrade": "SYNTHETIC-KEY",
    "companies_house": companies_house.KEY,
    "eu_list": eu_list.TOKEN,
    "gfw": gfw.TOKEN,
    "korea_customs": korea_customs.KEY,
    "opensky": ":".join(opensky.LOGIN),
}
# What the fakes call the folders of a source's further servers.
FOLDERS: Final = {
    "wayback": (("replay", "web"), ("cdx", "search/cdx")),
    "opensky": (("auth", "token"),),
}


def renamed(name: str, answer: Answer) -> Answer:
    """Return a fake whose further servers lie where `registry.servers_at` puts them."""

    def asked(request: Request) -> Reply:
        for theirs, ours in FOLDERS.get(name, ()):
            if not theirs or f"{request.path}/".startswith(f"{theirs}/"):
                path = f"{ours}{request.path[len(theirs) :]}" if theirs else ours
                return answer(dataclasses.replace(request, path=path))
        return answer(request)

    return asked


def limited(request: Request) -> Reply:
    """Answer as UN Comtrade, but refuse one year: the tutorial shows what a limit does."""
    if any(one.startswith("2019") for one in request.one("period").split(",")):
        return Reply(b'{"statusCode": 403, "message": "SYNTHETIC: out of quota"}', status=403)
    return comtrade.answer(request)


SOURCES: Final[dict[str, Answer]] = {
    "articles": articles.answer, "cdse": cdse.answer, "comext": comext.answer,
    "commoncrawl": commoncrawl.answer, "companies_house": companies_house.answer,
    "comtrade": limited, "danish_ais": danish_ais.answer, "dprk_reports": dprk_reports.answer,
    "earth_search": earth_search.answer, "eu_list": eu_list.answer, "feeds": feeds.answer,
    "gdelt": gdelt.answer, "gfw": gfw.answer, "gleif": gleif.answer, "icij": icij.answer,
    "korea_customs": korea_customs.answer, "marinecadastre": marinecadastre.answer,
    "ofac": ofac.answer, "opensky": opensky.answer, "readsb": readsb.answer,
    "uk_list": uk_list.answer, "un1718": un1718.answer, "un_list": un_list.answer,
    "wayback": wayback.answer,
}  # fmt: skip


class Sources(FakeSources):
    """All fakes on the fixed port."""

    port = PORT


def hand_over(store: Store) -> None:
    """Keep the files that no address gives: a receiver's log, customs files, typed rows."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        log = folder / "receiver.nmea"
        log.write_bytes(nmea.log())
        files = [log, *map(Path, us_manifests.write(folder))]
        for file in files:
            store.add_file(
                file, obtained="written by the project for this tutorial",
                why="SYNTHETIC tutorial on collecting", title=f"{file.name} (SYNTHETIC)",
            )  # fmt: skip


def recording(*arguments: Any, **options: Any) -> module.Client:  # noqa: ANN401
    """Return a client that records, with the keys of the fakes."""
    with tempfile.TemporaryDirectory() as folder:
        rates = Rates(Path(folder), sleep=lambda _: None)
    return REAL(*arguments, **{**options, "mode": "record", "who": WHO, "keys": KEYS,
                               "rates": rates, "environment": {}})  # fmt: skip


REAL: Final = module.Client


def main() -> None:
    """Record everything."""
    for name in ("captures", "log", "seals"):
        shutil.rmtree(CASE / name, ignore_errors=True)
    store = Store(CASE, WHO)
    hand_over(store)
    permit(CASE, WHO, "non-commercial", "SYNTHETIC records of a tutorial: no licence is touched")
    module.Client = recording  # type: ignore[assignment, misc]
    os.environ["OSINT_CONTACT"] = "tutorial@example.org"
    code = SCRIPT.read_text("utf-8")
    with Sources(**{name: renamed(name, one) for name, one in SOURCES.items()}):
        for cell in re.split(r"^# %%(?! \[markdown\])[^\n]*\n", code, flags=re.MULTILINE)[1:]:
            exec(compile(cell, str(SCRIPT), "exec"), globals_)  # noqa: S102  (our own script)
        record_pulls(store)


def record_pulls(store: Store) -> None:
    """Log the pulls of the case and fill their rows; what the cells asked is not asked again."""
    client = recording(CASE, servers=registry.servers_at(f"http://127.0.0.1:{PORT}"))
    for pull in pulls.pulls(open_case(CASE)):
        if pull.pull not in LEFT_OUT:
            (done,) = pulling.run(client, [pull])
            if done.state != "cannot be asked":
                store.note(pulls.EVENT, **pulling.facts(done))
            pulls.write(CASE, done)


globals_: dict[str, Any] = {"__name__": "__tutorial__"}

if __name__ == "__main__":
    main()
