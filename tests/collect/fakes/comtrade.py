"""UN Comtrade v1 as its schema card and recorded answer describe it. SYNTHETIC records.

Reporters 901 to 903 do not exist, nor do the figures. Paths: ``data/v1/get``, ``getTariffline``
(with a key), ``public/v1/preview`` and ``previewTariffline`` (without, 500 records) and
``files/v1/app/reference``.
"""

from __future__ import annotations

from typing import Any

from tests.collect.fakes.server import Reply, Request, as_json

LONGEST = 2048
AREAS = {0: ("W00", "World"), 901: ("XSA", "SYNTHETIC Northland"),
         902: ("XSB", "SYNTHETIC Southland"), 903: ("XSC", "SYNTHETIC Isle")}  # fmt: skip
FLOWS = {"M": "Import", "X": "Export", "RM": "Re-import", "RX": "Re-export"}
GOODS = {"TOTAL": "All Commodities", "8703": "SYNTHETIC motor cars",
         "870323": "SYNTHETIC motor cars, 1500 to 3000 cc"}  # fmt: skip
MODES = {0: "TOTAL MOT", 2100: "Sea"}


def record(
    reporter: int, flow: str, partner: int, period: str, value: float | None, weight: float | None,
    *, commodity: str = "8703", mot: int = 0, **other: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return one record with all 47 fields of the recorded answer."""
    year, month = int(period[:4]), int(period[4:] or 52)
    bought = flow in {"M", "RM"}
    return {
        "typeCode": "C", "freqCode": "M" if period[4:] else "A",
        "refPeriodId": year * 10000 + (month if period[4:] else 1) * 100 + 1,
        "refYear": year, "refMonth": month, "period": period,
        "reporterCode": reporter, "reporterISO": AREAS[reporter][0],
        "reporterDesc": AREAS[reporter][1], "flowCode": flow, "flowDesc": FLOWS[flow],
        "partnerCode": partner, "partnerISO": AREAS[partner][0],
        "partnerDesc": AREAS[partner][1], "partner2Code": 0, "partner2ISO": "W00",
        "partner2Desc": "World", "classificationCode": "H5", "classificationSearchCode": "HS",
        "isOriginalClassification": True, "cmdCode": commodity, "cmdDesc": GOODS[commodity],
        "aggrLevel": 0 if commodity == "TOTAL" else len(commodity),
        "isLeaf": len(commodity) == 6, "customsCode": "C00", "customsDesc": "TOTAL CPC",
        "mosCode": "0", "motCode": mot, "motDesc": MODES[mot], "qtyUnitCode": 5,
        "qtyUnitAbbr": "u", "qty": None if weight is None else weight / 1000,
        "isQtyEstimated": False, "altQtyUnitCode": -1, "altQtyUnitAbbr": "N/A", "altQty": None,
        "isAltQtyEstimated": False, "netWgt": weight, "isNetWgtEstimated": False,
        "grossWgt": None, "isGrossWgtEstimated": False, "cifvalue": value if bought else None,
        "fobvalue": None if bought else value, "primaryValue": value, "legacyEstimationFlag": 0,
        "isReported": True, "isAggregate": False, **other,
    }  # fmt: skip


def records() -> list[dict[str, Any]]:
    """Return three months of two reporters, one transport mode beside the total, and a year."""
    made = []
    for at, month in enumerate(("201807", "201808", "201809"), 1):
        made += [
            record(901, "X", 902, month, 100_000.0 * at, 9_000.0 * at),
            record(902, "M", 901, month, 112_000.0 * at, 9_100.0 * at),
            record(901, "RX", 902, month, 5_000.0 * at, 400.0 * at),
        ]
    made += [
        record(902, "M", 901, "201808", 224_000.0, 18_200.0, mot=2100),
        record(901, "X", 902, "201808", 150_000.0, 13_000.0, commodity="870323"),
        record(901, "X", 903, "201808", 7_000.0, None),
        record(901, "X", 902, "2018", 600_000.0, 54_000.0),
        record(902, "M", 901, "2018", 672_000.0, 54_600.0),
    ]
    return made


FIELDS = {"reporterCode": "reporterCode", "period": "period", "partnerCode": "partnerCode",
          "partner2Code": "partner2Code", "cmdCode": "cmdCode", "flowCode": "flowCode",
          "motCode": "motCode", "customsCode": "customsCode"}  # fmt: skip
REFERENCES = {
    "Reporters": [
        {"id": code, "text": name, "reporterCode": code, "reporterDesc": name,
         "reporterNote": name, "reporterCodeIsoAlpha2": None, "reporterCodeIsoAlpha3": iso,
         "entryEffectiveDate": "1900-01-01T00:00:00", "isGroup": False}
        for code, (iso, name) in AREAS.items() if code
    ],
    "partnerAreas": [
        {"id": code, "text": name, "PartnerCode": code, "PartnerDesc": name, "partnerNote": name,
         "PartnerCodeIsoAlpha2": None, "PartnerCodeIsoAlpha3": iso,
         "entryEffectiveDate": "1900-01-01T00:00:00", "isGroup": code == 0}
        for code, (iso, name) in AREAS.items()
    ],
    "HS": [
        {"id": code, "text": f"{code} - {name}", "parent": "#" if code == "TOTAL" else "TOTAL",
         "isLeaf": "1" if len(code) == 6 else "0", "aggrLevel": 0 if code == "TOTAL" else len(code),
         "standardUnitAbbr": "u"} for code, name in GOODS.items()
    ],
    "ModeOfTransportCodes": [{"id": code, "text": name} for code, name in MODES.items()],
}  # fmt: skip


class Comtrade:
    """The source, with records, a cap and code lists of one's own."""

    def __init__(
        self, held: list[dict[str, Any]] | None = None, cap: int = 100_000,
        references: dict[str, list[dict[str, Any]]] | None = None,
    ) -> None:  # fmt: skip
        self.held = records() if held is None else held
        self.cap = cap
        self.references = REFERENCES if references is None else references

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        asked = f"{request.path}?" + "&".join(f"{k}={v[0]}" for k, v in request.query.items())
        if len(asked) > LONGEST:
            return Reply(b"<html>The resource you are looking for has been removed</html>",
                         "text/html", 404)  # fmt: skip
        if request.path.startswith("files/v1/app/reference/"):
            name = request.path.rpartition("/")[2].removesuffix(".json")
            found = self.references.get(name)
            if found is None:
                return as_json({"statusCode": 404}, 404)
            return as_json({"results": found})
        keyed = any(name.lower() == "ocp-apim-subscription-key" for name in request.headers)
        if request.path.startswith("data/") and not keyed:
            return as_json({"statusCode": 401, "message": "Access denied due to missing "
                            "subscription key."}, 401)  # fmt: skip
        return self._data(request)

    def _data(self, request: Request) -> Reply:
        if len(request.one("period").split(",")) > 12:
            return as_json({"errorObject": {"errorMessage": "At most 12 periods"}}, 400)
        cap = 500 if request.path.startswith("public/") else self.cap
        cap = min(cap, int(request.one("maxRecords", str(cap))))
        stems = "ariffline" in request.path
        found = [one for one in self.held if self._fits(one, request, stems=stems)]
        if request.one("countOnly") == "true":
            return as_json({"elapsedTime": "0.02 secs", "count": len(found), "data": [],
                            "error": ""})  # fmt: skip
        found = found[:cap]
        return as_json({"elapsedTime": "0.02 secs", "count": len(found), "data": found,
                        "error": ""})  # fmt: skip

    @staticmethod
    def _fits(one: dict[str, Any], request: Request, *, stems: bool) -> bool:
        if one["freqCode"] != request.path.split("/")[-2]:
            return False
        for name, field in FIELDS.items():
            asked = request.one(name).split(",") if request.one(name) else []
            held = str(one[field])
            same = held in asked or (stems and name == "cmdCode" and held.startswith(tuple(asked)))
            if asked and not same:
                return False
        return True


def answer(request: Request) -> Reply:
    """Answer one request from the SYNTHETIC records."""
    return Comtrade().answer(request)
