"""Messages a second of an NMEA log, and the ratio to a plain pyais decode loop in the same run.

Usage: ``python benchmarks/nmea.py [MESSAGES]`` (default 120,000). The log is SYNTHETIC, made in a
temporary folder: tag blocks with time and station, types 1, 3 and 18, one message 5 of two parts in
twenty. The reader checks both checksums, takes the time, joins parts and static data, and returns
a frame; the loop decodes the bare sentences and reads three fields, without time or parts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import reduce
from operator import xor
from pathlib import Path

_CLOCK = 1_600_000_000
_DISTINCT = 4_000
BAR = 30_000


def tagged(sentence: str, second: int) -> bytes:
    """Return a sentence behind a tag block."""
    block = f"s:TEST,c:{_CLOCK + second}".encode()
    return b"\\%b*%02X\\%b" % (block, reduce(xor, block), sentence.encode())


def messages() -> list[list[str]]:
    """Return distinct messages, the sentences of each."""
    from pyais.encode import encode_dict

    made = []
    for at in range(_DISTINCT):
        ship = {"mmsi": f"2199{at % 500:05d}"}
        if at % 20 == 0:
            static = {"type": 5, "shipname": f"SYNTHETIC {at % 500}", "destination": "EXAMPLE PORT"}
            made.append(encode_dict({**ship, **static}, talker_id="AI", seq_id=at // 20 % 10))
            continue
        where = {"lat": at % 80 + at / 7_000, "lon": at % 170 + at / 9_000, "speed": at % 30}
        kind = {"type": (1, 3, 18)[at % 3], "course": at % 360, "heading": at % 360}
        made.append(encode_dict({**ship, **where, **kind}, talker_id="AI"))
    return made


def main(count: int) -> int:
    """Make the log, read it three times, run the loop three times; return 1 below the bar."""
    import pyais

    from osint_helpers.collect.vessels import nmea

    known = messages()
    lines = [tagged(one, at // 20) for at in range(count) for one in known[at % _DISTINCT]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.nmea"
        path.write_bytes(b"\n".join(lines) + b"\n")
        del lines
        ours, theirs = float("inf"), float("inf")
        for _ in range(3):
            start = time.process_time()
            found = nmea.read(path)
            ours = min(ours, time.process_time() - start)
            start = time.process_time()
            for at in range(count):
                read = pyais.decode(*known[at % _DISTINCT])
                _ = read.mmsi, getattr(read, "lat", None), getattr(read, "lon", None)
            theirs = min(theirs, time.process_time() - start)
    print(found.meta.notes[0])
    print(f"read           {count / ours:>10,.0f} messages/s of one core   (bar {BAR:,})")
    print(f"pyais.decode   {count / theirs:>10,.0f} messages/s of one core")
    print(f"ratio          {theirs / ours:>10.2f}")
    return int(count / ours < BAR)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 120_000))
