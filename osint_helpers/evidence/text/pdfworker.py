"""Runs in the process that reads one PDF: limits first, then pypdf, then one JSON answer."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any


def main(arguments: list[str]) -> None:
    """Read ``path seconds memory pages characters`` and write the answer to standard output."""
    path, seconds, memory, pages, characters = arguments
    _limit(int(float(seconds)) + 1, int(memory))
    logging.disable(logging.CRITICAL)
    try:
        answer = _read(path, int(pages), int(characters))
    except MemoryError:
        answer = _answer("memory")
    except RecursionError:
        answer = _answer("broken", "nested too deeply")
    except Exception as error:  # noqa: BLE001  (a hostile file can raise anything in the parser)
        answer = _answer(_code(error), f"{type(error).__name__}: {error}"[:300])
    json.dump(answer, sys.stdout)


def _limit(seconds: int, memory: int) -> None:
    """Bound time of the processor, memory, and files this process may use or make."""
    try:
        import resource
    except ImportError:  # no such module on Windows; the parent still keeps the time
        return
    wanted = ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
              (resource.RLIMIT_AS, memory))  # fmt: skip
    for what, most in wanted:
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, hard))
        except (OSError, ValueError):  # a system without this limit
            continue


def _read(path: str, most_pages: int, most_characters: int) -> dict[str, Any]:
    from pypdf import PdfReader

    with open(path, "rb") as file:  # noqa: PTH123  (nothing but pypdf is imported here)
        reader = PdfReader(file, strict=False)
        method: dict[str, Any] = {}
        if reader.is_encrypted:
            if not reader.decrypt(""):
                return _answer("encrypted")
            method["encryption"] = "opened with the empty password"
        pages: list[str] = []
        left = most_characters
        for number, page in enumerate(reader.pages, start=1):
            if number > most_pages:
                return _answer("too-many-pages")
            # A form feed parts the pages of a stored layer; half a pair is no character.
            text = (page.extract_text() or "").replace("\f", "\n")
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            left -= len(text)
            if left < 0:
                return _answer("too-much-text")
            pages.append(text)
    method |= {
        "pages": len(pages),
        "empty_pages": [n for n, text in enumerate(pages, start=1) if not text.strip()],
    }
    if not any(text.strip() for text in pages):
        return _answer("no-text", "" if pages else "it has no page", method)
    return {"pages": pages, "method": method, "code": "", "detail": ""}


def _answer(code: str, detail: str = "", method: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"pages": [], "method": method or {}, "code": code, "detail": detail}


def _code(error: Exception) -> str:
    names = {kind.__name__ for kind in type(error).__mro__}
    # Decryption by a library that is not there is a password nobody has, too.
    if "LimitReachedError" in names:
        return "limit"
    return "encrypted" if names & {"DependencyError", "FileNotDecryptedError"} else "broken"
