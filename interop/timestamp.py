"""Time-stamp tokens as foreign tools see them: a toy authority of `openssl ts` answers nodes that play a journey, and the
tokens they got are judged by `openssl ts -verify` and by the library rfc3161-client.

usage: timestamp.py --comity BIN --verify BIN --work DIR

Needs `openssl` on the path and rfc3161-client in the Python that runs this. As in `check.py`, each tool must accept the
good artefact and refuse a changed one; one line per check. The authority listens on 127.0.0.1 and ends with this script.
"""

import argparse
import base64
import hashlib
import http.server
import json
import pathlib
import sqlite3
import subprocess
import sys
import threading
import zipfile

from cryptography import x509
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from check import Report

MANIFEST, TOKEN = "META-INF/ASiCManifest001.xml", "META-INF/timestamp001.tst"
CONFIG = """[tsa]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""
JOURNEY_SECONDS = 900


def run(*words, cwd=None, limit=120):
    return subprocess.run([str(w) for w in words], cwd=cwd, capture_output=True, timeout=limit)


def must(*words, cwd=None):
    done = run(*words, cwd=cwd)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr.decode()[-400:]}")
    return done.stdout


class Authority:
    """A root, an authority below it, and a server that has `openssl ts` answer."""

    def __init__(self, folder):
        self.dir = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tsa.cnf").write_text(CONFIG)
        (folder / "serial").write_text("01\n")
        purposes = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\nbasicConstraints=CA:false\n"
        (folder / "purposes").write_text(purposes)
        for name in ("root", "tsa"):
            self.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
        ca = ["-addext", "basicConstraints=critical,CA:true", "-addext", "keyUsage=critical,keyCertSign"]
        self.openssl("req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=toy root", "-days", "9", *ca, "-out", "root.pem")
        self.openssl("req", "-new", "-key", "tsa.key", "-subj", "/CN=toy time", "-out", "tsa.csr")
        by = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "9", "-extfile", "purposes"]
        self.openssl("x509", "-req", "-in", "tsa.csr", *by, "-out", "tsa.pem")
        self.root = folder / "root.pem"
        self.lock, self.n_answers = threading.Lock(), 0

    def openssl(self, *words):
        return must("openssl", *words, cwd=self.dir)

    def answer(self, query):
        with self.lock:
            (self.dir / "q.tsq").write_bytes(query)
            who = ["-signer", "tsa.pem", "-inkey", "tsa.key"]
            self.openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "q.tsq", *who, "-out", "r.tsr")
            self.n_answers += 1
            return (self.dir / "r.tsr").read_bytes()

    def serve(self):
        """The address at which it answers from now on."""
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                query = self.rfile.read(int(self.headers["Content-Length"]))
                reply = authority.answer(query)
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}/tsa"


class Checks(Report):
    def __init__(self, args):
        super().__init__()
        self.args = args
        self.work = pathlib.Path(args.work).resolve()
        self.authority = Authority(self.work / "tsa")
        words = must("openssl", "version").decode().split()
        self.openssl_name = ("openssl-ts", words[1])

    def openssl(self, data, token):
        """What `openssl ts -verify` says of a bare token over these bytes."""
        message, bare = self.work / "data", self.work / "token.tst"
        message.write_bytes(data)
        bare.write_bytes(token)
        done = run("openssl", "ts", "-verify", "-data", message, "-in", bare, "-token_in", "-CAfile", self.authority.root)
        return done.returncode == 0, (done.stdout + done.stderr).decode()[-300:]

    def library(self, data, token):
        """What rfc3161-client says; it takes whole answers, so one is put around the token."""
        load = lambda name: x509.load_pem_x509_certificate((self.authority.dir / name).read_bytes())
        verifier = VerifierBuilder().tsa_certificate(load("tsa.pem")).add_root_certificate(load("root.pem")).build()
        status = bytes.fromhex("3003020100")
        try:
            return verifier.verify_message(decode_timestamp_response(sequence(status + token)), data), ""
        except (VerificationError, ValueError) as error:
            return False, str(error)

    def judged(self, artefact, data, token):
        """Both tools take the token over these bytes, and neither over others, nor another token."""
        changed = bytearray(token)
        changed[-1] ^= 1  # the signature ends a token
        wrong = [(data + b" ", token), (data[:-1], token), (data, bytes(changed))]
        for tool, judge in ((self.openssl_name, self.openssl), (("rfc3161-client", "1.0.9"), self.library)):
            self.say(tool, artefact, token, judge(data, token), [judge(*pair) for pair in wrong])

    def verifier(self, *words):
        done = run(self.args.verify, *words)
        return done.returncode == 0, (done.stdout + done.stderr).decode()[-300:]

    def run(self):
        url = self.authority.serve()
        sandbox = self.work / "sandbox"
        words = ["sandbox", "--headless", "--json", "--fresh", "--dir", sandbox, "--tsa", url]
        done = run(self.args.comity, *words, limit=JOURNEY_SECONDS)
        if done.returncode:
            raise SystemExit(f"the journey ended with {done.returncode}: {done.stderr.decode()[-600:]}")
        report = json.loads(done.stdout)
        package, policy = sandbox / report["package"], sandbox / report["policy"]
        with zipfile.ZipFile(package) as archive:
            manifest, token = archive.read(MANIFEST), archive.read(TOKEN)
            offset = archive.getinfo(TOKEN).header_offset + 30 + len(TOKEN)
        self.judged("token-in-package", manifest, token)

        bad = bytearray(package.read_bytes())
        bad[offset + len(token) // 2] ^= 1
        (self.work / "bad.asice").write_bytes(bad)
        trust = ["--policy", policy]
        good = self.verifier(package, *trust)
        self.say(("comity-verify", "ours"), "package-with-token", token, good, [self.verifier(self.work / "bad.asice", *trust)])

        later = self.work / "later.tst"
        later.unlink(missing_ok=True)
        must(self.args.comity, "package", "stamp", package, "--url", url, "--roots", self.authority.root, "--out", later)
        self.judged("token-beside-package", manifest, later.read_bytes())
        other = self.work / "other.tst"
        other.write_bytes(self.over(b"something else"))
        with_token = lambda path: self.verifier(package, *trust, "--token", path)
        self.say(("comity-verify", "ours"), "package-with-token-beside", later.read_bytes(), with_token(later), [with_token(other)])

        for node in report["nodes"]:
            self.daily(node["member"], sandbox / node["data_dir"])

    def over(self, data):
        """A bare token of the same authority over other bytes."""
        (self.work / "data").write_bytes(data)
        self.authority.openssl("ts", "-query", "-data", self.work / "data", "-sha256", "-cert", "-out", "own.tsq")
        self.authority.answer((self.authority.dir / "own.tsq").read_bytes())
        self.authority.openssl("ts", "-reply", "-in", "r.tsr", "-token_out", "-out", "own.tst")
        return (self.authority.dir / "own.tst").read_bytes()

    def daily(self, member, folder):
        """The token of the day over the published head of a node, as its database keeps it."""
        database = sqlite3.connect(f"file:{folder}/node.db?mode=ro", uri=True)
        rows = database.execute("select body from document where view = 'stamped'").fetchall()
        if not rows:
            self.say(self.openssl_name, f"daily-token-{member}", b"", (False, "there is none"), [])
        for (body,) in rows:
            row = json.loads(body)
            self.judged(f"daily-token-{member}", row["note"].encode(), base64.b64decode(row["token"]))


def sequence(content):
    """A DER SEQUENCE around these bytes."""
    length = len(content).to_bytes(3, "big").lstrip(b"\0")
    head = bytes([0x30, len(content)]) if len(content) < 128 else bytes([0x30, 0x80 | len(length)]) + length
    return head + content


def main():
    parser = argparse.ArgumentParser()
    for name in ("comity", "verify", "work"):
        parser.add_argument(f"--{name}", required=True)
    checks = Checks(parser.parse_args())
    checks.run()
    return 1 if checks.n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
