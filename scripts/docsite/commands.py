"""The page of the commands, from the parser: every command, argument, option and default."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from osint_helpers.cli import parser
from scripts.docsite.markdown import code, prose, table

_HEAD = """\
# Every command

From the parser of `osint`, at this build. What they do, in the order one meets them:
[Commands](../docs/commands.md).
"""


def leaves(
    above: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str, argparse.ArgumentParser]]:
    """Yield words, help and parser of every command that does something."""
    for action in above._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        helps = {one.dest: one.help or "" for one in action._choices_actions}
        for name, sub in action.choices.items():
            below = list(leaves(sub, (*words, name)))
            if below:
                yield from below
            else:
                yield (*words, name), helps.get(name, ""), sub


def _shown(action: argparse.Action) -> str:
    names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if not action.option_strings or action.nargs == 0:
        return code(names)
    value = action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper()
    return code(f"{names} {value}")


def _rows(sub: argparse.ArgumentParser) -> Iterator[tuple[str, ...]]:
    for action in sub._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        default = "" if action.default in (None, False, argparse.SUPPRESS, []) else action.default
        needed = action.required and not action.option_strings and action.nargs not in ("*", "?")
        words = "needed" if needed or (action.required and action.option_strings) else ""
        yield (
            _shown(action),
            code(" ".join(map(str, default)) if isinstance(default, list | tuple) else default)
            or words,
            prose((action.help or "").replace("%%", "%")),
        )


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for words, about, sub in leaves(parser()):
        usage = " ".join(sub.format_usage().removeprefix("usage: ").split())
        parts.append(f"## osint {' '.join(words)}\n\n{prose(about)}\n\n```none\n{usage}\n```\n")
        rows = list(_rows(sub))
        if rows:
            parts.append(table(("argument", "default", "what it is"), rows) + "\n")
    return "\n".join(parts)
