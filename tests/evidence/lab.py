"""A server with every bad habit, on loopback: real sockets, synthetic content.

``Lab()`` speaks HTTP, ``Lab(tls=folder)`` HTTPS with a certificate made on the spot. Each is a
context manager; ``lab.url("/page")`` is an address, ``lab.asked`` what was asked of it.
"""

from __future__ import annotations

import gzip
import http.server
import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

HTML = (
    b"<!doctype html><html><head><title>SYNTHETIC register</title></head><body>"
    b"<h1>Manifest</h1><p>SYNTHETIC: vessel TEST VESSEL, 2 units.</p></body></html>"
)
EVIL = (
    b"<html><title>SYNTHETIC</title><script>alert(1)</script><img src=x onerror=alert(2)>"
    b"<a href='javascript:alert(3)'>c</a><svg onload=alert(4)></svg></html>"
)
LOGIN = b"<html><title>SYNTHETIC</title><form><input name=u><input type='password'></form></html>"
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body>SYNTHETIC check</body></html>"
PDF = b"%PDF-1.4\n%SYNTHETIC\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n"
WRONG_DATE = "Sat, 01 Jan 2000 00:00:00 GMT"


@cache
def bomb(megabytes: int = 512) -> bytes:
    """Return gzip data of so many MiB of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the path."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # a head and a body leave together
    server: Server

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        self.query = {name: values[0] for name, values in parse_qs(split.query).items()}
        self.server.asked.append((self.path, dict(self.headers.items())))
        name = "page_" + split.path.strip("/").replace("-", "_").replace(".", "_")
        extra = self.server.pages.get(split.path)
        try:
            if extra is not None:
                self.wfile.write(extra)
                self.close_connection = True
            else:
                getattr(self, name, self.page_404)()
            self.wfile.flush()
        except OSError:
            self.close_connection = True

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers.items())))
        if self.path == "/post-large":
            self.answer(bytes((1 << 20) + 1))
        elif self.path == "/post-500":
            self.answer(b"SYNTHETIC error", status=500)
        elif self.path == "/post-201":
            self.answer(b"SYNTHETIC", status=201)
        elif self.path == "/post-coded":
            self.answer(b"SYNTHETIC", headers={"Content-Encoding": "br"})
        elif self.path == "/post-cut":
            self.answer(b"", headers={"Content-Length": "9"})
            self.close_connection = True
        elif self.path == "/post-redirect":
            self.answer(b"", status=302, headers={"Location": "/page"})
        else:
            self.answer(b"answer to " + data, "application/timestamp-reply")

    def answer(
        self,
        body: bytes,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        said = {"Content-Type": content_type, "Content-Length": str(len(body)), **(headers or {})}
        for name, value in said.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def chunks(self, body: bytes, size: int = 37) -> None:
        for at in range(0, len(body), size):
            part = body[at : at + size]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def begin(self, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def page_page(self) -> None:
        self.answer(HTML)

    def page_gz(self) -> None:
        self.answer(gzip.compress(HTML, mtime=0), headers={"Content-Encoding": "gzip"})

    def page_deflate(self) -> None:
        self.answer(zlib.compress(HTML), headers={"Content-Encoding": "deflate"})

    def page_rawdeflate(self) -> None:
        packer = zlib.compressobj(wbits=-15)
        body = packer.compress(HTML) + packer.flush()
        self.answer(body, headers={"Content-Encoding": "deflate"})

    def page_brokengz(self) -> None:
        body = bytearray(gzip.compress(HTML * 50, mtime=0))
        body[len(body) // 2] ^= 0xFF
        self.answer(bytes(body), headers={"Content-Encoding": "gzip"})

    def page_shortgz(self) -> None:
        self.answer(gzip.compress(HTML, mtime=0)[:-8], headers={"Content-Encoding": "gzip"})

    def page_chunked(self) -> None:
        self.begin({"Transfer-Encoding": "chunked"})
        self.chunks(HTML)

    def page_chunkedgz(self) -> None:
        self.begin({"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"})
        self.chunks(gzip.compress(HTML, mtime=0))

    def page_chunkedcut(self) -> None:
        self.begin({"Transfer-Encoding": "chunked"})
        self.wfile.write(b"%x\r\n%s" % (len(HTML) + 9, HTML))
        self.close_connection = True

    def page_close(self) -> None:
        self.begin({})
        self.wfile.write(HTML)
        self.close_connection = True

    def page_redir(self) -> None:
        self.answer(b"first", status=302, headers={"Location": "/redir2"})

    def page_redir2(self) -> None:
        self.answer(b"second", status=301, headers={"Location": "/page"})

    def page_to(self) -> None:
        self.answer(b"moved", status=302, headers={"Location": self.query["u"]})

    def page_loop(self) -> None:
        self.answer(b"", status=302, headers={"Location": "/loop"})

    def page_spiral(self) -> None:
        n = int(self.query.get("n", "0")) + 1
        self.answer(b"", status=302, headers={"Location": f"/spiral?n={n}"})

    def page_to_private(self) -> None:
        port = self.server.server_port
        self.answer(b"", status=302, headers={"Location": f"http://127.0.0.2:{port}/page"})

    def page_bomb(self) -> None:
        body = bomb(int(self.query.get("mb", "512")))
        self.answer(body, headers={"Content-Encoding": "gzip"})

    def page_big(self) -> None:
        size = int(self.query.get("mb", "200")) << 20
        self.begin({"Content-Length": str(size), "Content-Type": "application/octet-stream"})
        block = b"A" * (1 << 16)
        for _ in range(size >> 16):
            self.wfile.write(block)

    def page_bytes(self) -> None:
        self.answer(b"S" * int(self.query.get("n", "200000")))

    def page_short(self) -> None:
        self.begin({"Content-Length": str(len(HTML) + 500)})
        self.wfile.write(HTML)
        self.close_connection = True

    def page_lying_length(self) -> None:
        self.begin({"Content-Length": "10"})
        self.wfile.write(HTML)
        self.close_connection = True

    def page_slow(self) -> None:
        self.begin({"Content-Length": "1000"})
        self.drip(lambda: b"x")

    def page_slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(lambda: b"x")

    def page_endless(self) -> None:
        self.begin({})
        while not self.server.closing.is_set():
            self.wfile.write(b"S" * 65536)

    def drip(self, what: Callable[[], bytes]) -> None:
        for _ in range(1000):
            self.wfile.write(what())
            self.wfile.flush()
            if self.server.closing.wait(0.05):
                return

    def page_login(self) -> None:
        self.answer(LOGIN)

    def page_challenge(self) -> None:
        self.answer(CHALLENGE, status=403)

    def page_403(self) -> None:
        self.answer(b"SYNTHETIC: denied", status=403)

    def page_404(self) -> None:
        self.answer(b"SYNTHETIC: nothing here", status=404)

    def page_204(self) -> None:
        self.send_response(204)
        self.end_headers()

    def page_304(self) -> None:
        self.send_response(304)
        self.end_headers()

    def page_empty(self) -> None:
        self.answer(b"")

    def page_206(self) -> None:
        self.answer(HTML[:10], status=206, headers={"Content-Range": f"bytes 0-9/{len(HTML)}"})

    def page_pdf(self) -> None:
        self.answer(PDF, "application/pdf")

    def page_evil(self) -> None:
        self.answer(EVIL)

    def page_brotli(self) -> None:
        self.answer(b"\x0b\x02\x80SYNTHETIC\x03", headers={"Content-Encoding": "br"})

    def page_cookie(self) -> None:
        self.answer(b"ok", "text/plain", headers={"Set-Cookie": "sid=SYNTHETIC; HttpOnly"})

    def page_date_wrong(self) -> None:
        self.send_response_only(200)
        self.send_header("Date", WRONG_DATE)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def page_early(self) -> None:
        self.wfile.write(
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        )
        self.answer(HTML)

    def page_echo_key(self) -> None:
        """Repeat query and key headers; ``how`` says in which form."""
        said = self.path + " " + " ".join(map(str, self.headers.values()))
        forms: dict[str, Callable[[str], bytes]] = {
            "plain": str.encode,
            "base64": lambda text: __import__("base64").b64encode(text.encode()),
        }
        text = forms[self.query.get("form", "plain")](said)
        if self.query.get("gz"):
            self.answer(gzip.compress(text, mtime=0), headers={"Content-Encoding": "gzip"})
        elif self.query.get("chunked"):
            self.begin({"Transfer-Encoding": "chunked"})
            self.chunks(text, 3)
        else:
            self.answer(text, "text/plain")


class Server(http.server.ThreadingHTTPServer):
    """Counts what was asked; quiet about clients that hang up."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], tls: ssl.SSLContext | None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.pages: dict[str, bytes] = {}
        self.closing = threading.Event()
        self._tls = tls
        super().__init__(address, Handler)

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        if self._tls is None:
            super().finish_request(request, client_address)  # type: ignore[arg-type]
            return
        request.settimeout(5)
        with self._tls.wrap_socket(request, server_side=True) as secured:
            secured.settimeout(None)
            super().finish_request(secured, client_address)  # type: ignore[arg-type]
            secured.unwrap()

    def handle_error(self, request: object, client_address: object) -> None:
        pass


