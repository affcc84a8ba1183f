"""Small PDFs, written byte by byte: whole, broken and hostile ones; all SYNTHETIC."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[str], *, kids: str | None = None, extra: Sequence[str] = ()) -> bytes:
    """Return a PDF with one line of text a page; `kids` replaces the page list."""
    n = len(pages)
    first = 4  # 1 catalog, 2 pages, 3 font, then page and content in turn
    own = " ".join(f"{first + 2 * i} 0 R" for i in range(n))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{own if kids is None else kids}] /Count {n} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, text in enumerate(pages):
        lines = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 700 Td {lines} ET" if text else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {first + 2 * i + 1}"
            " 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return assemble([*objects, *extra])


def assemble(objects: Sequence[str]) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalog."""
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010d} 00000 n \n".encode() for at in offsets)
    return (
        out
        + (
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        ).encode()
    )


def page_bomb(levels: int = 9, width: int = 10) -> bytes:
    """Return a PDF whose page tree names itself `width` times a level: width ** levels pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(levels):
        kids = f"{level + 3} 0 R " * width
        objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {width ** (levels - level)} >>")
    objects.append("<< /Type /Page /MediaBox [0 0 9 9] >>")
    return assemble(objects)
