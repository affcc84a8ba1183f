"""Eurostat Comext (SDMX 2.1) as notes of users and the code of a client describe it. SYNTHETIC.

Reporters AA and BB and partner ZZ do not exist, nor do the figures. A question with more reporters
than `most` is refused as too big; `deferred` makes every data answer a queued one that is ready
after so many looks.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from tests.collect.fakes.server import Reply, Request

DATASET = "DS-045409"
ORDER = ("freq", "reporter", "partner", "product", "flow", "indicators")
LISTS = {
    "CXT_FREQ": {"M": "Monthly", "A": "Annual"},
    "CXT_FREE_ISO": {"AA": "SYNTHETIC Alphaland", "BB": "SYNTHETIC Betaland",
                     "ZZ": "SYNTHETIC Zedland", "EU27_2020": "SYNTHETIC union"},
    "CXT_NC": {"TOTAL": "Total", "8703": "SYNTHETIC motor cars", "870323": "SYNTHETIC petrol cars",
               "87032319": "SYNTHETIC petrol cars, other"},
    "CXT_EU_FLUX": {"1": "IMPORT", "2": "EXPORT", "3": "RE-EXPORT"},
    "CXT_INDICATORS": {"VALUE_IN_EUROS": "Value in euros", "QUANTITY_IN_100KG": "Quantity"},
}  # fmt: skip
OWN = dict(zip(ORDER, ("CXT_FREQ", "CXT_FREE_ISO", "CXT_FREE_ISO", "CXT_NC", "CXT_EU_FLUX",
                       "CXT_INDICATORS"), strict=True))  # fmt: skip
NAMESPACES = ('xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
              'xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" '
              'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"')  # fmt: skip
SOAP = 'xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"'


def observations() -> list[tuple[str, ...]]:
    """Return freq, reporter, partner, product, flow, indicator, period, value, flag."""
    made = []
    for reporter, scale in (("AA", 1), ("BB", 2), ("EU27_2020", 3)):
        for at, month in enumerate(("2018-07", "2018-08", "2018-09"), 1):
            for product, part in (("8703", 4), ("870323", 2), ("87032319", 1)):
                made += [
                    ("M", reporter, "ZZ", product, "2", "VALUE_IN_EUROS", month,
                     str(1000 * scale * at * part), ""),
                    ("M", reporter, "ZZ", product, "2", "QUANTITY_IN_100KG", month,
                     f"{12.5 * scale * at * part:.2f}", ""),
                ]  # fmt: skip
    made += [
        ("M", "AA", "ZZ", "8703", "1", "VALUE_IN_EUROS", "2018-08", ":", "c"),
        ("M", "AA", "ZZ", "8703", "1", "QUANTITY_IN_100KG", "2018-08", "", ""),
        ("A", "AA", "ZZ", "8703", "2", "VALUE_IN_EUROS", "2018", "24000", "e"),
    ]
    return made


def fault(code: str, text: str, status: int = 200) -> Reply:
    """Return a SOAP fault, which may come with status 200."""
    body = (f"<S:Fault {SOAP}><faultcode>{code}</faultcode><faultstring>{escape(text)}"
            "</faultstring></S:Fault>")  # fmt: skip
    return Reply(body.encode(), "application/xml", status)


def xml(inner: str) -> Reply:
    """Return a structure message."""
    return Reply(f'<?xml version="1.0"?><m:Structure {NAMESPACES}><m:Structures>{inner}'
                 "</m:Structures></m:Structure>".encode(), "application/xml")  # fmt: skip


class Comext:
    """The source, with an order of dimensions and limits of one's own."""

    def __init__(self, order: tuple[str, ...] = ORDER, most: int = 99, deferred: int = 0) -> None:
        self.order, self.most, self.deferred = order, most, deferred
        self.queue: dict[str, Reply] = {}
        self.looks: dict[str, int] = {}
        self.last = "AVAILABLE"

    def answer(self, request: Request) -> Reply:
        """Answer one request."""
        parts = request.path.split("/")
        if parts[:3] == ["1.0", "async", "status"]:
            return self._state(parts[3])
        if parts[:3] == ["1.0", "async", "data"]:
            return self.queue.get(parts[3]) or fault("404", "UNKNOWN_REQUEST", 404)
        kind = parts[2]
        if kind == "data":
            return self._deferring(self._data(request, parts[4]))
        if kind == "dataflow":
            return self._flow()
        return self._structure() if kind == "datastructure" else self._codes(parts)

    @staticmethod
    def _flow() -> Reply:
        return xml(f'<s:Dataflows><s:Dataflow id="{DATASET}" agencyID="ESTAT" version="1.0">'
                       '<s:Structure><Ref id="DSD_SYNTHETIC" agencyID="ESTAT" version="6.1" '
                       'class="DataStructure"/></s:Structure></s:Dataflow></s:Dataflows>'
                       )  # fmt: skip

    @staticmethod
    def _codes(parts: list[str]) -> Reply:
        if parts[2] == "codelist" and parts[4] in LISTS:
            inner = "".join(
                f'<s:Code id="{code}"><c:Name xml:lang="de">SYNTHETISCH</c:Name>'
                f'<c:Name xml:lang="en">{escape(text)}</c:Name></s:Code>'
                for code, text in LISTS[parts[4]].items()
            )
            return xml(f'<s:Codelists><s:Codelist id="{parts[4]}">{inner}</s:Codelist>'
                       "</s:Codelists>")  # fmt: skip
        return fault("100", "ERR_NOT_FOUND_4: no such thing", 404)

    def _structure(self) -> Reply:
        inner = "".join(
            f'<s:Dimension id="{name}" position="{at}"><s:LocalRepresentation><s:Enumeration>'
            f'<Ref id="{OWN.get(name, "CXT_NEW")}" version="10.0" agencyID="ESTAT"/>'
            "</s:Enumeration></s:LocalRepresentation></s:Dimension>"
            for at, name in reversed(list(enumerate(self.order, 1)))
        )
        return xml('<s:DataStructures><s:DataStructure id="DSD_SYNTHETIC" version="6.1">'
                   f"<s:DataStructureComponents><s:DimensionList>{inner}"
                   '<s:TimeDimension id="TIME_PERIOD" position="7"/></s:DimensionList>'
                   "</s:DataStructureComponents></s:DataStructure></s:DataStructures>")  # fmt: skip

    def _data(self, request: Request, key: str) -> Reply:
        asked = dict(zip(self.order, key.split("."), strict=True))
        wanted = {name: set(text.split("+")) if text else set() for name, text in asked.items()}
        if len(wanted["reporter"]) > self.most:
            return fault("413", "EXTRACTION_TOO_BIG: The requested extraction is too big", 413)
        start, end = request.one("startPeriod"), request.one("endPeriod")
        rows = [
            one for one in observations()
            if all(not wanted[name] or one[at] in wanted[name] for at, name in enumerate(ORDER))
            and start <= one[6] <= end
        ]  # fmt: skip
        if not rows:
            return fault("100", "NO_RESULTS: The query did not return any results.")
        return csv_of(rows)

    def _deferring(self, reply: Reply) -> Reply:
        if not self.deferred:
            return reply
        key = f"synthetic-{len(self.queue) + 1}"
        self.queue[key], self.looks[key] = reply, 0
        body = (f'<S:Envelope {SOAP}><S:Body><n:syncResponse xmlns:n="http://estat.ec.europa.eu/'
                f'disschain/soap/extraction"><queued><id>{key}</id><status>SUBMITTED</status>'
                "</queued></n:syncResponse></S:Body></S:Envelope>")  # fmt: skip
        return Reply(body.encode(), "application/xml")

    def _state(self, key: str) -> Reply:
        self.looks[key] = self.looks.get(key, 0) + 1
        state = self.last if self.looks[key] >= self.deferred else "PROCESSING"
        if key not in self.queue:
            state = "UNKNOWN_REQUEST"
        spaces = 'xmlns:a="http://estat.ec.europa.eu/disschain/soap/asynchronous"'
        inner = 'xmlns:b="http://estat.ec.europa.eu/disschain/asynchronous"'
        body = (f"<S:Envelope {SOAP}><S:Body><a:asyncResponse {spaces}><b:status {inner}>"
                f"<b:key>{key}</b:key><b:status>{state}</b:status></b:status></a:asyncResponse>"
                "</S:Body></S:Envelope>")  # fmt: skip
        return Reply(body.encode(), "application/xml")


def csv_of(rows: list[tuple[Any, ...]]) -> Reply:
    """Return SDMX-CSV of observations."""
    head = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD"
    lines = [f"{head},OBS_VALUE,OBS_FLAG"]
    lines += [f"ESTAT:{DATASET}(1.0),22/11/26 11:00:00," + ",".join(row) for row in rows]
    return Reply("\r\n".join([*lines, ""]).encode(), "application/vnd.sdmx.data+csv")


def answer(request: Request) -> Reply:
    """Answer one request from the SYNTHETIC observations."""
    return Comext().answer(request)
