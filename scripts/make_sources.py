"""Write docs/sources.md from the manifests of the collectors."""

from __future__ import annotations

from pathlib import Path

from osint_helpers.collect import listing

TARGET = Path(__file__).resolve().parent.parent / "docs" / "sources.md"


def main() -> None:
    """Write the page."""
    TARGET.write_text(listing.page(), "utf-8")


if __name__ == "__main__":
    main()
