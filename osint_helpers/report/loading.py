"""Loading nbformat without the grammars it never uses."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any, Final

_GRAMMARS: Final = "rfc3987_syntax"


@contextlib.contextmanager
def _without(name: str) -> Iterator[None]:
    """Let ``import name`` fail inside the block, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # the import system's own sign for "no"
    try:
        yield
    finally:
        del sys.modules[name]


def nbformat() -> Any:  # noqa: ANN401  (an untyped module)
    """Return the module nbformat.

    It loads jsonschema, which compiles 38 grammars of internationalised addresses if the optional
    package ``rfc3987-syntax`` is there: 1.7 s of every build for the formats ``iri`` and
    ``iri-reference``, which the notebook schema does not name. jsonschema itself treats the
    package as optional, so it is left out while jsonschema loads.
    """
    with _without(_GRAMMARS):
        import nbformat as module
    return module
