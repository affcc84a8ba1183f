"""Feeds as RSS 2.0 and Atom 1.0 (RFC 4287) describe them. SYNTHETIC entries."""

from __future__ import annotations

from tests.collect.fakes.server import Reply, Request

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>SYNTHETIC outlet</title><link>http://example.org/</link>
<item><title>SYNTHETIC &amp;amp; first</title><link>/news/1</link>
<guid isPermaLink="false">synthetic-1</guid><pubDate>Mon, 01 Oct 2018 07:00:00 +0900</pubDate>
<description>&lt;p&gt;A TEST VESSEL&lt;script&gt;x()&lt;/script&gt;
&lt;b&gt;left&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>SYNTHETIC no zone</title><link>http://example.org/news/2</link>
<pubDate>2018-10-02T09:30:00</pubDate></item>
<item><title>SYNTHETIC no date</title><link>javascript:alert(1)</link></item>
<item><title>SYNTHETIC two meanings</title><pubDate>01/02/2018</pubDate></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://example.org/a/">
<title>SYNTHETIC outlet</title><id>urn:synthetic</id><updated>2018-10-03T00:00:00Z</updated>
<entry><title type="html">SYNTHETIC &lt;i&gt;third&lt;/i&gt;</title><id>urn:synthetic:3</id>
<link href="3"/><author><name>SYNTHETIC WRITER</name></author>
<updated>2018-10-03T10:00:00-05:00</updated><summary>plain &lt;not a tag&gt;</summary></entry>
</feed>"""
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "SYNTHETIC"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<rss version="2.0"><channel><title>&b;</title></channel></rss>'
)
FEEDS = {"rss": RSS, "atom": ATOM, "bomb": BOMB, "cut": RSS[:-160],
         "empty": b'<rss version="2.0"><channel><title>S</title></channel></rss>',
         "page": b"<!doctype html><html><p>SYNTHETIC page</p></html>"}  # fmt: skip


def answer(request: Request) -> Reply:
    if request.path not in FEEDS:
        return Reply(b"SYNTHETIC not found", "text/plain", 404)
    return Reply(FEEDS[request.path], "application/xml")
