"""What both catalogues of Sentinel scenes have to say of the data."""

from __future__ import annotations

from typing import Final

TERMS: Final = (
    "Sentinel data are free and open; who shows or passes them on names the source as the legal "
    "notice of Copernicus asks."
)
TERMS_URL: Final = (
    "https://sentinels.copernicus.eu/documents/247904/690755/Sentinel_Data_Legal_Notice"
)
ATTRIBUTION: Final = "Contains Copernicus Sentinel data (catalogue entries and quicklooks)."
COVERS: Final = (
    "A scene covers the place at that time; whether a ship can be seen is another question."
)
LIMITS: Final = (
    COVERS,
    (
        "A pixel is 10 m in Sentinel-2 and about 20 m of true detail in Sentinel-1 GRD: a ship "
        "of 100 m is ten pixels long, its name is never legible, and one of 20 m may not show."
    ),
    "Cloud cover is that of the whole scene, not over the place; radar has none.",
    "Footprints are outlines of the product: within them pixels can be without data.",
    "Sentinel-2 is not taken over the open sea (documented by ESA, not confirmed here).",
    "A satellite passes every few days: between two scenes nothing is known.",
)
