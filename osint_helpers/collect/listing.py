"""All sources as text and as the page docs/sources.md, written from their manifests alone."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from osint_helpers.collect import parameters, registry
from osint_helpers.collect.columns import Column
from osint_helpers.collect.licences import CLASSES
from osint_helpers.collect.manifests import BASES, KINDS, Auth, Manifest

_MARKUP: Final = re.compile(r":\w+:`")  # of docstrings
_SHARED: Final = 8  # so many columns an earlier call has too are named, not described again
_WIDTH: Final = 80  # of a terminal, as `osint sources NAME` prints
_Held = dict[Column, str]  # column -> the call it was described with
_KINDS: Final = {
    "shipping": "Shipping and trade",
    "news": "News and web archives",
    "vessels": "Vessels",
    "flights": "Flights",
    "parties": "Parties",
    "imagery": "Imagery",
    "sanctions": "Sanctions lists",
}


def text() -> str:
    """Return one line a collector: name, licence class, key, publisher."""
    lines = [f"{'collector':34s} {'licence':15s} {'key':40s} publisher"]
    for manifest in registry.manifests():
        for call in manifest.calls:
            name = f"{manifest.name}.{call}"
            lines.append(
                f"{name:34s} {manifest.licence:15s} {_key(manifest.auth):40s} {manifest.publisher}"
            )
    lines.append("osint sources NAME says all of one source; docs/sources.md of every one")
    return "\n".join(lines)


def one(name: str) -> str:
    """Return all that is known of one source.

    Raises
    ------
    CollectError
        When there is none of that name.
    """
    return "\n".join(_described(registry.manifest(name.partition(".")[0])))


def page() -> str:
    """Return the page docs/sources.md."""
    parts = [
        "# Public sources",
        "",
        "Written from the manifests of the collectors by `scripts/make_sources.py`; do not edit.",
        "How asking, recording and replaying work: [collect.md](collect.md).",
        "",
        "Below each call stand its parameters and the columns of its result. What the types of",
        "columns mean: [collect.md](collect.md#columns).",
        "",
        *_contents(),
        "",
        "## Licence classes",
        "",
        "| class | rule | rows printed | a written reason to show it | to hand on its captures |",
        "|---|---|---|---|---|",
    ]
    for licence in CLASSES.values():
        rows = "all" if licence.rows is None else f"at most {licence.rows}"
        needed = (licence.reason_to_show, licence.reason_to_hand_on)
        show, hand_on = ("needed" if one else "no" for one in needed)
        parts.append(f"| {licence.name} | {licence.rule} | {rows} | {show} | {hand_on} |")
    held: _Held = {}
    for kind in KINDS:
        parts += ["", f"## {_KINDS[kind]}"]
        for manifest in registry.manifests():
            if manifest.kind == kind:
                parts += ["", f"### {_headed(manifest)}", ""]
                parts += _listed(manifest, held)
    return "\n".join(parts) + "\n"


def _contents() -> Iterator[str]:
    """Yield one table: the kinds, below each its sources with what they are for."""
    yield "| source | what it is for | key | licence class |"
    yield "|---|---|---|---|"
    for kind in KINDS:
        yield f"| **[{_KINDS[kind]}](#{_anchor(_KINDS[kind])})** | | | |"
        for one in registry.manifests():
            if one.kind == kind:
                key = "none" if one.auth.kind == "none" else "needed"
                key = "optional" if one.auth.optional else key
                link = f"[{one.name}](#{_anchor(_headed(one))})"
                yield f"| {link} | {registry.about(one.name)} | {key} | {one.licence} |"


def _headed(manifest: Manifest) -> str:
    return f"{manifest.name}: {manifest.title}"


def _anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _listed(manifest: Manifest, held: _Held | None = None) -> Iterator[str]:
    """Yield all of a source; the columns too when the calls that were described are given."""
    yield f"* publisher: {manifest.publisher}"
    yield f"* terms: {manifest.terms}{f' <{manifest.terms_url}>' if manifest.terms_url else ''}"
    yield f"* licence class: {manifest.licence}; attribution: {manifest.attribution}"
    yield f"* key: {_key(manifest.auth)}"
    rate = manifest.rate
    if manifest.servers:
        hosts = ", ".join(f"`{base}`" for base in manifest.servers.values())
        yield f"* servers: {hosts}"
        yield f"* asked at most {rate.calls:g} times in {rate.seconds:g} s ({rate.basis})"
    yield f"* how the shape of its answers is known: {BASES[manifest.basis]}"
    yield "* what it cannot show:"
    yield from (f"  * {limit}" for limit in manifest.limits)
    for call in manifest.calls:
        yield ""
        yield from _call(manifest, call)
        if held is not None:
            yield ""
            yield from _columns(f"{manifest.name}.{call}", held)


def _call(manifest: Manifest, call: str) -> Iterator[str]:
    function = registry.collector(f"{manifest.name}.{call}")
    about = _MARKUP.sub("`", (inspect.getdoc(function) or "").partition("\n")[0])
    yield f"`{manifest.name}.{call}`: {about}"
    found, kinds = parameters.signature(function), parameters.types(function)
    if found:
        yield ""
        yield "| parameter | type | default |"
        yield "|---|---|---|"
        for name, parameter in found.items():
            needed = parameter.default is inspect.Parameter.empty
            default = "needed" if needed else f"`{parameter.default!r}`"
            yield f"| {name} | {parameters.shown(kinds[name])} | {default} |"


def _columns(name: str, held: _Held) -> Iterator[str]:
    """Yield the columns of a call; those an earlier call has too are named, with that call."""
    mine = registry.columns(name)
    shared: dict[str, list[Column]] = {}
    for one in mine:
        shared.setdefault(held.get(one, ""), []).append(one)
    new = shared.pop("", [])
    for call, columns in list(shared.items()):
        if len(columns) < min(_SHARED, len(mine)):
            new += shared.pop(call)
    if shared:
        told = "; ".join(_referred(*one) for one in shared.items())
        yield f"Columns {told}{', and these:' if new else ''}"
    if shared and new:
        yield ""
    if new:
        yield "| column | type | unit | what it holds |"
        yield "|---|---|---|---|"
    for one in mine:
        if one in new:
            held.setdefault(one, name)
            about = one.about.replace("|", "\\|")
            yield f"| {one.name} | {one.kind} | {one.unit} | {about} |"


def _referred(call: str, columns: list[Column]) -> str:
    if tuple(columns) == registry.columns(call):
        return f"as `{call}` ({len(columns)})"
    return f"{', '.join(f'`{one.name}`' for one in columns)} as in `{call}`"


def _described(manifest: Manifest) -> Iterator[str]:
    """Yield all of a source as plain lines of a terminal; parameters as aligned columns."""
    yield from _wrapped(f"{manifest.name}: {manifest.title} ({manifest.publisher})")
    yield from _wrapped(registry.about(manifest.name))
    rows: list[list[str]] = []
    for line in (*_listed(manifest), ""):
        plain = line.replace("`", "")
        if plain.startswith("|"):
            rows.append(plain.strip("|").split("|"))
            continue
        yield from _aligned(rows)
        rows.clear()
        yield from _wrapped(plain)


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    """Yield a table of the page as columns of text, without its rule."""
    cells = [[one.strip() for one in row] for row in rows if set("".join(row)) != {"-"}]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield (
            "  "
            + "  ".join(one.ljust(width) for one, width in zip(row, widths, strict=True)).rstrip()
        )


def _wrapped(line: str) -> list[str]:
    """Return a line of the page in the width of a terminal; addresses stay whole."""
    margin = line[: len(line) - len(line.lstrip(" *"))]
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=" " * len(margin), break_long_words=False,
        break_on_hyphens=False,
    ) or [""]  # fmt: skip


def _key(auth: Auth) -> str:
    if auth.kind == "none":
        return "none"
    joined = " and " if auth.kind == "oauth2" else " or "
    return joined.join(auth.variables) + (" (optional)" if auth.optional else "")
