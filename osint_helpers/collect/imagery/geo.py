"""Footprints as a GeoDataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osint_helpers.collect.imagery.footprints import shape_of

if TYPE_CHECKING:
    import geopandas

    from osint_helpers.collect.collected import Collected


def geo(collected: Collected) -> geopandas.GeoDataFrame:
    """Return the scenes of a result with their footprints as geometry.

    Parameters
    ----------
    collected
        What ``scenes`` or ``item`` returned.

    Returns
    -------
    geopandas.GeoDataFrame
        The frame of the result, row by row, with a column ``geometry`` in EPSG:4326 (longitude
        before latitude); a footprint that crosses the antimeridian is cut there. None where the
        item has none, or where it runs around a pole.

    Raises
    ------
    SchemaChanged
        When a footprint is no area on earth.
    """
    import geopandas

    frame = collected.frame
    shapes = [shape_of(one) for one in frame["footprint"]]
    return geopandas.GeoDataFrame(frame.copy(), geometry=shapes, crs="EPSG:4326")
