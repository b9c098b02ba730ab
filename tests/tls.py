"""TLS on loopback: certificates of authorities that nobody trusts until a test does."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass(frozen=True)
class Authority:
    """Signs certificates. `pem` is its own one, which somebody may put among the trusted."""

    folder: Path
    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    pem: Path

    def issue(self, *hosts: str) -> Path:
        """Return a file with a key and a certificate for these hosts."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
        made = _begun(x509.Name([]), self.name, key).add_extension(names, critical=True)
        path = self.folder / f"{hosts[0]}.pem"
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        signed = made.sign(self.key, hashes.SHA256())
        path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
        return path


def authority(folder: Path, name: str) -> Authority:
    """Make an authority that nobody has heard of."""
    key = ec.generate_private_key(ec.SECP256R1())
    known = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name)])
    may_sign = x509.BasicConstraints(ca=True, path_length=None)
    made = _begun(known, known, key).add_extension(may_sign, critical=True)
    path = folder / "authority.pem"
    path.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return Authority(folder, known, key, path)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


class Nothing(BaseHTTPRequestHandler):
    """Has nothing to say."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class TlsServer(ThreadingHTTPServer):
    """Serves `handler` over TLS on a free port of 127.0.0.1."""

    daemon_threads = True

    def __init__(self, pem: Path, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, *_args: object) -> None:
        """A client that hangs up because it does not trust us is what this is for."""


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[int]:
    """Run a server; give its port."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@contextmanager
def untrusted(folder: Path, issuer: str) -> Iterator[str]:
    """Run a server whose certificate a company's filter has signed; give its address."""
    pem = authority(folder, issuer).issue("localhost")
    with served(TlsServer(pem, Nothing)) as port:
        yield f"https://localhost:{port}"
