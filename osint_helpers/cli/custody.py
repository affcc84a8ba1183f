"""Commands on evidence: capture, verify, remove, read the log."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from osint_helpers.cli import anchors, output
from osint_helpers.cli.command import (
    CASE_ARGUMENT,
    WHO_OPTION,
    Argument,
    Command,
    analyst,
    evidence_folder,
    holds_evidence,
    number,
    proxy,
)
from osint_helpers.errors import OsintError

if TYPE_CHECKING:
    from osint_helpers.evidence.net.settings import Settings
    from osint_helpers.evidence.record import Capture
    from osint_helpers.evidence.storing import Store

_MEGABYTE: Final = 1 << 20
_DECODED: Final = 4  # a body may grow so much when it is decoded: the ratio of the defaults


def capture(arguments: argparse.Namespace) -> int:
    """Capture one address or keep one file; exit 1 when what was stored is not sound."""
    from osint_helpers.evidence.storing import Store

    if (arguments.url is None) == (arguments.file is None):
        raise OsintError(
            "a capture is of one address or of one file",
            advice='write CASE URL --why "…", or CASE --file FILE --obtained "…"',
        )
    _refuse_strange(arguments)
    settings = None if arguments.url is None else _settings(arguments)
    store = Store(evidence_folder(arguments), analyst(arguments))
    if arguments.file is not None:
        taken = _file(store, arguments)
    else:
        if not arguments.why:
            raise OsintError("it is not said why", advice='add --why "what this is to show"')
        taken = store.capture(
            arguments.url, why=arguments.why, settings=settings, authority=arguments.authority
        )
    output.capture(taken)
    _text_layer(store, taken)
    return 0 if taken.sound else 1


def _refuse_strange(arguments: argparse.Namespace) -> None:
    """Refuse options of the other kind of capture: what they say would be lost in silence."""
    of_file = {
        "--obtained": arguments.obtained, "--title": arguments.title,
        "--from-url": arguments.from_url,
    }  # fmt: skip
    of_url = {
        "--secret": arguments.secret, "--header": arguments.header,
        "--accept-certificate": arguments.accept_certificate, "--because": arguments.because,
    }  # fmt: skip
    kind, options = ("a file", of_file) if arguments.file is None else ("an address", of_url)
    for name, value in options.items():
        if value:
            raise OsintError(
                f"{name} belongs to the capture of {kind}",
                advice=f"leave {name} out; --why and --authority go with both",
            )


def _file(store: Store, arguments: argparse.Namespace) -> Capture:
    if not arguments.obtained:
        raise OsintError(
            "it is not said how the file was obtained",
            advice='add --obtained "from whom, how, when"',
        )
    return store.add_file(
        arguments.file,
        obtained=arguments.obtained,
        why=arguments.why or "kept as evidence",
        title=arguments.title,
        url=arguments.from_url,
        authority=arguments.authority,
    )


def _text_layer(store: Store, taken: Capture) -> None:
    """Keep the text layer of a PDF beside it: quotes are looked for in it, page by page."""
    from osint_helpers.evidence.deriving import holds_pdf, text_layer

    if holds_pdf(taken):
        output.capture(text_layer(store, taken))


def _settings(arguments: argparse.Namespace) -> Settings:
    from osint_helpers.evidence.net.settings import Settings

    pin = arguments.accept_certificate
    if (pin is None) != (arguments.because is None):
        raise OsintError(
            "--accept-certificate and --because go together",
            advice="say which certificate (its SHA-256) and why it is accepted",
        )
    return Settings(
        seconds=arguments.seconds,
        max_body=int(arguments.megabytes * _DECODED * _MEGABYTE),
        max_wire=int(arguments.megabytes * _MEGABYTE),
        headers=_from_environment(arguments.header),
        secrets=_from_environment(arguments.secret),
        accept_leaf=None if pin is None else (pin.lower(), arguments.because),
        proxy=proxy(),
    )


def _from_environment(pairs: Iterable[str]) -> dict[str, str]:
    """Read ``NAME=VARIABLE`` pairs: a key is never an argument, which any user could list."""
    found = {}
    for pair in pairs:
        name, equals, variable = pair.partition("=")
        if not (name and equals and os.environ.get(variable)):
            raise OsintError(
                f"the value of {name or 'a key'!r} is not in the environment",
                advice="write NAME=VARIABLE, and set that environment variable first",
            )
        found[name] = os.environ[variable]
    return found


def verify(arguments: argparse.Namespace) -> int:
    """Print every finding and one summary line; exit 1 when something is broken.

    Raises
    ------
    OsintError
        When there is no evidence to check: "0 broken" of a wrong folder would be taken for good.
    """
    from osint_helpers.evidence import bundling, layout

    path = Path(arguments.case)
    if path.suffix.lower() == ".zip" and not path.exists():
        raise OsintError("there is no such file", file=path, advice="check the path of the bundle")
    if not path.is_file():
        return _judge(evidence_folder(arguments))
    with tempfile.TemporaryDirectory(prefix="osint-verify-") as home:
        unpacked = bundling.unpack(path, Path(home))
        if not ((unpacked / layout.MANIFEST).is_file() and holds_evidence(unpacked)):
            raise OsintError(
                f"is no bundle: {layout.MANIFEST}, captures, log or seals are not in it",
                file=path,
                advice="use the zip exactly as it was made; of a folder, give the folder",
            )
        return _judge(unpacked)


def _judge(case: Path) -> int:
    from osint_helpers.evidence import verifying

    verdict = verifying.verify(case)
    anchors.say(case, {one.path for one in verdict.findings})
    output.verdict(verdict)
    return 1 if verdict.broken else 0


def remove(arguments: argparse.Namespace) -> int:
    """Take the bytes of a capture away and leave a tombstone with their hashes and the reason."""
    from osint_helpers.evidence.record import captures
    from osint_helpers.evidence.storing import Store

    case = evidence_folder(arguments)
    Store(case, analyst(arguments)).remove(arguments.capture, reason=arguments.reason)
    output.line(f"removed    {arguments.capture}; its hashes and the reason stay in the log")
    for one in captures(case):
        if (one.record.get("derived_from") or {}).get("capture") == arguments.capture:
            output.line(f"still here {one.id}, made from it; remove it too if the reason covers it")
    return 0


def log(arguments: argparse.Namespace) -> int:
    """Print the log of a case, one line an event, oldest first."""
    from osint_helpers.evidence import ledger

    lines = ledger.lines(evidence_folder(arguments))
    for line in sorted(lines, key=lambda one: (one.at, one.file, one.n)):
        output.event(line)
    output.line(f"{len(lines)} lines")
    return 0


_TAKING: Final[tuple[Argument, ...]] = (
    (("url",), {"nargs": "?", "help": "address to capture"}),
    (("--file",), {"type": Path, "help": "keep this file instead of an address"}),
    (("--obtained",), {"metavar": "TEXT", "help": "from whom, how and when the file came"}),
    (("--title",), {"default": "", "metavar": "TEXT", "help": "title of the file"}),
    (("--from-url",), {"default": "", "metavar": "URL", "help": "where the file is said to be"}),
    (("--why",), {"default": "", "metavar": "TEXT", "help": "what it shows; others will read it"}),
    (("--authority",), {"default": "", "metavar": "TEXT", "help": "instruction it is made under"}),
    (("--seconds",), {"type": number(0.001, 86_400), "default": 60.0,
                      "help": "time limit (default 60)"}),
    (("--megabytes",), {"type": number(0.001, 1_000_000), "default": 50.0,
                        "help": "limit of what is received (default 50; decoded four times that)"}),
    (
        ("--secret",),
        {"action": "append", "default": [], "metavar": "NAME=VARIABLE",
         "help": "query parameter whose value is in an environment variable; never stored"},
    ),
    (
        ("--header",),
        {"action": "append", "default": [], "metavar": "NAME=VARIABLE",
         "help": "request header whose value is in an environment variable; never stored"},
    ),
    (
        ("--accept-certificate",),
        {"metavar": "SHA256", "help": "accept exactly this certificate though it does not verify"},
    ),
    (("--because",), {"metavar": "TEXT", "help": "why the certificate is accepted; recorded"}),
)  # fmt: skip
COMMANDS: Final = (
    Command(
        "capture",
        "capture one public address, or keep a file obtained by hand",
        (CASE_ARGUMENT, *_TAKING, WHO_OPTION),
        capture,
    ),
    Command(
        "verify",
        "check captures, log and seals of a case folder or of a bundle",
        ((("case",), {"help": "name of a case, path of its folder, or a bundle (.zip)"}),),
        verify,
    ),
    Command(
        "remove",
        "take a capture away, leaving its hashes and the reason",
        (
            CASE_ARGUMENT,
            (("capture",), {"help": "id of the capture"}),
            (("--reason",), {"required": True, "metavar": "TEXT", "help": "why it must go"}),
            WHO_OPTION,
        ),
        remove,
    ),
    Command("log", "print the evidence log of a case", (CASE_ARGUMENT,), log),
)  # fmt: skip
