"""How a picture is drawn, and how much a page may ask for meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from osint_helpers.errors import EvidenceError

LOCALE: Final = "en-US"
TIME_ZONE: Final = "UTC"
SCALE: Final = 1  # device pixels a CSS pixel
WIDTHS: Final = (240, 3840)


@dataclass(frozen=True)
class View:
    """The window a page is drawn in.

    Attributes
    ----------
    width, height
        Of the window in CSS pixels; the picture is as long as the page.
    online
        Whether images, styles, fonts and scripts may be fetched now.
    javascript
        Whether scripts run.
    """

    width: int = 1280
    height: int = 800
    online: bool = True
    javascript: bool = True

    def __post_init__(self) -> None:
        least, most = WIDTHS
        if not least <= self.width <= most:
            raise EvidenceError(
                f"a window {self.width} pixels wide cannot be drawn",
                advice=f"give a width from {least} to {most}",
            )


@dataclass(frozen=True)
class Limits:
    """What one picture may cost.

    Attributes
    ----------
    seconds
        For loading, from the first byte of the page to the last of its resources.
    picture_seconds
        For drawing, after that.
    resources
        How many addresses may be fetched.
    each_bytes, all_bytes
        Decoded size of one resource, and of all together.
    height, width
        Of the picture in CSS pixels; a longer or wider page is cut, and the record says so. A
        window wider than `width` is drawn whole.
    """

    seconds: float = 30.0
    picture_seconds: float = 20.0
    resources: int = 200
    each_bytes: int = 10 << 20
    all_bytes: int = 50 << 20
    height: int = 20_000
    width: int = 2560
