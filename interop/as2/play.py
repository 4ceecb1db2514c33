"""AS2 as a peer for the speed of letters: two django-pyas2 stations on this machine, one sends and one receives.

    play.py prepare            widen the one pattern of oscrypto that does not know today's OpenSSL
    play.py run DIR PORT N BYTES [--trace]

Each station is a process with a database (SQLite as Django opens it: a flush at each commit) and keys (RSA 2048) of its own. A message
is signed (SHA-256), encrypted (AES-256), posted over HTTP on this machine without TLS, stored, answered with a signed receipt (MDN) in
the same exchange, and the receipt is verified and stored. Prints `name value` lines: messages, bytes, processor milliseconds of each
side (the first tenth is not counted), what is configured, and with `--trace` the flushes of both processes per message, counted by
strace in a run of its own. A message file is written without a flush: a power cut loses it, which is this peer's own.
"""

import argparse
import datetime
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve()
STATIONS = ("court", "provider")
WARM_PART = 10


def prepare():
    import importlib.util

    found = importlib.util.find_spec("oscrypto")
    folder = pathlib.Path(found.origin).parent / "_openssl"
    for file in sorted(folder.glob("_libcrypto*.py")):
        text = file.read_text()
        wider = text.replace(r"(\\d\\.\\d\\.\\d[a-z]*)", r"(\\d+\\.\\d+\\.\\d+[a-z]*)")
        if wider != text:
            file.write_text(wider)


def django_for(folder):
    """Django with everything of one station below `folder`."""
    import django
    from django.conf import settings

    settings.configure(
        DEBUG=False,
        SECRET_KEY="a key of a benchmark",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="pyas2.urls",
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "pyas2"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "station.db")}},
        MEDIA_ROOT=str(folder),
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        LOGGING_CONFIG=None,
        DATA_UPLOAD_MAX_MEMORY_SIZE=None,
    )
    django.setup()


def certificate(name):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    lock = serialization.BestAvailableEncryption(b"word")
    private = key.private_bytes(serialization.Encoding.PEM, form, lock)
    public = made.public_bytes(serialization.Encoding.PEM)
    return private + public, public


def found(folder, port):
    """Two folders whose stations know each other."""
    keys = {name: certificate(name) for name in STATIONS}
    for name in STATIONS:
        (folder / name).mkdir(parents=True)
        for side, (both, public) in keys.items():
            (folder / name / f"{side}.pem").write_bytes(both if side == name else public)
        words = [sys.executable, HERE, "station", folder / name, name, str(port)]
        subprocess.run([str(word) for word in words], check=True, timeout=120)


def station(folder, name, port):
    django_for(folder)
    from django.core.management import call_command
    from pyas2.models import Organization, Partner, PrivateKey, PublicCertificate

    call_command("migrate", verbosity=0)
    (other,) = (side for side in STATIONS if side != name)
    key = PrivateKey.objects.create(name=name, key=(folder / f"{name}.pem").read_bytes(), key_pass="word")
    theirs = PublicCertificate.objects.create(name=other, certificate=(folder / f"{other}.pem").read_bytes(), verify_cert=False)
    Organization.objects.create(name=name, as2_name=name, encryption_key=key, signature_key=key)
    Partner.objects.create(
        name=other,
        as2_name=other,
        target_url=f"http://127.0.0.1:{port}/as2receive",
        encryption="aes_256_cbc",
        encryption_cert=theirs,
        signature="sha256",
        signature_cert=theirs,
        mdn=True,
        mdn_mode="SYNC",
        mdn_sign="sha256",
    )


def receive(folder, port):
    django_for(folder)
    from django.core.wsgi import get_wsgi_application
    from gunicorn.app.base import BaseApplication

    class Station(BaseApplication):
        def load_config(self):
            for name, value in (("bind", f"127.0.0.1:{port}"), ("workers", 1), ("loglevel", "error"), ("keepalive", 5)):
                self.cfg.set(name, value)

        def load(self):
            return get_wsgi_application()

    Station().run()


