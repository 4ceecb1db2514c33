"""A network of two members, made with the program that is checked: one runs it, of the other we hold the keys."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

from courtpackage.errors import need

from . import identity, roster
from .keys import H

PATIENCE = 60
ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "16777216"}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Network:
    """Folders below `work`: `d` of the ceremony, `real` of the node, `key-NAME` of those who sign, `peer.json` of ours.

    It is a drill, because only there a node reads how far its clock is moved: `move`."""

    def __init__(self, comity, work):
        self.comity, self.work = str(comity), pathlib.Path(work)
        self.real, self.public = self.work / "real", self.work / "d" / "public"
        self.config = self.real / "comity.toml"
        self.process, self.offset_ms = None, 0

    def run(self, *arguments, codes=(0,)):
        """(exit code, standard output, standard error) of one command."""
        done = subprocess.run([self.comity, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE, check=False)
        need(done.returncode in codes, f"{' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr.strip()}")
        return done.returncode, done.stdout, done.stderr

    def found(self):
        """Everything until the node may start."""
        self.work.mkdir(parents=True)
        ports = {name: free_port() for name in ("portal", "peer", "ours")}
        at = {name: f"127.0.0.1:{port}" for name, port in ports.items()}
        self.run(
            "init", "--dir", self.real, "--member", "fr-tj", "--kind", "judicial_authority", "--node", "fr-tj.invalid",
            "--network", "drill", "--listen-portal", at["portal"], "--listen-peer", at["peer"], "--peer", at["peer"],
        )  # fmt: skip
        self.config.write_text('clock_file = "../clock.json"\n' + self.config.read_text("utf-8"), "utf-8")
        self.move(0)
        entry = self.real / "entry.json"
        mine = identity.Identity.new("ie-peer", "peer.example", f"127.0.0.1:{ports['ours']}")
        mine.save(self.work / "peer.json")
        (self.work / "entry.json").write_bytes(mine.entry())
        signers = ("founder", "board", "operator", "real", "ours")
        for name in signers:
            _, public, _ = self.run("directory", "key", "--dir", self.work / f"key-{name}")
            (self.work / f"{name}.json").write_text(public, "utf-8")
        self.run(
            "directory", "init", "--dir", self.work / "d", "--name", "Conformance", "--kind", "drill", "--founder",
            self.work / "founder.json", "--threshold", 1, "--board", self.work / "board.json", "--board-threshold", 1,
            "--operator", self.work / "operator.json",
        )  # fmt: skip
        for name, path in (("real", entry), ("ours", self.work / "entry.json")):
            self.run("directory", "propose", "--dir", self.work / "d", "--entry", path, "--key", self.work / f"{name}.json")
        for name in ("founder", "board", "real", "ours", "operator"):
            self.run("directory", "sign", "--dir", self.work / "d", "--key", self.work / f"key-{name}")
        net = H((self.public / "1.root.json").read_bytes())
        self.run("directory", "install", "--config", self.config, "--from", self.public, "--net", net.hex())
        return self

    def move(self, offset_ms):
        """Say how far the clock of the network is ahead."""
        self.offset_ms = offset_ms
        path = self.work / "clock.next"
        path.write_text(json.dumps({"offset_ms": offset_ms}, separators=(",", ":")), "utf-8")
        path.replace(self.work / "clock.json")

    def now(self):
        """Milliseconds since 1970 by the clock of the network."""
        return identity.now_ms() + self.offset_ms

    def directory(self):
        """The published directory as this peer reads it."""
        folder = roster.Folder(self.public)
        return roster.Directory(folder, H(folder.get("1.root.json")), identity.now_ms())

    def portal(self):
        line = next(one for one in self.config.read_text("utf-8").splitlines() if one.startswith("portal"))
        return f"http://{line.split(chr(34))[1]}"

    def start(self):
        """Run the node, and wait until it says that it is ready."""
        log = open(self.work / "real.log", "ab")  # noqa: SIM115 (the process writes into it)
        self.process = subprocess.Popen(
            [self.comity, "serve", "--config", str(self.config)], stdout=log, stderr=log, env={**os.environ, **ENVIRONMENT})
        log.close()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            need(self.process.poll() is None, "the node ended at its start")
            try:
                with urllib.request.urlopen(self.portal() + "/health", timeout=5) as answer:
                    if json.load(answer).get("ready", True):
                        return self
            except OSError:
                pass
            time.sleep(0.2)
        self.stop()
        need(False, "the node did not become ready")

    def stop(self):
        """End the node that was started here, by its id."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait(PATIENCE)
        self.process = None
        return code
