"""Earth Search: the open catalogue of Sentinel scenes at Element 84, on AWS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.columns import ByCall
from osint_helpers.collect.imagery import question, quicklooks, stac
from osint_helpers.collect.imagery.geo import geo
from osint_helpers.collect.imagery.scenes import SCENES
from osint_helpers.collect.imagery.words import ATTRIBUTION, LIMITS, TERMS, TERMS_URL
from osint_helpers.collect.manifests import Manifest, Rate

if TYPE_CHECKING:
    import pandas as pd

    from osint_helpers.collect.client import Client
    from osint_helpers.collect.collected import Collected

__all__ = ["COLUMNS", "MANIFEST", "SCENES", "geo", "item", "quicklook", "scenes"]

MANIFEST: Final = Manifest(
    name="earth_search",
    kind="imagery",
    title="Earth Search v1",
    publisher="Element 84",
    servers={"": "https://earth-search.aws.element84.com/v1"},
    terms=TERMS,
    terms_url=TERMS_URL,
    licence="attribution",
    attribution=ATTRIBUTION,
    rate=Rate(2, 1.0),
    limits=(
        *LIMITS,
        (
            "The catalogue is a copy: it can lack scenes that the archive of the Copernicus Data "
            "Space has. Look there before saying that there is none."
        ),
        (
            "Quicklooks of Sentinel-1 lie in a bucket that wants an account (that its reader pays "
            "is unconfirmed)."
        ),
    ),
    calls=("scenes", "item"),
    schema="earth_search/1",
    basis="recorded",
)
COLUMNS: Final[ByCall] = {"scenes": SCENES, "item": SCENES}


def scenes(
    client: Client,
    *,
    place: str = "",
    bbox: Sequence[float] | None = None,
    start: date | str,
    end: date | str,
    collections: Sequence[str] = question.COLLECTIONS,
    max_cloud: float | None = None,
    radius_km: float = question.RADIUS_KM,
    limit: int = question.PAGE,
    at_most: int = question.AT_MOST,
) -> Collected:
    """Return the scenes over a place or box in some days.

    Parameters
    ----------
    client
        Asks, in its mode.
    place
        UN/LOCODE or name of `reference.place`; the box around it is `radius_km` to every side.
    bbox
        Instead: ``(west, south, east, north)`` in degrees; west > east crosses the antimeridian.
    start, end
        First and last day, both inclusive, UTC.
    collections
        Ids of collections: ``sentinel-1-grd`` (radar), ``sentinel-2-l2a`` (optical), ….
    max_cloud
        Leave out optical scenes with more cloud than this, in per cent of the scene. Applied here;
        radar scenes stay.
    radius_km
        Half the width of the box around a place, in km.
    limit, at_most
        Scenes a page; scenes of a box after which no more is asked (the result is then not
        complete).

    Returns
    -------
    Collected
        Columns :data:`SCENES`. A scene says that a satellite looked, not what can be seen.

    Raises
    ------
    CollectError
        For a question that is none, or when not one page came.
    ReferenceDataError
        When the place is not known or has no coordinate.
    SchemaChanged
        When the answers are not what STAC says.
    """
    return stac.search(client, MANIFEST, question.question(
        place=place, bbox=bbox, start=start, end=end, collections=collections,
        max_cloud=max_cloud, radius_km=radius_km, limit=limit, at_most=at_most,
    ))  # fmt: skip


def item(client: Client, *, collection: str, id: str, place: str = "") -> Collected:  # noqa: A002
    """Return one scene.

    Parameters
    ----------
    collection, id
        As in the columns of those names.
    place
        Fills ``covers_point``.

    Raises
    ------
    SourceRefusedError
        With status 404 when the catalogue does not know it.
    """
    return stac.item(client, MANIFEST, collection=collection, id=id, place=place)


def quicklook(
    client: Client, scene: Mapping[str, Any] | pd.Series, *, width: int = quicklooks.WIDTH
) -> quicklooks.Quicklook:
    """Return the small picture of a scene; see `quicklooks.quicklook`."""
    return quicklooks.quicklook(client, MANIFEST, scene, width=width)
