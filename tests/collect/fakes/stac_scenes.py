"""SYNTHETIC scenes that both fake catalogues serve, each in its own format. Made up throughout.

Satellites are called synthetic-…, tracks are numbered from 1, ids begin with SYNTHETIC. The times
and outlines are of the right kind: a radar every twelve days, an optical satellite every five.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import shapely

NAKHODKA = (42.8, 132.88)
BUSAN = (35.1, 129.04)
MAJURO = (7.09, 171.38)
CLOUDS = (3.2, 88.0, 41.5, 99.9, 0.4, 64.1, 17.8, 72.6, 12.0, 95.3)


@dataclass(frozen=True)
class Scene:
    """One made-up look of a satellite."""

    id: str
    collection: str
    platform: str
    at: datetime
    ring: tuple[tuple[float, float], ...]
    orbit_state: str
    track: int
    cloud: float | None = None
    baseline: str = ""
    tile: str = ""

    @property
    def radar(self) -> bool:
        return self.collection == "sentinel-1-grd"

    @property
    def box(self) -> tuple[float, float, float, float]:
        lons, lats = [x for x, _ in self.ring], [y for _, y in self.ring]
        return min(lons), min(lats), max(lons), max(lats)

    @property
    def text(self) -> str:
        return self.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _radar_ring(lat: float, lon: float, lean: float) -> tuple[tuple[float, float], ...]:
    """A leaning four-sided outline of about 250 by 170 km."""
    corners = [(-1.6 - lean, -0.75), (1.5 - lean, -0.35), (1.6 + lean, 0.8), (-1.5 + lean, 0.4)]
    ring = [(round(lon + x, 4), round(lat + y, 4)) for x, y in corners]
    return (*ring, ring[0])


def _tile_ring(lat: float, lon: float) -> tuple[tuple[float, float], ...]:
    corners = [(-0.66, -0.49), (0.67, -0.48), (0.65, 0.5), (-0.67, 0.49)]
    ring = [(round(lon + x, 4), round(lat + y, 4)) for x, y in corners]
    return (*ring, ring[0])


def _radar(at: datetime, lat: float, lon: float, state: str, track: int) -> Scene:
    lean = -0.35 if state == "ascending" else 0.35
    name = f"SYNTHETIC_S1_{at:%Y%m%dT%H%M%S}_T{track}"
    return Scene(name, "sentinel-1-grd", "synthetic-1a", at, _radar_ring(lat, lon, lean),
                 state, track)  # fmt: skip


def _optical(at: datetime, lat: float, lon: float, cloud: float, tile: str, version: str) -> Scene:
    name = f"SYNTHETIC_S2_{at:%Y%m%d}_{tile}_{version.replace('.', '')}"
    return Scene(name, "sentinel-2-l2a", "synthetic-2b", at, _tile_ring(lat, lon), "descending", 3,
                 cloud, version, tile)  # fmt: skip


def _made() -> list[Scene]:
    first = datetime(2018, 9, 3, 9, 21, 7, 250000, UTC)
    lat, lon = NAKHODKA
    out = [_radar(first + timedelta(days=12 * n), lat + 0.1, lon + 0.4, "ascending", 1)
           for n in range(6)]  # fmt: skip
    out += [_radar(first + timedelta(days=5 + 12 * n, hours=12), lat + 0.1, lon - 1.45,
                   "descending", 2) for n in range(4)]  # fmt: skip
    for n, cloud in enumerate(CLOUDS):
        at = datetime(2018, 9, 5, 2, 6, 11, tzinfo=UTC) + timedelta(days=5 * n)
        out.append(_optical(at, lat - 0.1, lon + 0.2, cloud, "SYN-01", "02.06"))
    again = next(one for one in out if one.cloud == CLOUDS[4])
    out.append(_optical(again.at, lat - 0.1, lon + 0.2, 0.6, "SYN-01", "05.00"))
    busan = datetime(2018, 9, 8, 9, 30, tzinfo=UTC)
    out += [_radar(busan + timedelta(days=12 * n), *BUSAN, "ascending", 4) for n in range(3)]
    sea = datetime(2018, 9, 10, 18, 0, tzinfo=UTC)
    out.append(_radar(sea, 10.0, 178.2, "ascending", 5))  # ends at 179.8 and a little
    out.append(_radar(sea + timedelta(seconds=25), 10.0, -178.2, "ascending", 5))
    return sorted(out, key=lambda one: (one.at, one.id), reverse=True)


SCENES = tuple(_made())


def picture(width: int = 343, height: int = 343) -> bytes:
    """Return a small PNG: grey stripes, nothing else. SYNTHETIC."""
    row = bytes([0]) + bytes((x // 8 % 2) * 90 + 80 for x in range(width))
    raw = zlib.compress(row * height, 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"tEXt", b"Comment\x00SYNTHETIC") + chunk(b"IDAT", raw)
            + chunk(b"IEND", b""))  # fmt: skip


def found(body: dict) -> list[Scene]:
    """Return the scenes a search asks for: collections, bbox, datetime, ids, as STAC API says."""
    out = [one for one in SCENES if not body.get("ids") or one.id in body["ids"]]
    if body.get("collections"):
        out = [one for one in out if one.collection in body["collections"]]
    if body.get("bbox"):
        west, south, east, north = body["bbox"]
        asked = shapely.box(west, south, east, north)
        out = [one for one in out if shapely.Polygon(one.ring).intersects(asked)]
    if body.get("datetime"):
        first, _, last = body["datetime"].partition("/")
        low, high = (datetime.fromisoformat(one) for one in (first, last or first))
        out = [one for one in out if low <= one.at <= high]
    return out