def send(folder, count, size):
    django_for(folder)
    from pyas2.models import Message, Organization, Partner
    from pyas2lib import Message as Built

    ours, theirs = Organization.objects.get(), Partner.objects.get()
    began = 0.0
    for n in range(count):
        if n == count // WARM_PART:
            print("warm", flush=True)
            sys.stdin.readline()
            began = cpu_self()
        payload = os.urandom(size)
        built = Built(sender=ours.as2org, receiver=theirs.as2partner)
        built.build(payload, filename=f"{n}.bin", subject="letter", content_type="application/octet-stream", disposition_notification_to="court@bench.example")
        message, _ = Message.objects.create_from_as2message(as2message=built, payload=payload, filename=f"{n}.bin", direction="OUT", status="P")
        message.send_message(built.headers, built.content)
        if message.status != "S":
            raise SystemExit(f"message {n} was not receipted: {message.detailed_status}")
    print(f"done {(cpu_self() - began) * 1000:.0f}", flush=True)


def cpu_self():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


def cpu_of(pid):
    """Processor milliseconds of a process and of its children."""
    total = 0
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(folder.name) == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total * 1000 // os.sysconf("SC_CLK_TCK")


def reachable(port):
    import socket

    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the receiving station does not answer")


def flushes(file):
    return sum(1 for line in file.read_text(errors="replace").splitlines() if re.search(r"f(data)?sync\(", line))


def run(folder, port, count, size, trace):
    found(folder, port)
    traced = lambda name: ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", folder / f"{name}.trace"] if trace else []  # noqa: E731
    words = [*traced("provider"), sys.executable, HERE, "receive", folder / "provider", port]
    receiver = subprocess.Popen([str(word) for word in words])
    try:
        reachable(port)
        words = [*traced("court"), sys.executable, HERE, "send", folder / "court", count, size]
        sender = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert sender.stdout.readline() == "warm\n", "the sending station broke off"
        before = cpu_of(receiver.pid)
        began = time.monotonic()
        sender.stdin.write("\n")
        sender.stdin.flush()
        done = sender.stdout.readline().split()
        took = time.monotonic() - began
        after = cpu_of(receiver.pid)
        if sender.wait(timeout=60) or not done:
            raise SystemExit("the sending station broke off")
    finally:
        receiver.send_signal(signal.SIGTERM)
        receiver.wait(timeout=60)
    counted = count - count // WARM_PART
    print(f"messages {counted}\nbytes {size}\nseconds {took:.3f}")
    print(f"cpu_sender_ms {done[1]}\ncpu_receiver_ms {after - before}")
    if trace:
        sides = [flushes(folder / f"{name}.trace") for name in STATIONS]
        print(f"flushes_sender {sides[0]}\nflushes_receiver {sides[1]}\nmessages_traced {count}")
    print("signature rsa-2048-sha256\nencryption aes-256-cbc\nreceipt signed, in the same exchange\nworkers 1 each side, one message at a time")
    print("transport http without tls\nmessage_file written without a flush\nlog n/a\nresume n/a")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=("prepare", "run", "station", "receive", "send"))
    parser.add_argument("words", nargs="*")
    parser.add_argument("--trace", action="store_true")
    given = parser.parse_args()
    words = given.words
    if given.verb == "prepare":
        prepare()
    elif given.verb == "run":
        run(pathlib.Path(words[0]).resolve(), int(words[1]), int(words[2]), int(words[3]), given.trace)
    elif given.verb == "station":
        station(pathlib.Path(words[0]), words[1], int(words[2]))
    elif given.verb == "receive":
        receive(pathlib.Path(words[0]), int(words[1]))
    else:
        send(pathlib.Path(words[0]), int(words[1]), int(words[2]))


if __name__ == "__main__":
    main()
