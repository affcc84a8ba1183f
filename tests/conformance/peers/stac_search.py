"""Ask a STAC server with pystac-client: JSON question in, ids and digests of what came out."""

import json
import sys

from pystac_client import Client

question = json.load(sys.stdin)
catalogue = Client.open(question["server"])
found = catalogue.search(
    collections=question["collections"], bbox=question["bbox"], datetime=question["datetime"],
    limit=question["limit"], ids=question.get("ids"),
)  # fmt: skip
json.dump([one["id"] for one in found.items_as_dicts()], sys.stdout)
