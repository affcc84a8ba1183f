"""What made a capture: program and library versions, without a name of machine or user."""

from __future__ import annotations

import platform
import ssl
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from osint_helpers import __version__


@cache
def _facts() -> tuple[tuple[str, str], ...]:
    return (
        ("name", "osint-helpers"),
        ("openssl", ssl.OPENSSL_VERSION),
        ("python", platform.python_version()),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("urllib3", _version("urllib3")),
        ("version", __version__),
    )


def tool() -> dict[str, str]:
    """Return the ``tool`` of a capture record."""
    return dict(_facts())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
