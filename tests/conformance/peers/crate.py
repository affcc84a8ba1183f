"""The folder of a crate in; out, what ro-crate-py reads of it, without any network."""

import json
import socket
import sys

from rocrate.rocrate import ROCrate


def offline(*_: object) -> None:
    raise OSError("no network in this test")


socket.socket.connect = offline  # type: ignore[method-assign]
crate = ROCrate(json.load(sys.stdin))
json.dump(
    {
        "name": crate.name,
        "licence": str(crate.license.id if hasattr(crate.license, "id") else crate.license),
        "date": str(crate.datePublished.date()),
        "types": {entity.id: entity.type for entity in crate.get_entities()},
        "files": {
            entity.id: entity.properties().get("sha256")
            for entity in crate.data_entities
            if entity.type == "File"
        },
    },
    sys.stdout,
)