class Lab:
    """The server, in threads of this process.

    Parameters
    ----------
    host
        A loopback address.
    tls
        Certificate and key in one PEM file, from :func:`certificate`; None: plain HTTP.
    """

    def __init__(self, host: str = "127.0.0.1", tls: Path | None = None) -> None:
        context = None
        if tls is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
        self._scheme = "http" if tls is None else "https"
        self._server = Server((host, 0), context)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self.host = host
        self.port = self._server.server_port

    def __enter__(self) -> Lab:
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def asked(self) -> list[tuple[str, dict[str, str]]]:
        """Path and headers of every request, in order of arrival."""
        return self._server.asked

    def url(self, path: str, host: str | None = None) -> str:
        """Return an address of this server."""
        return f"{self._scheme}://{host or self.host}:{self.port}{path}"

    def serve(self, path: str, answer: bytes) -> str:
        """Answer `path` with exactly these bytes, then close; return the address."""
        self._server.pages[path] = answer
        return self.url(path)


def certificate(folder: Path, names: str = "IP:127.0.0.1", name: str = "lab") -> Path:
    """Make a key and a self-signed certificate for `names`; return the PEM file with both."""
    key, cert, both = (folder / f"{name}{end}" for end in (".key", ".crt", ".pem"))
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=SYNTHETIC lab", "-addext", f"subjectAltName={names}",
         "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both


def main() -> None:
    """Serve until standard input closes: for measurements from another process."""
    import sys

    with Lab() as lab:
        print(lab.url(""), flush=True)  # noqa: T201
        sys.stdin.read()


if __name__ == "__main__":
    main()
