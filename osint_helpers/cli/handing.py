"""Commands that close evidence and hand it over: seal, bundle."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.cli import output
from osint_helpers.cli.command import (
    BUILD_OPTION,
    CASE_ARGUMENT,
    WHO_OPTION,
    Argument,
    Command,
    analyst,
    evidence_folder,
    proxy,
)
from osint_helpers.errors import OsintError

if TYPE_CHECKING:
    from osint_helpers.evidence.sealing import Seal


def seal(arguments: argparse.Namespace) -> int:
    """Seal a case; with a time stamp or a signature where asked for.

    Returns
    -------
    int
        1 when the case is sealed and a stamp or signature that was asked for did not come about.
    """
    from osint_helpers.evidence import sealing, signing, stamping
    from osint_helpers.evidence.net.settings import Settings

    case, who = evidence_folder(arguments), analyst(arguments)
    _check_seal(arguments, case)
    settings = Settings(proxy="" if arguments.stamp is None else proxy())
    made = sealing.seal(case, who)
    output.line(f"seal       {made.path}")
    output.line(f"SHA-256    {made.sha256}")
    good = True
    if arguments.stamp is not None:
        facts = {"number": made.number, "authority": arguments.stamp}
        good &= _beside(
            "stamp", made, (case, who, facts),
            lambda: stamping.stamp(made.path, arguments.stamp, arguments.chain, settings),
        )  # fmt: skip
    if arguments.sign is not None:
        facts = {"number": made.number, "identity": arguments.identity}
        good &= _beside(
            "signature", made, (case, who, facts),
            lambda: signing.sign(made.path, arguments.sign, arguments.identity),
        )  # fmt: skip
    output.line(
        "Send the SHA-256 to somebody outside, today: only what is outside cannot be redone."
    )
    return 0 if good else 1


def _check_seal(arguments: argparse.Namespace, case: Path) -> None:
    """Refuse what cannot be stamped or signed before a seal is made: a seal stays for ever."""
    from osint_helpers.evidence import signing, stamping
    from osint_helpers.evidence.net import urls

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
    if arguments.stamp is not None:
        urls.parse(arguments.stamp)
        stamping.check_request(arguments.chain)
    if arguments.sign is not None:
        signing.check_request(case, arguments.sign, arguments.identity)


def _beside(
    what: str, made: Seal, log: tuple[Path, str, dict[str, Any]], make: Callable[[], Path]
) -> bool:
    """Make a stamp or a signature and log it; say what failed, since the seal stays all the same.

    Returns
    -------
    bool
        Whether it came about.
    """
    from osint_helpers.evidence import ledger

    case, who, facts = log
    try:
        path = make()
    except OsintError as error:
        again = f"seal {made.number} is made and stays, without {what}; osint seal makes the next"
        print(f"error: {error}\nerror: {again}", file=sys.stderr)
        return False
    event = {"stamp": "seal.stamped", "signature": "seal.signed"}[what]
    ledger.append(case, who, event, **facts)
    output.line(f"{what:<10} {path}")
    return True


def bundle(arguments: argparse.Namespace) -> int:
    """Write the zip for counsel or for production."""
    from osint_helpers.evidence import bundling, ledger, sealing

    case, who = evidence_folder(arguments), analyst(arguments)
    own = arguments.build / case.name
    target = arguments.to or arguments.build / f"{case.name}-{arguments.edition}.zip"
    report = own if arguments.edition == "counsel" and (own / "report.html").is_file() else None
    with _folder_of(target):
        made = bundling.bundle(case, target, edition=arguments.edition, report=report)
    try:
        ledger.append(case, who, "bundle.made", edition=arguments.edition, sha256=made.sha256)
    except BaseException:
        made.path.unlink()  # what the log does not know has not left the case
        raise
    output.line(f"bundle     {made.path}  ({made.files} files, {made.bytes / 1e6:,.1f} MB)")
    output.line(f"SHA-256    {made.sha256}")
    if arguments.edition == "counsel":
        output.line(
            f"report     {'included, from ' + str(own) if report else 'none built, none included'}"
        )
    if report is not None:
        newest = max(sealing.seals(case), key=lambda one: one.number)
        if newest.sha256 not in (report / "report.html").read_text("utf-8", "replace"):
            output.line(
                f"           it does not name seal {newest.number:04d}: it was built before; "
                "osint run builds it anew, then make the bundle again"
            )
    return 0


@contextmanager
def _folder_of(target: Path) -> Iterator[None]:
    """Make the folder of a file; take it away again when nothing came of it."""
    missing = [one for one in target.parents if not one.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in missing:
            one.rmdir()
        raise


_SEALING: Final[tuple[Argument, ...]] = (
    (("--stamp",), {"metavar": "URL", "help": "ask this RFC 3161 authority for a time stamp"}),
    (("--chain",), {"type": Path, "metavar": "PEM", "help": "the authority's certificates"}),
    (("--sign",), {"type": Path, "metavar": "KEY", "help": "sign with this SSH private key"}),
    (("--identity",), {"metavar": "NAME", "help": "name the key is known by, such as an e-mail"}),
)

COMMANDS: Final = (
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
)  # fmt: skip
