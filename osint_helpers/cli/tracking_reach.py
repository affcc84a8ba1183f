"""``osint tracks reach``: where a vessel could have called in a gap; never where it was."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import Command, number
from osint_helpers.cli.tracking_rules import rules
from osint_helpers.errors import TracksError

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.journey.reach import End, Reach

CAUTION: Final = "what could have been reached under these assumptions; not where the vessel was"
_PRINTED: Final = ("reachable", "undetermined")


def reach(arguments: argparse.Namespace) -> int:
    """Print the ports that are not ruled out, and how many are; write all to a file.

    Returns
    -------
    int
        0, also when every port is ruled out: that is an answer.
    """
    from osint_helpers import journey

    if arguments.to is not None and arguments.to.suffix not in {".csv", ".gpkg"}:
        raise TracksError("the file of a reach is .csv or .gpkg", file=arguments.to,
                          advice="name it so")  # fmt: skip
    last, next_, hours = _ends(arguments)
    found = journey.reach(
        last, next_, hours=hours, speeds_kn=_range(arguments.speed, "--speed"),
        dwell_h=_range(arguments.dwell, "--dwell"), ports=arguments.port or None,
    )  # fmt: skip
    output.line(CAUTION)
    for text in found.given.lines():
        output.line(f"  {text}")
    frame = found.frame
    for answer, rows in frame.groupby("answer", sort=True):
        output.line(f"{answer:13s} {len(rows):,} ports")
    shown = frame[frame["answer"].isin(_PRINTED)].sort_values(
        ["answer", "at_least_nm", "port"], ascending=[True, True, True]
    )
    for row in shown.head(arguments.limit).itertuples():
        output.line(_said(row))
    if len(shown) > arguments.limit:
        output.line(f"{len(shown) - arguments.limit:,} more; --limit prints them, --to writes all")
    if arguments.to is not None:
        _write(found, frame, arguments.to)
        output.line(f"written    {arguments.to}: {len(frame):,} ports")
    return 0


def _said(row: Any) -> str:  # noqa: ANN401  (a row of the frame)
    speed = "no line was looked for"
    if not math.isnan(row.reachable_from_kn):
        speed = f"reachable from {row.reachable_from_kn:.1f} kn"
    return (
        f"{row.answer:13s} {row.port:8s} {row.name} ({row.country}): {row.at_least_nm:,.0f} to "
        f"{row.at_most_nm:,.0f} nm, unreachable below {row.unreachable_below_kn:.1f} kn, {speed}"
    )


def _ends(arguments: argparse.Namespace) -> tuple[End | None, End | None, Any]:
    """Return both ends and the hours: of a gap of a store, or as given."""
    from osint_helpers.journey.reach import End

    if arguments.store is not None or arguments.gap is not None:
        if arguments.store is None or arguments.gap is None:
            raise TracksError("a gap is named by its store and its id",
                              advice="osint tracks reach STORE --gap ID")  # fmt: skip
        if arguments.last or arguments.next or arguments.hours:
            advice = "leave out --last, --next and --hours"
            raise TracksError("the gap gives both ends and the hours", advice=advice)
        return _of_gap(arguments)
    if not arguments.hours or not (arguments.last or arguments.next):
        advice = "--last LAT,LON --next LAT,LON --hours H, or STORE --gap ID"
        raise TracksError("the ends of the gap and its hours are needed", advice=advice)
    ends = [
        None if text is None else End(*_pair(text, option), radius_nm=arguments.radius)
        for text, option in ((arguments.last, "--last"), (arguments.next, "--next"))
    ]
    return ends[0], ends[1], _range(arguments.hours, "--hours")


def _of_gap(arguments: argparse.Namespace) -> tuple[End | None, End | None, float]:
    from osint_helpers import tracks
    from osint_helpers.journey.reach import End

    store = tracks.open_store(arguments.store)
    rule = rules(["gaps"], arguments.rule or [])["gaps"]
    frame = tracks.gaps(store, rule).frame
    rows = frame[frame["event"].str.startswith(arguments.gap)]
    if len(rows) != 1:
        raise TracksError(
            f"{len(rows)} gaps of this store have the id {arguments.gap!r} under {rule}",
            advice="give the same --rule the gaps were found with; osint tracks events lists them",
        )
    row = rows.iloc[0]
    output.line(f"gap        {row['event']} of MMSI {row['mmsi']}: {row['text']}")
    names = {"off": "last position received", "on": "next position received"}
    ends = [
        None
        if math.isnan(row[f"{side}_lat"])
        else End(
            lat := float(row[f"{side}_lat"]),
            lon := float(row[f"{side}_lon"]),
            arguments.radius,
            f"{name}, {lat:.5f}, {lon:.5f}",
        )
        for side, name in names.items()
    ]
    return ends[0], ends[1], float(row["hours"])


def _pair(text: str, option: str) -> tuple[float, float]:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        advice = f"write {option}=LAT,LON in degrees, such as {option}=-33.9,151.2"
        raise TracksError(f"{option} {text!r} is no position", advice=advice) from None
    return lat, lon


def _range(text: str, option: str) -> float | tuple[float, float]:
    try:
        parts = [float(part) for part in str(text).split(",")]
    except ValueError:
        parts = []
    if len(parts) not in {1, 2}:
        raise TracksError(f"{option} {text!r} is no number and no pair",
                          advice=f"write {option} 6 or {option} 5,14")  # fmt: skip
    return parts[0] if len(parts) == 1 else (parts[0], parts[1])


def _write(found: Reach, frame: pd.DataFrame, target: Path) -> None:
    """Write every port as CSV or GeoPackage, whole or not at all, with the assumptions."""
    import shutil
    import tempfile

    told = frame.assign(assumptions="; ".join(found.given.lines()), caution=CAUTION)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=target.parent))
    try:
        made = work / target.name
        if target.suffix == ".csv":
            _csv(told, made)
        else:
            import geopandas

            from osint_helpers.tracks import writing

            points = geopandas.points_from_xy(told["lon"], told["lat"], crs="EPSG:4326")
            writing.layer(geopandas.GeoDataFrame(told, geometry=points), made, "reach")
        made.replace(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _csv(frame: pd.DataFrame, target: Path) -> None:
    from osint_helpers._cells import rows_csv

    rows = frame.astype(object).where(frame.notna(), "").to_numpy().tolist()
    cells = [[str(cell) for cell in row] for row in rows]
    target.write_text(rows_csv([list(frame.columns), *cells]), encoding="utf-8", newline="")


COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "reach",
        "say which ports a vessel could have called at in a gap; never where it was",
        (
            (("store",), {"type": Path, "nargs": "?", "help": "folder of a store, with --gap"}),
            (("--gap",), {"metavar": "ID", "help": "id of a gap of the store, or how it begins"}),
            (("--rule",), {"action": "append", "metavar": "NAME=VALUE",
                           "help": "the thresholds the gap was found with"}),
            (("--last",), {"metavar": "LAT,LON", "help": "last position, degrees"}),
            (("--next",), {"metavar": "LAT,LON", "help": "next position, degrees"}),
            (("--hours",), {"metavar": "H", "help": "hours between them, or LOW,HIGH"}),
            (("--speed",), {"required": True, "metavar": "LOW,HIGH",
                            "help": "average speed under way, knots: an assumption"}),
            (("--radius",), {"type": number(0, 600), "default": 0.0, "metavar": "NM",
                             "help": "how far off the positions may be, nautical miles"}),
            (("--dwell",), {"default": "6", "metavar": "H",
                            "help": "hours a call takes, or LOW,HIGH: an assumption (default 6)"}),
            (("--port",), {"action": "append", "metavar": "CODE", "help": "only this port"}),
            (("--limit",), {"type": int, "default": 20, "help": "ports printed at most"}),
            (("--to",), {"type": Path, "metavar": "FILE", "help": ".csv or .gpkg with every port"}),
        ),
        reach,
    ),
)  # fmt: skip
