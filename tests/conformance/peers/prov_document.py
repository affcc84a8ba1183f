"""PROV-JSON text in; out, what the prov library makes of it."""

import json
import sys

from prov.model import ProvDocument

text = json.load(sys.stdin)
document = ProvDocument.deserialize(content=text, format="json")
written = document.serialize(format="json")
again = ProvDocument.deserialize(content=written, format="json")
kinds: dict[str, int] = {}
for record in document.get_records():
    kinds[type(record).__name__] = kinds.get(type(record).__name__, 0) + 1
json.dump(
    {
        "kinds": kinds,
        "same": document == again,
        "written": json.loads(written),
        "starts": sorted(
            one.get_startTime().isoformat()
            for one in document.get_records()
            if type(one).__name__ == "ProvActivity" and one.get_startTime()
        ),
    },
    sys.stdout,
)
