"""TLS 1.3 with certificates on both sides; who the peer is, the directory's pins say (exchange.md §9, directory.md §4)."""

import datetime
import hashlib
import os
import socket
import ssl
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from courtpackage import basics
from courtpackage.errors import Refused, need

_BEGIN = datetime.datetime(1975, 1, 1, tzinfo=datetime.timezone.utc)
_END = datetime.datetime(4096, 1, 1, tzinfo=datetime.timezone.utc)


def _name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject, issuer, public, signer, *extensions):
    made = x509.CertificateBuilder(_name(issuer), _name(subject), public, x509.random_serial_number(), _BEGIN, _END)
    for extension, is_critical in extensions:
        made = made.add_extension(extension, is_critical)
    return made.sign(signer, hashes.SHA256())


def new(node):
    """(root DER, PEM of leaf and its key) for a node that begins."""
    root_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate(
        f"{node} root", f"{node} root", root_key.public_key(), root_key,
        (x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), False), (x509.BasicConstraints(True, 0), True),
    )  # fmt: skip
    leaf = _certificate(
        node, f"{node} root", leaf_key.public_key(), root_key,
        (x509.SubjectAlternativeName([x509.DNSName(node)]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), False),
    )  # fmt: skip
    pem = leaf.public_bytes(Encoding.PEM) + leaf_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return root.public_bytes(Encoding.DER), pem


def pin(certificate_der):
    """SHA-256 of the SubjectPublicKeyInfo, in hexadecimal: a value of `tls_spki`."""
    public = x509.load_der_x509_certificate(certificate_der).public_key()
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def pin_of_pem(pem):
    return pin(x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER))


def _context(purpose, pem, roots):
    made = ssl.SSLContext(purpose)
    made.minimum_version = ssl.TLSVersion.TLSv1_3
    made.check_hostname = False
    made.verify_mode = ssl.CERT_REQUIRED
    made.set_alpn_protocols(["h2"])
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(pem)
    try:
        made.load_cert_chain(file.name)
    finally:
        os.unlink(file.name)
    for root in roots:
        made.load_verify_locations(cadata=root)
    return made


def roots_of(directory):
    """The roots of every node that the directory lists."""
    listed = []
    for entry in directory.entries.values():
        for node in entry.nodes.values():
            listed += [basics.from_base64url(one, "a root") for one in node["tls_roots"]]
    return listed


def server(pem, directory):
    return _context(ssl.PROTOCOL_TLS_SERVER, pem, roots_of(directory))


def who(directory, sock):
    """The node whose pin the peer's certificate has."""
    found = pin(sock.getpeercert(binary_form=True))
    for entry in directory.entries.values():
        for name, node in entry.nodes.items():
            if found in node["tls_spki"]:
                return name
    raise Refused("a certificate that nobody pins")


def connect(pem, directory, node, timeout=20):
    """A secured socket to one of the node's endpoints; the far end is that node."""
    said = directory.node(node)
    roots = [basics.from_base64url(one, "a root") for one in said["tls_roots"]]
    context, fault = _context(ssl.PROTOCOL_TLS_CLIENT, pem, roots), None
    for endpoint in said["endpoints"]:
        host, _, port = endpoint.rpartition(":")
        try:
            plain = socket.create_connection((host.strip("[]"), int(port)), timeout)
            sock = context.wrap_socket(plain, server_hostname=node)
        except OSError as error:
            fault = error
            continue
        need(who(directory, sock) == node, "another node at this endpoint")
        need(sock.selected_alpn_protocol() == "h2", "no HTTP/2 at this endpoint")
        return sock
    raise fault or Refused(f"{node} has no endpoint")
