"""Commands on evidence: capture, seal, bundle, verify, remove, read the log."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import anchors, output
from osint_helpers.cli.command import (
    BUILD_OPTION,
    CASE_ARGUMENT,
    WHO_OPTION,
    Argument,
    Command,
    analyst,
    folder,
)
from osint_helpers.errors import OsintError

if TYPE_CHECKING:
    from osint_helpers.evidence.net.settings import Settings
    from osint_helpers.evidence.record import Capture
    from osint_helpers.evidence.storing import Store

_MEGABYTE: Final = 1 << 20


def capture(arguments: argparse.Namespace) -> int:
    """Capture one address or keep one file; exit 1 when what was stored is not sound."""
    from osint_helpers.evidence.storing import Store

    if (arguments.url is None) == (arguments.file is None):
        raise OsintError(
            "a capture is of one address or of one file",
            advice='write CASE URL --why "…", or CASE --file FILE --obtained "…"',
        )
    settings = None if arguments.url is None else _settings(arguments)
    store = Store(folder(arguments), analyst(arguments))
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
    from osint_helpers.evidence.deriving import text_layer

    if taken.body is not None and taken.body.suffix == ".pdf":
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
        max_body=int(arguments.megabytes * _MEGABYTE),
        max_wire=int(arguments.megabytes * _MEGABYTE),
        headers=_from_environment(arguments.header),
        secrets=_from_environment(arguments.secret),
        accept_leaf=None if pin is None else (pin.lower(), arguments.because),
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


def seal(arguments: argparse.Namespace) -> int:
    """Seal a case; with a time stamp or a signature where asked for."""
    from osint_helpers.evidence import sealing, signing, stamping
    from osint_helpers.evidence.net.settings import Settings

    case, who = folder(arguments), analyst(arguments)
    if (arguments.stamp is None) != (arguments.chain is None):
        raise OsintError(
            "--stamp and --chain go together",
            advice="give the authority's address and a PEM file of its certificates up to the root",
        )
    if (arguments.sign is None) != (arguments.identity is None):
        raise OsintError(
            "--sign and --identity go together",
            advice="give the private key and the name counsel knows it by",
        )
    made = sealing.seal(case, who)
    output.line(f"seal       {made.path}")
    output.line(f"SHA-256    {made.sha256}")
    if arguments.stamp is not None:
        stamp = stamping.stamp(made.path, arguments.stamp, arguments.chain, Settings())
        _noted(case, who, "seal.stamped", number=made.number, authority=arguments.stamp)
        output.line(f"stamp      {stamp}")
    if arguments.sign is not None:
        signature = signing.sign(made.path, arguments.sign, arguments.identity)
        _noted(case, who, "seal.signed", number=made.number, identity=arguments.identity)
        output.line(f"signature  {signature}")
    output.line(
        "Send the SHA-256 to somebody outside, today: only what is outside cannot be redone."
    )
    return 0


def _noted(case: Path, who: str, event: str, **facts: Any) -> None:  # noqa: ANN401
    from osint_helpers.evidence import ledger

    ledger.append(case, who, event, **facts)


def bundle(arguments: argparse.Namespace) -> int:
    """Write the zip for counsel or for production."""
    from osint_helpers.evidence import bundling

    case, who = folder(arguments), analyst(arguments)
    own = arguments.build / case.name
    target = arguments.to or arguments.build / f"{case.name}-{arguments.edition}.zip"
    target.parent.mkdir(parents=True, exist_ok=True)
    report = own if arguments.edition == "counsel" and (own / "report.html").is_file() else None
    made = bundling.bundle(case, target, edition=arguments.edition, report=report)
    _noted(case, who, "bundle.made", edition=arguments.edition, sha256=made.sha256)
    output.line(f"bundle     {made.path}  ({made.files} files, {made.bytes / 1e6:,.1f} MB)")
    output.line(f"SHA-256    {made.sha256}")
    if arguments.edition == "counsel":
        output.line(
            f"report     {'included, from ' + str(own) if report else 'none built, none included'}"
        )
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Print every finding and one summary line; exit 1 when something is broken."""
    from osint_helpers.evidence import bundling

    path = Path(arguments.case)
    if path.suffix == ".zip" and path.is_file():
        with tempfile.TemporaryDirectory(prefix="osint-verify-") as home:
            return _judge(bundling.unpack(path, Path(home)))
    return _judge(folder(arguments))


def _judge(case: Path) -> int:
    from osint_helpers.evidence import verifying

    verdict = verifying.verify(case)
    anchors.say(case, {one.path for one in verdict.findings})
    output.verdict(verdict)
    return 1 if verdict.broken else 0


def remove(arguments: argparse.Namespace) -> int:
    """Take the bytes of a capture away and leave a tombstone with their hashes and the reason."""
    from osint_helpers.evidence.storing import Store

    Store(folder(arguments), analyst(arguments)).remove(arguments.capture, reason=arguments.reason)
    output.line(f"removed    {arguments.capture}; its hashes and the reason stay in the log")
    return 0


def log(arguments: argparse.Namespace) -> int:
    """Print the log of a case, one line an event, oldest first."""
    from osint_helpers.evidence import ledger

    lines = ledger.lines(folder(arguments))
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
    (("--seconds",), {"type": float, "default": 60.0, "help": "time limit (default 60)"}),
    (("--megabytes",), {"type": float, "default": 50.0, "help": "size limit (default 50)"}),
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
_SEALING: Final[tuple[Argument, ...]] = (
    (("--stamp",), {"metavar": "URL", "help": "ask this RFC 3161 authority for a time stamp"}),
    (("--chain",), {"type": Path, "metavar": "PEM", "help": "the authority's certificates"}),
    (("--sign",), {"type": Path, "metavar": "KEY", "help": "sign with this SSH private key"}),
    (("--identity",), {"metavar": "NAME", "help": "name the key is known by, such as an e-mail"}),
)

COMMANDS: Final = (
    Command(
        "capture",
        "capture one public address, or keep a file obtained by hand",
        (CASE_ARGUMENT, *_TAKING, WHO_OPTION),
        capture,
    ),
    Command(
        "seal",
        "list the SHA-256 of everything in a case, with an optional time stamp and signature",
        (CASE_ARGUMENT, WHO_OPTION, *_SEALING),
        seal,
    ),
    Command(
        "bundle",
        "write a zip that can be checked without this software",
        (
            CASE_ARGUMENT,
            WHO_OPTION,
            (
                ("--edition",),
                {"choices": ("counsel", "production"), "default": "counsel",
                 "help": "counsel: everything; production: captures, log and seals only"},
            ),
            (("--to",), {"type": Path, "metavar": "ZIP", "help": "file to write"}),
            BUILD_OPTION,
        ),
        bundle,
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
