"""Markdown of the generated pages: tables and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPAN = re.compile(r"`[^`|\n]+`")


def escaped(text: str) -> str:
    """Return text that cannot break a table or become markup; line breaks become spaces."""
    return re.sub(r"([\\|<>*_`\[\]#])", r"\\\1", " ".join(str(text).split()))


def prose(text: str) -> str:
    """Return text whose code spans stay and whose other marks are escaped.

    Docstrings and help texts write code between one or two backticks, or behind a role.
    """
    text = re.sub(r":\w+(?::\w+)?:`~?\.?([^`]+)`", r"`\1`", " ".join(text.split()))
    parts = re.split(r"(`[^`]+`)", text.replace("``", "`"))
    return "".join(one if _SPAN.fullmatch(one) else escaped(one) for one in parts)


def code(text: object) -> str:
    """Return a code span, "" for nothing; a bar inside a table is escaped."""
    words = " ".join(str(text).split()).replace("|", "\\|")
    fence = "``" if "`" in words else "`"
    pad = " " if "`" in words else ""
    return f"{fence}{pad}{words}{pad}{fence}" if words else ""


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    """Return a table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
