"""The small picture of a scene: its bytes as evidence, and a picture made from them.

Nothing is signed and nobody logs in: a picture that is not openly served is refused with advice.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.collect.extras import need
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.collect.answers import Answer
    from osint_helpers.collect.client import Client
    from osint_helpers.collect.manifests import Manifest

WIDTH: Final = 900
MOST_PIXELS: Final = 50_000_000  # a quicklook has under one million
_ROLES: Final = ("thumbnail", "overview")
_SIGNS: Final = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
_OPEN: Final = ("image/jpeg", "image/jpg", "image/png")
# codes of the multihash table, as varints (github.com/multiformats/multicodec)
_HASHES: Final = {"1220": "sha256", "d50110": "md5", "1114": "sha1"}


@dataclass(frozen=True, repr=False)
class Quicklook(Carded):
    """The small picture of a scene.

    Attributes
    ----------
    scene
        ``collection/id``.
    asset, href
        Name of the asset and its address.
    capture
        Id of the capture of its bytes; ``""`` in live mode.
    sha256
        Of these bytes.
    checked
        How they were compared with the checksum the item gives; says so where it gives none.
    png
        The picture made from them.
    method
        How: name, version, resize.
    derived
        Id of the derived capture that holds it; ``""`` where none was stored.
    synthetic
        True when it came from no public address.
    """

    scene: str
    asset: str
    href: str
    capture: str
    sha256: str
    checked: str
    png: bytes = field(repr=False)
    method: Mapping[str, Any]
    derived: str
    synthetic: bool

    def _repr_png_(self) -> bytes:
        """Return the picture, for JupyterLab."""
        return self.png


def quicklook(
    client: Client, manifest: Manifest, scene: Mapping[str, Any] | pd.Series, *, width: int = WIDTH
) -> Quicklook:
    """Return the small picture of a scene: its bytes captured, and a PNG made from them.

    Parameters
    ----------
    client
        In record mode both are stored in its case; in replay what was stored is used, and a
        picture that was not is made and not stored.
    scene
        A row of the frame: ``collected.frame.iloc[0]``.
    width
        Greatest width of the picture made, in pixels. It is never made larger than it came.

    Raises
    ------
    CollectError
        When the scene has no open JPEG or PNG, its bytes are not those the item names, or Pillow
        is not there.
    """
    if not 16 <= width <= 4000:
        raise CollectError(f"a picture {width} pixels wide", advice="16 to 4000", column="width")
    named = f"{scene['collection']}/{scene['id']}"
    name, asset = chosen(scene["assets"], named)
    answer = client.ask(manifest, asset["href"], collector=f"{manifest.name}.quicklook",
                        keyed=False)  # fmt: skip
    checked = compared(asset, answer, named)
    png, method = picture(answer.data, width)
    return Quicklook(
        named, name, asset["href"], answer.capture, answer.sha256, checked, png, method,
        _stored(client, answer, png, method, named), answer.synthetic,
    )  # fmt: skip


def chosen(assets: Mapping[str, Any], named: str) -> tuple[str, Mapping[str, Any]]:
    """Return name and facts of the asset to show: an open JPEG or PNG with the role of a preview.

    Raises
    ------
    CollectError
        When there is none; the advice depends on what there is instead.
    """
    seen = [(name, one) for role in _ROLES for name, one in assets.items()
            if role in one.get("roles", []) or name == role]  # fmt: skip
    for name, one in seen:
        href = str(one.get("href") or "")
        if href.startswith(("https://", "http://")) and one.get("type", _OPEN[0]) in _OPEN:
            return name, one
    if not seen:
        raise CollectError(f"the scene {named} has no quicklook", advice="look at its assets")
    kinds = sorted({str(one.get("type") or "of unknown type") for _, one in seen})
    if any(str(one.get("href") or "").startswith("s3://") for _, one in seen):
        raise CollectError(
            f"the quicklook of {named} lies in a bucket that wants an account",
            advice="nothing is signed here: look for the same scene at the other catalogue, or "
            "add the file by hand with osint capture",
        )
    raise CollectError(
        f"the quicklook of {named} is {', '.join(kinds)}",
        advice="JPEG 2000 and TIFF want a raster library: open it in QGIS, and add the picture "
        "you made to the case with the way you made it",
    )


def compared(asset: Mapping[str, Any], answer: Answer, named: str) -> str:
    """Return how the bytes were compared with the checksum of the item (a multihash).

    Raises
    ------
    CollectError
        When they differ.
    """
    said = str(asset.get("checksum") or "").lower()
    kind = next((kind for code, kind in _HASHES.items() if said.startswith(code)), "")
    if not said:
        return "the item gives no checksum"
    if not kind:
        return f"the checksum of the item is of a kind that is not read: {said[:12]}"
    import hashlib

    code = next(code for code, one in _HASHES.items() if one == kind)
    found = hashlib.new(kind, answer.data, usedforsecurity=False).hexdigest()
    if found != said.removeprefix(code):
        raise CollectError(
            f"the quicklook of {named} is not the one its item names: {kind} {found[:16]} instead "
            f"of {said.removeprefix(code)[:16]}", advice="the capture keeps what came",
        )  # fmt: skip
    return f"{kind} as the item gives it"


def picture(data: bytes, width: int) -> tuple[bytes, dict[str, Any]]:
    """Return a PNG of at most `width` pixels made from a JPEG or PNG, and the method.

    Raises
    ------
    CollectError
        When the bytes are neither, are broken, or unfold to too many pixels.
    """
    kind = next((kind for sign, kind in _SIGNS.items() if data.startswith(sign)), "")
    if not kind:
        raise CollectError("the quicklook is neither JPEG nor PNG", advice="look at the capture")
    made = _decoded(data, kind)
    before = (made.width, made.height)
    size = (min(width, made.width), max(1, round(made.height * min(width / made.width, 1))))
    made = made.resize(size, _pillow().Resampling.LANCZOS) if size != before else made
    out = io.BytesIO()
    made.save(out, "PNG", optimize=False)
    return out.getvalue(), {
        "name": "Pillow", "version": _pillow_version(), "from": kind, "resize": list(size),
        "of": list(before), "filter": "Lanczos" if size != before else "none", "colours": "RGB",
    }  # fmt: skip


def _decoded(data: bytes, kind: str) -> Any:  # noqa: ANN401
    opened = _pillow().open
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made = opened(io.BytesIO(data), formats=[kind])
            small = made.width * made.height <= MOST_PIXELS
            if small:
                return made.convert("RGB")
    except Exception as error:  # noqa: BLE001  (a decoder raises what it likes on broken bytes)
        raise CollectError(f"the quicklook cannot be read: {type(error).__name__}") from None
    raise CollectError(f"the quicklook has {made.width} by {made.height} pixels")


def _pillow() -> Any:  # noqa: ANN401
    return need("PIL.Image")


def _pillow_version() -> str:
    from importlib.metadata import version

    return version("pillow")


def _stored(client: Client, answer: Answer, png: bytes, method: dict[str, Any], named: str) -> str:
    """Return the id of the derived capture: one made before in the same way, or a new one."""
    if not answer.capture or client.case is None:
        return ""
    from osint_helpers.evidence import record
    from osint_helpers.evidence.reading import derived_of

    held = list(record.captures(client.case))
    of = next(one for one in held if one.id == answer.capture)
    for one in derived_of(held, of):
        if one.record.get("method") == method:
            return one.id
    if client.mode != "record" or not client.who:
        return ""
    from osint_helpers.evidence.storing import Store

    made = Store(client.case, client.who).add_derived(
        of, png, ending="png", method=method, why="quicklook, to be shown",
        title=f"Quicklook of {named}", content_type="image/png",
    )  # fmt: skip
    return made.id
