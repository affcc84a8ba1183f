"""Korea Customs Service through the Korean data portal, as notes of users show it. SYNTHETIC.

Country XX and the figures do not exist. The first item of an answer is the total, its year is
``총계`` and its codes are ``-``. The key must arrive encoded once: `KEY` after decoding.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.collect.fakes.server import Reply, Request

KEY = "SYNTHETIC+key/of==the=portal"
TOTAL = "총계"
ORDER = ("balPayments", "expDlr", "expWgt", "hsCd", "impDlr", "impWgt", "statCd",
         "statCdCntnKor1", "statKor", "year", "expCnt", "impCnt")  # fmt: skip


def row(month: str, country: str, product: str, out: int, back: int) -> dict[str, str]:
    """Return one item."""
    return {"balPayments": str(out - back), "expDlr": str(out), "expWgt": str(out // 10),
            "hsCd": product, "impDlr": str(back), "impWgt": str(back // 10), "statCd": country,
            "statCdCntnKor1": "가상국", "statKor": "가상 승용차", "year": month}  # fmt: skip


def rows() -> list[dict[str, str]]:
    """Return fourteen months of two products with XX, and one with YY."""
    made = []
    for at in range(14):
        month = f"{2018 + at // 12}.{at % 12 + 1:02}"
        made += [row(month, "XX", "8703231010", 1000 + at, 200),
                 row(month, "XX", "8703239010", 500, 0)]  # fmt: skip
    return [*made, row("2018.08", "YY", "8703231010", 70, 30)]


def total_of(held: list[dict[str, str]]) -> dict[str, str]:
    """Return the total row of some items."""
    sums = {name: str(sum(int(one[name]) for one in held)) for name in
            ("balPayments", "expDlr", "expWgt", "impDlr", "impWgt")}  # fmt: skip
    return {**row(TOTAL, "-", "-", 0, 0), **sums, "statCdCntnKor1": "-", "statKor": "-"}


def xml(items: list[dict[str, str]], code: str = "00", message: str = "정상서비스.") -> bytes:
    """Return an answer."""
    inner = "".join(
        "<item>" + "".join(f"<{name}>{escape(one[name])}</{name}>" for name in ORDER if name in one)
        + "</item>" for one in items
    )  # fmt: skip
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><response><header>'
            f"<resultCode>{code}</resultCode><resultMsg>{message}</resultMsg></header><body>"
            f"<items>{inner}</items></body></response>").encode()  # fmt: skip


def refused(code: str, words: str) -> Reply:
    """Return what the portal itself says, with status 200."""
    return Reply(f"<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
                 f"<returnAuthMsg>{words}</returnAuthMsg><returnReasonCode>{code}"
                 "</returnReasonCode></cmmMsgHeader></OpenAPI_ServiceResponse>".encode(),
                 "text/xml")  # fmt: skip


def answer(request: Request) -> Reply:
    """Answer one request from the SYNTHETIC items."""
    if request.one("serviceKey") != KEY:
        return refused("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR")
    start, end = request.one("strtYymm"), request.one("endYymm")
    if int(end[:4]) * 12 + int(end[4:]) - int(start[:4]) * 12 - int(start[4:]) > 11:
        return Reply(xml([], "99", "조회기간은 1년이내"), "text/xml")
    kind = request.path.rpartition("/")[2]
    if kind == "getNitemtradeList" and not request.one("cntyCd"):
        return Reply(xml([], "10", "cntyCd"), "text/xml")
    found = [
        one for one in rows()
        if start <= one["year"].replace(".", "") <= end
        and one["statCd"] in {request.one("cntyCd"), one["statCd"] if not request.one("cntyCd")
                              else ""}
        and one["hsCd"].startswith(request.one("hsSgn"))
    ]  # fmt: skip
    return Reply(xml(_shaped(found, kind)), "text/xml; charset=UTF-8")


def _shaped(found: list[dict[str, str]], kind: str) -> list[dict[str, str]]:
    """Return the items of one of the three lists, total first; nothing for nothing."""
    if not found:
        return []
    held = [total_of(found), *found]
    if kind == "getItemtradeList":
        return [{k: v for k, v in one.items() if not k.startswith("statCd")} for one in held]
    if kind == "getNationtradeList":
        return [{**{k: v for k, v in one.items() if k not in {"hsCd", "statKor"}},
                 "expCnt": "1" if one is not held[0] else str(len(found)),
                 "impCnt": "0"} for one in held]  # fmt: skip
    return held
