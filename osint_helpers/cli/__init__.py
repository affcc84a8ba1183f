"""``osint …``: thin commands over the rooms.

Exit codes: 0 done, 1 a check found something wrong, 2 the input cannot be used (nothing was
written), 130 stopped by the user.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from typing import Final, NoReturn

from osint_helpers import __version__
from osint_helpers.cli import commands, output
from osint_helpers.cli.command import Command
from osint_helpers.errors import OsintError

__all__ = ["main", "parser"]

_RIGHT: Final = " (get the right to it, or name another place)"
_ADVICE: Final = {
    errno.EACCES: _RIGHT,
    errno.EPERM: _RIGHT,
    errno.EROFS: " (nothing can be written on that disk: name another place)",
    errno.ENOSPC: " (make room, then run the same command again)",
    errno.ENOENT: " (check the path)",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser with every command; the documentation test walks through it."""
    root = argparse.ArgumentParser(
        prog="osint",
        description="Follow one serial-numbered item from public records to counsel's desk.",
    )
    root.add_argument("--version", action="version", version=f"osint-helpers {__version__}")
    _add(root, commands.COMMANDS, "command")
    return root


def _add(above: argparse.ArgumentParser, those: Sequence[Command], word: str) -> None:
    """Add commands below a parser, and below each its own parts."""
    actions = above.add_subparsers(dest=word, required=True, metavar=word)
    for command in those:
        sub = actions.add_parser(command.name, help=command.help, description=command.help)
        for names, options in command.arguments:
            sub.add_argument(*names, **options)
        if command.parts:
            _add(sub, command.parts, f"{command.name} command")
        else:
            sub.set_defaults(action=command.action)


def _leave() -> NoReturn:
    """End a stopped process at once.

    A thread of DuckDB or Arrow may still be on its way to ask Python for rows of a file; when it
    arrives while the interpreter is taken down, the whole process aborts or hangs. What commands
    clean up has been cleaned up: they were left by an exception.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(130)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Errors of the suite are printed as ``file:row: column: what (advice)``, without a traceback.
    """
    try:
        if argv is None and len(sys.argv) == 1:
            parser().print_help(sys.stderr)  # what there is, not only that something is missing
            return OsintError.exit_code
        arguments = parser().parse_args(argv)
        code = arguments.action(arguments)
        sys.stdout.flush()
    except OsintError as error:
        for line in str(error).splitlines():
            print(f"error: {output.clean(line)}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("stopped; nothing half-written was left behind", file=sys.stderr)
        if argv is None:
            _leave()
        return 130
    except BrokenPipeError:
        # The reader (head, less) went away: not an error of ours. Keep the interpreter's
        # last flush from complaining about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # A folder that is a file, no right to write, a full disk.
        where = f"{error.filename}: " if error.filename is not None else ""
        advice = _ADVICE.get(error.errno or 0, "")
        text = f"error: {where}{error.strerror or error}{advice}"
        print(output.clean(text), file=sys.stderr)
        return OsintError.exit_code
    return int(code)
