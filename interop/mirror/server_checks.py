"""Nodes of a sandbox bring a log to a mirror of another hand, and one of them gets its log back from there.

One node is told of the mirror and grows by cover; two others witness it. Its database is put back and the leaves are brought
back, from the mirror when it lies and when it does not. What has to happen stands in `docs/spec/mirror.md` sections 2, 4 and 5.
"""

import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

import tree
from client_checks import Wrong, want
from courtpackage.errors import Refused
from mirror import Mirror
from tree import TILE, Signer, keys_of, times_of

SERVER = ("mirror-server", "own")
NODE, WITNESSES = "FR-TJ", ("COORD", "NL-OVS")
COVER = "\n[cover]\nleaves = 300\nperiod_seconds = 2\n"
JOURNEY_SECONDS, GROWTH_SECONDS = 600, 240
LEAF = bytes.fromhex("434d4c0101000000")


class Node:
    """A node of the sandbox, run alone. It ends with this script, because its standard input does."""

    def __init__(self, comity, folder):
        self.comity, self.folder, self.config, self.process = comity, folder, folder / "comity.toml", None

    def start(self):
        words = [self.comity, "serve", "--config", self.config, "--stop-with-stdin"]
        memory = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "16777216"}
        with open(self.folder.parent / f"{self.folder.name}.out", "ab") as out:
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=out, stderr=out, env={**os.environ, **memory})

    def stop(self):
        if self.process is None:
            return
        self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def ask(self, *words):
        done = subprocess.run([self.comity, *words, "--config", self.config], capture_output=True, text=True, timeout=120)
        return done.returncode, (done.stdout + done.stderr).strip()

    def row(self):
        """How far it says its mirror is: the size, and what is in the way."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/node.db?mode=ro", uri=True)) as database:
            rows = database.execute("select key, body from document where view = 'witnessed'").fetchall()
        return {key: json.loads(body) for key, body in rows if key.startswith("mirror:")}


class ServerChecks:
    def __init__(self, report, comity, work):
        self.report, self.comity, self.dir, self.nodes = report, comity, work / "sandbox", {}
        self.mirror = Mirror("mirror.example/own")

    def end(self):
        for node in self.nodes.values():
            node.stop()

    def say(self, name, ask):
        """The artefact is the newest head that the mirror signed for."""
        try:
            good = (True, ask() or "")
        except (Wrong, Refused, OSError, ValueError, subprocess.TimeoutExpired, sqlite3.Error) as error:
            good = (False, f"{type(error).__name__}: {error}")
        self.report.say(SERVER, name, (self.held()[1].own or (0, b""))[1], good, [])

    def run(self):
        self.journey()
        self.say("node-counts-no-signature-of-others", self.foreign)
        self.say("node-brings-its-log-in-parts", self.brings)
        self.say("node-comes-again-to-a-mirror-that-was-busy", self.busy)
        self.put_back()
        for name, code, lie in self.lies():
            self.say(f"node-takes-nothing-back-from-a-mirror-{name}", lambda code=code, lie=lie: self.refused(code, lie))
        self.say("node-gets-its-log-back-from-a-mirror-that-is-not-ours", self.recovers)
        self.say("node-starts-at-once-when-its-log-is-back", self.starts)
        self.say("what-follows-is-one-history-with-what-came-back", self.goes_on)

    def journey(self):
        words = [self.comity, "sandbox", "--headless", "--json", "--fresh", "--dir", self.dir]
        done = subprocess.run(words, capture_output=True, timeout=JOURNEY_SECONDS)
        if done.returncode:
            raise SystemExit(f"the journey ended with {done.returncode}: {done.stderr.decode()[-600:]}")
        report = json.loads(done.stdout.decode().splitlines()[-1])
        self.nodes = {name: Node(self.comity, self.dir / name) for name in (NODE, *WITNESSES)}
        self.node = self.nodes[NODE]
        lines = [line.split() for line in pathlib.Path(self.dir / report["policy"]).read_text().splitlines()]
        vkeys = [line[1] for line in lines if line[:1] == ["log"] and line[1].startswith(f"{NODE.lower()}.")]
        for origin in {vkey.split("+")[0] for vkey in vkeys}:
            self.mirror.add_log(origin, [vkey for vkey in vkeys if vkey.startswith(origin + "+")])
        self.url = self.mirror.serve()
        keys = json.dumps(self.mirror.vkeys())
        self.old = self.dir / "old"
        shutil.copytree(self.node.folder, self.old)
        with open(self.node.config, "a") as config:
            config.write(f'\n[[mirror]]\nurl = "{self.url}"\nvkeys = {keys}\n{COVER}')

    def held(self):
        """The log that the mirror holds most of."""
        return max(self.mirror.logs.items(), key=lambda item: len(item[1].tree.entries))

    def wait(self, until, what):
        for _ in range(GROWTH_SECONDS * 10):
            if until():
                return
            time.sleep(0.1)
        raise Wrong(f"{what}: not within {GROWTH_SECONDS} seconds; the mirror was asked {self.mirror.said[-5:]}")

    def foreign(self):
        """A mirror that answers with lines of other keys, or with ones that fail, holds nothing for the node."""
        other = Signer(self.mirror.signer.name, 4)
        cases = [lambda ours, *head: other.lines(*head), lambda ours, *head: self.mirror.signer.lines(head[0], head[1] + 1, head[2])]
        for n, answers in enumerate(cases):
            self.mirror.said.clear()
            self.mirror.answers = answers
            for node in self.nodes.values() if n == 0 else ():
                node.start()
            self.wait(lambda: [said[::2] for said in self.mirror.said].count(("add-entries", 200)) > 0, f"answer {n}")
            self.wait(lambda: any(row["trouble"] == "bad-lines" for row in self.node.row().values()), f"trouble with answer {n}")
            want(all(row["size"] == 0 for row in self.node.row().values()), f"it says {self.node.row()}")
        _, said = self.node.ask("doctor")
        want("1 hold what was published" not in said and "(bad-lines)" in said, f"doctor: {said}")
        self.mirror.answers = lambda ours, *head: ours

    def brings(self):
        self.wait(lambda: (self.held()[1].own or (0,))[0] > 4 * TILE, "four tiles")
        origin, held = self.held()
        want(any(said == ("add-entries", origin, 202) for said in self.mirror.said), "never was anything missing")
        answered = {status for what, _, status in self.mirror.said if what.startswith("add-")}
        want(answered <= {200, 202, 409, 503}, f"it was answered {answered}")
        want(all(len(entry) == 40 and entry.startswith(LEAF) for entry in held.tree.entries), "an entry that is no leaf")
        size, note = held.own
        checkpoint, times = times_of(note, held.keys + keys_of(self.mirror.vkeys()))
        want(len(times) == 4 and checkpoint.root == held.tree.root(size), "not all have signed for what is held")
        self.wait(lambda: any(not row["trouble"] and row["size"] > 4 * TILE for row in self.node.row().values()), "its row")

    def busy(self):
        """Told to come again, it does, and goes on where it was."""
        before = (self.held()[1].own or (0,))[0]
        self.mirror.said.clear()
        self.mirror.n_busy = 1
        self.wait(lambda: (self.held()[1].own or (0,))[0] > before, "more than before")
        want(any(status == 503 for _, _, status in self.mirror.said), "it was not told")
        _, said = self.node.ask("doctor")
        want("1 hold what was published" in said, f"doctor: {said}")

    def put_back(self):
        """The database of the node becomes what it was after the journey; the head register stays where it is."""
        self.early = self.held()[1].own
        self.wait(lambda: self.held()[1].own[0] > self.early[0], "another head")
        self.node.stop()
        self.node.config.write_text(self.node.config.read_text().replace(COVER, ""))
        self.mirror.said.clear()
        self.node.start()  # what the last period brought still comes to the mirror
        self.wait(lambda: any(what == "add-entries" and status == 200 for what, _, status in self.mirror.said), "the end")
        for _ in range(60):  # until the mirror has what the start itself wrote into the log
            if self.node.ask("log", "fsck")[1].startswith(f"{self.held()[1].own[0]} leaves "):
                break
            time.sleep(1)
        self.node.stop()
        for file in self.node.folder.glob("node.db*"):
            file.unlink()
        for file in self.old.glob("node.db*"):
            shutil.copy(file, self.node.folder)

    def rolled_back(self):
        code, said = self.node.ask("log", "fsck")
        want(code == 5 and f"rolled-back at {self.held()[1].own[0]}" in said, f"fsck ended with {code}: {said}")

    def lies(self):
        """What a mirror shows instead, and the code that the node has for it."""
        size, note = self.held()[1].own
        text, _, lines = note.decode().rpartition("\n\n")
        lines = lines.splitlines(True)
        of_log, of_mirror = lines[:2], lines[2:]
        shown = lambda lines: (text + "\n\n" + "".join(lines)).encode()
        checkpoint = lambda data: lambda kind, n, true: data if kind == "checkpoint" else true
        bundle = lambda at, change: lambda kind, n, true: change(true) if (kind, n) == ("entries", at) else true
        flip = lambda data: data[:-1] + bytes([data[-1] ^ 1])
        invented = tree.note_text(self.held()[0], size, bytes(32)) + b"\n"
        forked = "mirror-forked"
        return [
            ("that-is-behind", "mirror-behind", checkpoint(self.early[1])),
            ("that-shows-no-head", "not-served", checkpoint(None)),
            ("whose-head-the-log-did-not-sign", forked, checkpoint(shown(of_mirror))),
            ("whose-head-lacks-a-line-of-the-log", forked, checkpoint(shown(of_log[:1] + of_mirror))),
            ("whose-head-it-made-up", forked, checkpoint(invented + self.mirror.signer.lines(self.held()[0], size, bytes(32)))),
            ("that-changed-a-leaf-we-have", forked, bundle(0, flip)),
            ("that-changed-the-last-leaf", forked, bundle((size - 1) // TILE, flip)),
            ("that-lost-a-leaf", forked, bundle(1, lambda data: data[:-42])),
            ("that-cut-a-bundle", forked, bundle(1, lambda data: data[:-1])),
            ("that-lost-a-bundle", "not-served", bundle(1, lambda data: None)),
            ("that-added-a-leaf", "silent", bundle(1, lambda data: data + data[-42:])),
            ("that-never-ends", "silent", bundle(1, lambda data: bytes(4 << 20))),
        ]

    def recover(self, lie=None):
        self.mirror.lie = lie
        try:
            code, said = self.node.ask("log", "recover", "--json")
        finally:
            self.mirror.lie = None
        return code, json.loads(said.splitlines()[-1])

    def refused(self, code, lie):
        ended, said = self.recover(lie)
        want(ended != 0 and said.get("code") == code, f"it ended with {ended}: {said}")

    def recovers(self):
        self.rolled_back()  # no lie has changed anything
        (origin, held), (ended, said) = self.held(), self.recover()
        want(ended == 0 and (said["origin"], said["to"]) == (origin, held.own[0]), f"it ended with {ended}: {said}")
        code, words = self.node.ask("log", "fsck")
        want(code == 0 and f"{said['to'] - said['from']} leaves came back" in words, f"fsck ended with {code}: {words}")

    def starts(self):
        out = self.dir / f"{NODE}.out"
        n_before = out.read_text().count('"started"')
        self.node.start()
        self.wait(lambda: self.node.process.poll() is not None or out.read_text().count('"started"') > n_before, "its start")
        want(self.node.process.poll() is None, f"it ended with {self.node.process.poll()}: {out.read_text()[-200:]}")

    def goes_on(self):
        """The mirror takes only heads that extend what it holds, so more of them is one history."""
        before = self.held()[1].own[0]
        self.mirror.said.clear()
        for _ in range(2):
            if self.node.process is None or self.node.process.poll() is not None:
                self.node.start()
            with contextlib.suppress(Wrong):
                self.wait(lambda: self.held()[1].own[0] > before or self.node.process.poll() is not None, "more than came back")
            if self.held()[1].own[0] > before:
                break
        want(self.held()[1].own[0] > before, f"nothing came after what came back; the mirror was asked {self.mirror.said[-5:]}")
        want(not any(status in (400, 422) for _, _, status in self.mirror.said), "it brought what does not follow")
