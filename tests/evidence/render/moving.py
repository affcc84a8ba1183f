"""A page on which everything moves: style, a drawing, a picture of two frames."""

import base64


def _frame(colour: int) -> bytes:
    codes = []
    for at in range(64):  # clear often, so that every code stays three bits wide
        codes += [4, colour] if at % 2 == 0 else [colour]
    codes.append(5)
    packed = sum(code << (3 * at) for at, code in enumerate(codes))
    data = packed.to_bytes((len(codes) * 3 + 7) // 8, "little")
    head = b"!\xf9\x04\x04\x05\0\0\0,\0\0\0\0\x08\0\x08\0\0\x02"
    return head + bytes([len(data)]) + data + b"\0"


GIF = (
    b"GIF89a\x08\0\x08\0\x80\0\0\0\0\0\xff\xff\xff"
    b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0" + _frame(0) + _frame(1) + b";"
)
PAGE = (
    b"<style>@keyframes a {from {margin-left: 0} to {margin-left: 300px}}"
    b"p {animation: a .3s infinite alternate}</style><p>SYNTHETIC</p>"
    b"<img width=80 height=80 src='data:image/gif;base64," + base64.b64encode(GIF) + b"'>"
    b"<svg width=200 height=50><rect width=20 height=20>"
    b"<animate attributeName=x from=0 to=180 dur=.4s repeatCount=indefinite /></rect></svg>"
    b"<input autofocus>"
)
