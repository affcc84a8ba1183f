"""A time-stamp authority on this machine, played by openssl: SYNTHETIC root, intermediate, signer.

Keys and certificates are made when a test runs and are thrown away with it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.server
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIG = """
[ca]
default_ca = own
[own]
dir = .
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[root]
basicConstraints = critical,CA:true
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical,CA:true
subjectKeyIdentifier = hash
[signer]
basicConstraints = CA:false
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = service
[service]
serial = tsaserial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
GRANTED = bytes.fromhex("3003020100")  # PKIStatusInfo with status 0


def openssl(folder: Path, *words: str | Path, data: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *map(str, words)], cwd=folder, input=data,
                          capture_output=True, check=False)  # fmt: skip
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout


def element(tag: int, *content: bytes) -> bytes:
    """Return one DER element."""
    body = b"".join(content)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def rejected(words: bytes) -> bytes:
    """Return a response with status 2 and the words of the authority."""
    said = element(0x30, element(0x0C, words))
    return element(0x30, element(0x30, b"\x02\x01\x02", said))


class Authority:
    """Root, intermediate and signer, valid between two days; ``chain`` is what it publishes."""

    def __init__(self, folder: Path, start: str = "20200101", end: str = "20991231") -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        (folder / "tsa.cnf").write_text(CONFIG)
        (folder / "index.txt").write_text("")
        (folder / "serial").write_text("01\n")
        (folder / "tsaserial").write_text("01\n")
        dates = ("-startdate", f"{start}000000Z", "-enddate", f"{end}000000Z")
        for name, issuer in (("root", "root"), ("middle", "root"), ("signer", "middle")):
            self._certificate(name, issuer, dates)
        self.chain = folder / "chain.pem"
        self.chain.write_bytes(self.pem("root") + self.pem("middle"))

    def pem(self, name: str) -> bytes:
        return (self.folder / f"{name}.pem").read_bytes()

    def _certificate(self, name: str, issuer: str, dates: tuple[str, ...]) -> None:
        key = ("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        openssl(self.folder, *key, "-out", f"{name}.key")
        subject = ("-subj", f"/CN=SYNTHETIC {name}", "-key", f"{name}.key")
        openssl(self.folder, "req", "-new", "-config", "tsa.cnf", *subject, "-out", f"{name}.csr")
        by = ("-selfsign", "-keyfile", "root.key") if name == issuer else (
            "-cert", f"{issuer}.pem", "-keyfile", f"{issuer}.key")  # fmt: skip
        openssl(self.folder, "ca", "-batch", "-notext", "-config", "tsa.cnf", "-extensions", name,
                *by, *dates, "-in", f"{name}.csr", "-out", f"{name}.pem")  # fmt: skip

    def reply(self, query: bytes) -> bytes:
        """Answer a query as of now."""
        (self.folder / "q.tsq").write_bytes(query)
        openssl(self.folder, "ts", "-reply", "-config", "tsa.cnf", "-section", "service",
                "-queryfile", "q.tsq", "-signer", "signer.pem", "-inkey", "signer.key",
                "-out", "r.tsr")  # fmt: skip
        return (self.folder / "r.tsr").read_bytes()

    def reply_at(self, data: bytes, moment: dt.datetime) -> bytes:
        """Stamp data as of any moment: openssl signs a TSTInfo made by hand."""
        sha256 = element(0x30, bytes.fromhex("0609608648016503040201"), b"\x05\0")
        info = element(
            0x30, b"\x02\x01\x01", bytes.fromhex("06042a030405"),
            element(0x30, sha256, element(4, hashlib.sha256(data).digest())), b"\x02\x01\x07",
            element(0x18, moment.strftime("%Y%m%d%H%M%SZ").encode()),
        )  # fmt: skip
        token = openssl(
            self.folder, "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-cades",
            "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-md", "sha256", "-signer",
            "signer.pem", "-inkey", "signer.key", data=info,
        )  # fmt: skip
        return element(0x30, GRANTED, token)


@contextmanager
def serving(authority: Authority) -> Iterator[str]:
    """Serve an authority on a free port of the loopback; give its address."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = authority.reply(query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def post(url: str, data: bytes, content_type: str, settings: object) -> bytes:
    """Send a query with the standard library."""
    request = urllib.request.Request(url, data, {"Content-Type": content_type})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        body: bytes = answer.read()
        return body
