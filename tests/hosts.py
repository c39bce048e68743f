"""Web sites under names of their own, on loopback: a proxy that answers for every host, with and without TLS.

A crawl is sent there by ``http_proxy`` and ``https_proxy``; the certificates are the proxy's own authority's, which
OpenSSL is told of by ``SSL_CERT_FILE``. Nothing leaves the machine.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from loopback import Answer


class Authority:
    """A certificate authority and the certificates that it gave, as files below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Autorité de test")])
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate(self._name, self._key, None).public_bytes(_PEM))

    def context(self, host: str) -> ssl.SSLContext:
        """What a server needs to be this host."""
        file = self._folder / f"{host}.pem"
        with self._lock:
            if not file.exists():
                key = ec.generate_private_key(ec.SECP256R1())
                name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
                private = key.private_bytes(
                    _PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
                file.write_bytes(private + self._certificate(name, key, host).public_bytes(_PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, host: str | None
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return builder.sign(self._key, hashes.SHA256())


_PEM = serialization.Encoding.PEM


class Hosts:
    """``answer`` gives the answer for a whole address; ``asked`` are the addresses, in the order they came."""

    def __init__(self, folder: Path) -> None:
        self.answer: Callable[[str], Answer] = lambda url: Answer("", 404)
        self.asked: list[str] = []
        self.authority = Authority(folder)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.proxy = f"http://127.0.0.1:{self._server.server_address[1]}"
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def environment(self) -> dict[str, str]:
        """What a process needs to be sent here."""
        return {
            "http_proxy": self.proxy,
            "https_proxy": self.proxy,
            "SSL_CERT_FILE": str(self.authority.file),
        }

    def _handler(hosts) -> type[BaseHTTPRequestHandler]:  # noqa: N805 -- self is the handler's, below
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            behind = ""

            def do_CONNECT(self) -> None:
                host = self.path.rpartition(":")[0]
                self.send_response(200)
                self.end_headers()
                try:
                    self.connection = hosts.authority.context(host).wrap_socket(
                        self.connection, server_side=True
                    )
                except (ssl.SSLError, OSError):  # the client does not believe us
                    self.close_connection = True
                    return
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb", buffering=0)  # type: ignore[assignment]
                self.behind = f"https://{host}"

            def do_GET(self) -> None:
                url = self.behind + self.path
                if not urlsplit(url).path.startswith(("/robots.txt", "/.well-known/", "/ai.txt")):
                    hosts.asked.append(url)
                answer = hosts.answer(url)
                self.send_response(answer.status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.data)))
                self.end_headers()
                self.wfile.write(answer.data)

            def finish(self) -> None:
                super().finish()
                if isinstance(
                    self.connection, ssl.SSLSocket
                ):  # wrapped here: the server closes its own alone
                    self.connection.close()

            def log_message(self, *args: Any) -> None:
                pass

        return Handler
