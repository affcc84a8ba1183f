"""Steps of ``scripts/make_sea.py``: coast to raster, raster to leaves, leaves to edges."""
