"""One exhibit: what counsel sees under a number, as a typed specification with a digest."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from osint_helpers.errors import ExhibitError
from osint_helpers.exhibits.canonical import canonical, plain, sha256
from osint_helpers.exhibits.kinds import kind as kind_of

#: Type under which a notebook holds the specification of an exhibit.
MIME: Final = "application/vnd.osint-helpers.exhibit+json"
ID_FORM: Final = r"[A-Z]-?[0-9A-Za-z.-]*"
# In a notebook the two quotes of a specification's JSON change places (in texts as well, so the
# same swap reads it back): a double quote inside a JSON string takes two bytes.
_SWAPPED: Final = str.maketrans({'"': "'", "'": '"'})
# The longest of what stands there a thousand times, and the sign that stands for it in a notebook;
# a specification that holds one of the signs itself is stored at full length.
_SHORT: Final = (
    ("'},{'text':'", "\N{SYMBOL FOR RECORD SEPARATOR}"),
    ("{'text':'", "\N{SYMBOL FOR UNIT SEPARATOR}"),
    ("'refs':[['claim','", "\N{SYMBOL FOR GROUP SEPARATOR}"),
    ("['claim','", "\N{SYMBOL FOR FILE SEPARATOR}"),
)
_MARK: Final = "\N{SYMBOL FOR ESCAPE}"  # begins a specification in which the signs stand for that
_FIELDS: Final = ("kind", "id", "title", "caption", "spec", "digest")


@dataclass(frozen=True)
class Exhibit:
    """A typed specification that renders to Jupyter, to the report and to CSV.

    Parameters
    ----------
    kind
        Name of a kind in :func:`osint_helpers.exhibits.kinds.names`.
    id
        Fixed number such as ``"C-2"``; form ``[A-Z]-?[0-9A-Za-z.-]*``.
    title, caption
        Title (one line, not empty) and caption (may be empty), plain text.
    spec
        Plain JSON of the kind's own form. It is copied; floats must be rounded.

    Raises
    ------
    ExhibitError
        If a part does not keep to its form. The message names the exhibit.
    """

    kind: str
    id: str
    title: str
    caption: str
    spec: dict[str, Any]

    def __post_init__(self) -> None:
        name = f"exhibit {self.id!r} ({self.kind})"
        if not isinstance(self.id, str) or re.fullmatch(ID_FORM, self.id) is None:
            raise ExhibitError(f"{name}: the id does not have the form {ID_FORM}")
        if not isinstance(self.title, str) or not self.title.strip() or "\n" in self.title:
            raise ExhibitError(f"{name}: the title must be one line of text")
        if not isinstance(self.caption, str):
            raise ExhibitError(f"{name}: the caption must be text")
        if not isinstance(self.spec, dict):
            raise ExhibitError(f"{name}: the specification must be an object")
        try:
            spec = plain(self.spec)
            kind_of(self.kind).validate(spec)
        except ExhibitError as error:
            raise ExhibitError(f"{name}: {error.what}", advice=error.advice) from error
        object.__setattr__(self, "spec", spec)

    @property
    def content(self) -> dict[str, Any]:
        """Everything the digest covers: kind, id, title, caption, spec."""
        return {
            "kind": self.kind,
            "id": self.id,
            "title": self.title,
            "caption": self.caption,
            "spec": self.spec,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of :attr:`content`, 64 hexadecimal digits."""
        return sha256(self.content)

    def __hash__(self) -> int:
        return hash((self.kind, self.id, self.digest))

    def __repr__(self) -> str:
        return f"Exhibit {self.id} {self.kind}: {self.title} [sha256 {self.digest[:16]}]"

    def to_json(self) -> dict[str, Any]:
        """Return the private form: the content and its digest."""
        return {**self.content, "digest": self.digest}

    def to_csv(self) -> str:
        """Return the exhibit's data as CSV text with formula cells neutralised."""
        return kind_of(self.kind).csv(self)

    def to_html(self) -> str:
        """Return the exhibit's HTML without frame, caption or styles."""
        return kind_of(self.kind).html(self)

    def to_svg(self) -> str | None:
        """Return the static SVG, or ``None`` for a kind that has none."""
        return kind_of(self.kind).svg(self)

    def _repr_mimebundle_(
        self,
        include: object = None,  # noqa: ARG002  (the protocol of IPython passes both)
        exclude: object = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return one line of text, the private form, and HTML for the eye of a Jupyter reader."""
        from osint_helpers.exhibits.frame import notebook_figure

        # A notebook file is indented JSON, a line for every number of a list: as one string
        # the specification takes a fifth of the room, and less with quotes that need no escape.
        private = {**self.to_json(), "spec": _packed(self.spec)}
        return {"text/plain": repr(self), MIME: private, "text/html": notebook_figure(self)}


def from_json(data: object) -> Exhibit:
    """Return the exhibit of a private form, refusing one that was changed.

    Parameters
    ----------
    data
        What :meth:`Exhibit.to_json` returned, or the same with the specification as one string
        of JSON; in that of a notebook single and double quotes have changed places, and four signs
        stand for what occurs most.

    Raises
    ------
    ExhibitError
        If a field is missing or unknown, the specification does not keep to its kind, or the
        digest is not that of the content.
    """
    if not isinstance(data, dict):
        raise ExhibitError("an exhibit must be a JSON object")
    name = f"exhibit {data.get('id')!r} ({data.get('kind')})"
    if sorted(map(str, data)) != sorted(_FIELDS):
        raise ExhibitError(
            f"{name}: the fields are {', '.join(sorted(map(str, data)))}",
            advice=f"exactly {', '.join(_FIELDS)} are expected",
        )
    spec = _unpacked(data["spec"], name)
    exhibit = Exhibit(data["kind"], data["id"], data["title"], data["caption"], spec)
    if exhibit.digest != data["digest"]:
        raise ExhibitError(
            f"{name}: the content was changed after its digest was taken",
            advice="run the notebook again; do not edit the output of a cell",
        )
    return exhibit


def _packed(spec: dict[str, Any]) -> str:
    """Return a specification as a notebook holds it."""
    text = canonical(spec).translate(_SWAPPED)
    if any(sign in text for _, sign in _SHORT):
        return text
    for words, sign in _SHORT:
        text = text.replace(words, sign)
    return _MARK + text


def _in_full(text: str) -> str:
    """Return the JSON of what :func:`_packed` wrote; other text as it is."""
    if text.startswith(_MARK):
        text = text.removeprefix(_MARK)
        for words, sign in reversed(_SHORT):
            text = text.replace(sign, words)
    return text.translate(_SWAPPED) if text.startswith("{'") else text


def _unpacked(spec: object, name: str) -> dict[str, Any]:
    """Return the specification of a private form, from JSON text if it is text."""
    if isinstance(spec, str):
        try:
            spec = json.loads(_in_full(spec))
        except ValueError as error:
            raise ExhibitError(f"{name}: the specification is not JSON: {error}") from error
    if not isinstance(spec, dict):
        raise ExhibitError(f"{name}: the specification must be a JSON object")
    return spec
