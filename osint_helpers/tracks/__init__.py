"""AIS positions at scale: a sorted store, and events out of it.

Names load when they are first used; importing this room costs nothing. Functions bear the names of
their modules, so take them from the room: ``from osint_helpers import tracks; tracks.gaps(store)``.
"""
