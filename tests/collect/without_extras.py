"""Run in a process of its own: the libraries of the extra ``collect`` cannot be imported.

Prints a line of JSON: the collectors that list, and for each call tried the error it gave.
"""

from __future__ import annotations

import json
import sys
import tempfile
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import SimpleNamespace
from typing import Any

EXTRAS = ("PIL", "feedparser", "htmldate", "lxml", "pyais", "pyarrow", "socks", "trafilatura",
          "zstandard")  # fmt: skip
# call -> library it cannot do without
NEEDS = {
    "feeds.entries": "feedparser",
    "articles.read": "lxml",
    "articles.dates": "lxml",
    "danish_ais.day": "pyarrow",
    "marinecadastre.day": "zstandard",
    "nmea.log": "pyais",
    "ofac.sdn": "lxml",
    "un_list.consolidated": "lxml",
    "eu_list.consolidated": "lxml",
}

NEEDS_NONE = ("comtrade.trade", "wayback.captures", "gfw.search", "gleif.search", "icij.reconcile",
              "opensky.arrivals", "earth_search.scenes", "uk_list.sanctions_list",
              "ofac.sdn_csv")  # fmt: skip


class Blocked(MetaPathFinder):
    """Finds no module of an extra, as on a machine without them."""

    def find_spec(self, name: str, *_: Any) -> None:
        """Refuse what belongs to an extra."""
        if name.partition(".")[0] in EXTRAS:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def tried(url: str, log: bytes) -> dict[str, Any]:
    """Ask sources that run in another process, where the libraries are."""
    from osint_helpers.errors import OsintError
    from tests.collect import questions

    questions.nmea.log = lambda: log
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        desk = questions.desk_at(folder, SimpleNamespace(url=url, servers={}))
        for name in (*NEEDS, *NEEDS_NONE):
            try:
                told[name] = len(questions.ask(name, desk))
            except OsintError as error:
                told[name] = [type(error).__name__, error.what, error.advice]
    return told


def main() -> None:
    """Block, list, try."""
    sys.meta_path.insert(0, Blocked())
    from osint_helpers.collect import listing, registry

    listed = list(registry.collectors())
    page = listing.page()
    loaded = sorted(name for name in EXTRAS if name in sys.modules)
    told = tried(sys.argv[1], Path(sys.argv[2]).read_bytes())
    sys.stdout.write(json.dumps({"listed": listed, "page": page, "loaded": loaded, "tried": told}))


if __name__ == "__main__":
    main()
