"""The slow tracks at common moments as one pass; ``meeting_kernels.slow`` defines it."""

from __future__ import annotations

from typing import Any

import numpy as np

from osint_helpers.tracks import moment_pass as moments
from osint_helpers.tracks.engines.streams import Arrays, passed_by
from osint_helpers.tracks.meeting_kernels import Sliced, every, slow


@passed_by(slow, "sog_kn")
def slow_pass(tracks: Arrays, rule: Any) -> Arrays:  # noqa: ANN401  (an EncounterRule, or Sliced)
    """Return the columns of ``slow``."""
    sliced, rule = (rule, rule.rule) if isinstance(rule, Sliced) else (None, rule)
    held = moments.maybe_slow(tracks, moments.crossing(tracks, rule), rule.slower_kn)
    ends = moments.vectors(tracks, held)
    kn = moments.speeds(held, ends)
    kept = np.flatnonzero(kn < rule.slower_kn)
    moment, step = moments.spread(held.only(kept))
    step = kept[step]
    at_us = moment * every(rule)
    place = moments.places(tracks, held, ends, at_us, step)
    size = moments.length(*place)
    found: Arrays = {"track": tracks["track"][held.at[step]], "moment": moment, "kn": kn[step]}
    found |= {name: one / size for name, one in zip("xyz", place, strict=True)}
    if sliced is not None:
        found["slice"] = at_us // sliced.slice_us
    return found
