"""Evidence over the network: we are the provider of a sandbox that was played, and hand the issuer's node more exhibits.

The sandbox of the journey `epoc` made both members. A copy of the issuer's folder is run; of the provider only the keys are
taken (`keyring.py`). So a letter of the law, its signatures, its object and the chunks of it are made here, and the program
decides about them as it would about those of its own kind.
"""

import json
import os
import pathlib
import shutil
import time
import uuid

from courtpackage.errors import Refused, need

from . import client, envelope, forge, identity, keyring, keys, network, node, objects, roster, server
from .http2 import Closed
from .play import ENDS, Door, outcome, problem
from .vectors import Checks

ISSUER, JUDGE = "fr-tj.sandbox.example", "fr-tj/judge"
PATIENCE = 40


class Handover:
    def __init__(self, comity, sandbox, work):
        self.sandbox, self.work = pathlib.Path(sandbox).resolve(), pathlib.Path(work).resolve()
        self.check = Checks()
        self.net = network.Network(pathlib.Path(comity).resolve(), self.work)
        self.net.config = self.work / "FR-TJ" / "comity.toml"
        self.server = None

    def run(self):
        """All checks; the exit code."""
        self.work.mkdir(parents=True)
        for name in ("FR-TJ", "FR-TJ.head"):
            (shutil.copytree if (self.sandbox / name).is_dir() else shutil.copy)(self.sandbox / name, self.work / name)
        shutil.copy(self.sandbox / "clock.json", self.work / "clock.json")
        offset = json.loads((self.work / "clock.json").read_text("utf-8"))["offset_ms"]
        self.measure = json.loads((self.sandbox / "sandbox.json").read_text("utf-8"))["ids"]["measure"]
        folder = roster.Folder(self.work / "FR-TJ" / "roster")
        directory = roster.Directory(folder, keys.H(folder.get("1.root.json")), identity.now_ms() + offset)
        endpoint = directory.node("ie-prov.sandbox.example")["endpoints"][0]
        who = keyring.Taken(self.sandbox / "IE-PROV", "ie-prov", "ie-prov.sandbox.example", "ie-prov/legal", endpoint)
        self.peer = node.Peer(who, directory, lambda: identity.now_ms() + offset)
        self.server = server.Server(who.pem, directory, int(endpoint.rpartition(":")[2]), Door(self.peer))
        try:
            self.net.start()
            for part in (self.exercise, self.exhibit, self.broken):
                try:
                    part()
                except (Refused, OSError, ValueError, KeyError, TypeError, Closed) as fault:
                    self.check(f"{part.__name__} goes through", False, f"{type(fault).__name__}: {fault}")
        finally:
            self.net.stop()
            self.server.close()
        return self.check.end()

    def offer(self, content, change=lambda said: None):
        """A letter that hands over one exhibit, and the chunks of it."""
        handover, exhibit, me = str(uuid.uuid4()), str(uuid.uuid4()), self.peer.who.node
        one = objects.entry(0, handover, "more.txt", "text/plain", content, "exhibit", f"urn:comity:{me}:exhibit:{exhibit}")
        change(one[0])
        body = {"exhibits": [{"exhibit": exhibit, "exhibit_no": "X-9", "object": 0}], "handover": handover, "measure": self.measure}
        letter = self.peer.letter(
            "handover.offer", body, ISSUER, JUDGE, [one], purpose="investigation",
            instrument={"cite": "5", "id": "eu-e-evidence", "kind": "epoc", "version": 1},
            subject=f"urn:comity:{me}:measure:{self.measure}",
            handling={"marking": "TLP:AMBER+STRICT", "onward": "none", "retention": "P1Y"},
        )  # fmt: skip
        return letter, one[2]

    def ready(self, to, letter):
        """The ids that the node misses, once it has opened the letter."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            is_ready, missing = to.have(letter.envelope.head.env_id)
            need(is_ready is not None, "the node does not know the envelope")
            if is_ready:
                return missing
            time.sleep(0.3)
        raise Refused("the node does not open the letter")

    def exercise(self):
        peer = self.peer
        letter, other = peer.probe(ISSUER, unit=JUDGE), peer.probe(ISSUER, unit=JUDGE, exercise_id=None)
        with client.Client(peer.who.pem, peer.directory, ISSUER) as to:
            for one in (letter, other):
                to.deliver(envelope.delivery(one.raw))
        forge.wait(lambda: letter.receipts.keys() & ENDS and other.receipts.keys() & ENDS, PATIENCE)
        self.check("a letter of the exercise is taken (directory.md §4)", outcome(letter) == "taken", outcome(letter))
        self.check("one without the exercise is not (directory.md §4)", outcome(other) == "failed binding-mismatch", outcome(other))

    def exhibit(self):
        peer = self.peer
        letter, chunks = self.offer(os.urandom(70_000))
        env_id, (chunk_id, raw) = letter.envelope.head.env_id, chunks[0]
        with client.Client(peer.who.pem, peer.directory, ISSUER) as to:
            one = peer.take(ISSUER, bytes(to.deliver(envelope.delivery(letter.raw)).body))
            said = {"announced": 1, "missing": 1}
            self.check("a hand-over is accepted, its chunk is missing", (one.event, one.said["chunks"]) == ("RelayAcceptance", said))
            self.check("its chunk is asked for", self.ready(to, letter) == [chunk_id])
            for name, status, code, given in (
                ("another chunk", "422", "chunk-mismatch", (env_id, chunk_id, raw[:-1] + bytes([raw[-1] ^ 1]))),
                ("half a chunk", "422", "chunk-mismatch", (env_id, chunk_id, raw[: len(raw) // 2])),
                ("a chunk of another envelope", "403", "not-announced", (os.urandom(16), chunk_id, raw)),
                ("a chunk of no object", "403", "not-announced", (env_id, keys.H(b"x").hex(), b"x")),
            ):
                answer = to.chunk(*given)
                self.check(f"{name} is refused: {code}", (answer.get(":status"), problem(answer)) == (status, code), problem(answer))
            self.check("the chunk is taken", to.chunk(env_id, chunk_id, raw).get(":status") == "201")
            self.check("it is taken once", to.chunk(env_id, chunk_id, raw).get(":status") == "204")
            self.check("nothing is missing then", to.have(env_id) == (True, []))
            self.check("an envelope that is not here has no chunks", to.have(os.urandom(16))[0] is None)
        forge.wait(lambda: letter.receipts.keys() & ENDS, PATIENCE)
        self.check("the exhibit is consigned", outcome(letter) == "taken", outcome(letter))
        done = letter.receipts["ContentConsignment"].said
        plain = json.loads(letter.manifest)["objects"][0]["plain"]
        self.check("the statement names its digests", done["letter"]["objects"] == [{"n": 0, **plain}])
        self.check("nothing is missing in the statement", done["chunks"] == {"announced": 1, "missing": 0})
        self.check("the judge's unit speaks", done["by"] == {"as": "recipient", "node": ISSUER, "unit": JUDGE})

    def broken(self):
        """Objects that are not what their letter says."""
        for name, said, change in (
            ("another length", "failed object-mismatch", lambda one: one["plain"].update(len=999)),
            # The node takes it and contests the hand-over; its statement names what it found.
            ("another SHA-256", "taken", lambda one: one["plain"].update(sha256="00" * 32)),
            ("another BLAKE3", "taken", lambda one: one["plain"].update(blake3="00" * 32)),
        ):
            letter, chunks = self.offer(os.urandom(1000), change)
            with client.Client(self.peer.who.pem, self.peer.directory, ISSUER) as to:
                to.deliver(envelope.delivery(letter.raw))
                self.ready(to, letter)
                for chunk_id, raw in chunks:
                    to.chunk(letter.envelope.head.env_id, chunk_id, raw)
            forge.wait(lambda one=letter: one.receipts.keys() & ENDS, PATIENCE)
            self.check(f"an exhibit with {name} than was said: {said}", outcome(letter) == said, outcome(letter))


def run(comity, sandbox, work):
    return Handover(comity, sandbox, work).run()
