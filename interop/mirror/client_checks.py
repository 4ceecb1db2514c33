"""A log of its own making brings itself to `comity witness serve --mirror`, and so do people who want to deceive it.

What has to be answered stands in `docs/spec/mirror.md` and `docs/spec/ledger.md` section 11; nothing else was read.
"""

import base64
import json
import subprocess
import threading
import time

from courtpackage.errors import Refused
from courtpackage.notes import Checkpoint

import tree
from client import Client
from tree import TILE, Log, Signer, keys_of, prefixed, random_entries, times_of

ORIGIN, NAME = "log.example/mirrored", "mirror.example/interop"
CLIENT = ("mirror-client", "own")
LOWEST_FIRST = 32 * TILE  # how far below the first missing entry an upload may start
PLAIN, INFO, SIZE = "text/plain; charset=utf-8", "text/x.tlog.mirror-info", "text/x.tlog.size"


class Program:
    """`comity witness serve` with a mirror alone. It ends with this script, because its standard input does."""

    def __init__(self, comity, folder):
        self.comity, self.folder = comity, folder
        self.vkeys = self.run("init", "--name", NAME, "--mirror").split()
        self.start()

    def run(self, command, *words):
        words = [self.comity, "witness", command, "--dir", self.folder, *words]
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=60).stdout

    def start(self):
        words = [self.comity, "witness", "serve", "--mirror", self.folder, "--listen", "127.0.0.1:0", "--stop-with-stdin"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(words, **pipes, text=True)
        self.client = Client(self.process.stdout.readline().strip())

    def kill(self):
        self.process.kill()
        self.process.wait()

    def add_log(self, log):
        self.run("add-log", "--origin", log.origin, *[word for key in log.signer.vkeys() for word in ("--vkey", key)])


class Wrong(Exception):
    """Something was answered that the page does not say."""


def want(condition, text):
    if not condition:
        raise Wrong(text)


def status(answer, expected, what, media=None, body=None):
    """Demands a status, and for one without a body that there is none."""
    want(answer is not None, f"{what}: the connection ended without an answer")
    want(answer.status == expected, f"{what}: {answer!r} instead of {expected}")
    want(media is None or answer.media == media, f"{what}: media type {answer.media}")
    want(body is None or answer.body == body, f"{what}: the body is {answer.body[:60]!r}")
    return answer


def info(answer, what, expected):
    """(size, first missing, ticket) of the three lines."""
    status(answer, expected, what, INFO)
    want(answer.body.endswith(b"\n") and answer.body.count(b"\n") == 3, f"{what}: not three lines")
    size, missing, ticket = answer.body[:-1].split(b"\n")
    want(size.isdigit() and missing.isdigit(), f"{what}: {size!r} {missing!r}")
    return int(size), int(missing), base64.b64decode(ticket, validate=True)


class ClientChecks:
    def __init__(self, report, comity, work):
        self.report = report
        self.program = Program(comity, work / "mirror")
        self.keys = keys_of(self.program.vkeys)
        self.log = Log(ORIGIN, random_entries(9_700))

    @property
    def client(self):
        return self.program.client

    def say(self, name, data, ask, bads=()):
        try:
            good = (True, ask() or "")
        except (Wrong, Refused, OSError, ValueError) as error:
            good = (False, f"{type(error).__name__}: {error}")
        self.report.say(CLIENT, name, data, good, bads)

    def run(self):
        log = self.log
        self.program.add_log(log)
        self.say("mirror-has-two-keys-of-one-name", " ".join(self.program.vkeys).encode(), self.two_keys)
        self.say("nothing-is-signed-or-shown-before-entries-came", log.note(5), self.first)
        self.say("mirror-signs-a-log-that-grows", log.note(1_100), self.grows, self.changed_lines())
        self.say("every-width-up-to-the-present-one-is-served-and-no-other", log.note(1_100), self.widths)
        self.say("an-upload-comes-in-parts", log.note(9_700), self.parts)
        self.say("replays-change-nothing", log.upload(9_600, 9_700), self.replays)
        self.hostile()
        self.tickets_and_a_kill()
        self.say("entries-of-no-byte-and-of-the-most", b"", self.extreme_entries)
        self.say("what-the-hostile-brought-is-nowhere", log.note(9_700), lambda: self.read_back(self.log, 9_700))
        self.say("evidence-is-kept-of-what-the-log-signed", log.note(9_700), self.evidence)
        self.say("evidence-that-proves-has-both-notes", log.note(9_700), self.both_notes)
        self.say("a-line-that-a-stranger-took-away-comes-back-with-the-log", b"", self.stripped)

    # An honest log.

    def two_keys(self):
        want(sorted(key.type for key in self.keys) == [4, 6], "not the types 04 and 06")
        want({key.name for key in self.keys} == {NAME}, "not the name that was given")

    def bring_head(self, log, old, size):
        status(self.client.checkpoint(log.request(old, size)), 200, f"head {size}", body=b"")

    def signed(self, log, size, answer, what):
        """The lines of a 200 are the mirror's two over this head, of now."""
        status(answer, 200, what)
        lines = answer.body.decode()
        want(lines.endswith("\n") and lines.count("\n") == 2, f"{what}: not two lines")
        note = tree.note_text(log.origin, size, log.tree.root(size)) + b"\n" + answer.body
        _, times = times_of(note, self.keys)
        want(sorted(kind for _, kind in times) == [4, 6], f"{what}: lines of {sorted(times)}")
        for found in times.values():
            want(len(found) == 1 and abs(found[0] - time.time()) < 600, f"{what}: times {found}")
        return answer.body

    def first(self):
        client, log = self.client, self.log
        status(client.entries(log.upload(0, 5)), 422, "entries before any head", body=b"")
        status(client.get(log.origin, "checkpoint"), 404, "shown before any head")
        self.bring_head(log, 0, 5)
        status(client.get(log.origin, "checkpoint"), 404, "shown before any entry")
        status(client.get(log.origin, "tile/0/000.p/5"), 404, "tile before any entry")
        self.bring_head(log, 5, 5)

    def grows(self):
        """(head before, head, where the upload starts): from entry to entry, over a border of tiles, with entries again."""
        log, held = self.log, 5
        self.signed(log, 5, self.client.entries(log.upload(0, 5)), "5")
        self.read_back(log, 5)
        for size, start in ((6, 6 - 1), (255, 0), (256, 255), (257, 256), (300, 3), (512, 256), (700, 513 - 1), (1_100, 700)):
            self.bring_head(log, held, size)
            lines = self.signed(log, size, self.client.entries(log.upload(start, size)), f"{start} to {size}")
            self.read_back(log, size, lines)
            held = size

    def read_back(self, log, size, lines=None):
        """Everything that is served under a head is what the log has, and leads to the head."""
        client = self.client
        note = status(client.get(log.origin, "checkpoint"), 200, "checkpoint", PLAIN).body
        checkpoint, times = times_of(note, self.keys + keys_of(log.signer.vkeys()))
        want(checkpoint.text == tree.note_text(log.origin, size, log.tree.root(size)), f"another head: {checkpoint.text!r}")
        kinds = sorted((name, kind) for name, kind in times)
        want(kinds == [(log.origin, 1), (log.origin, 6), (NAME, 4), (NAME, 6)], f"lines of {kinds}")
        want(all(len(found) == 1 for found in times.values()) and len(checkpoint.lines) == 4, "other lines")
        want(lines is None or note.endswith(lines), "shown are other lines than were answered")
        hashes = []
        for n in range(0, size, TILE):
            width = min(TILE, size - n)
            bundle = status(client.get(log.origin, tree.tile_path("entries", n // TILE, width)), 200, f"bundle {n}").body
            at = 0
            for _ in range(width):
                length = int.from_bytes(bundle[at : at + 2], "big")
                hashes.append(tree.leaf_hash(bundle[at + 2 : at + 2 + length]))
                at += 2 + length
            want(at == len(bundle), f"bundle {n} has more")
        whole = tree.Tree()
        whole.hashes = hashes
        want(whole.root(size) == checkpoint.root, "the entries that are served do not lead to the head")
        for level, n, width in tree.tiles(size):
            tile = status(client.get(log.origin, tree.tile_path(level, n, width)), 200, f"tile {level} {n}").body
            want(tile == whole.tile(level, n, width), f"tile {level} {n} is another")

    def changed_lines(self):
        """The verifying itself: lines of this mirror under another head are refused."""
        note = self.log.note(5)

        def one(text):
            lines = Signer(NAME, 4).lines(ORIGIN, 5, self.log.tree.root(5))
            try:
                times = times_of(text + b"\n" + lines, self.keys)[1]
            except Refused as error:
                return False, str(error)
            return bool(times), "lines of nobody"

        yield one(Checkpoint(note).text)

    def widths(self):
        client, log, size = self.client, self.log, 1_100
        for n, present in ((0, TILE), (4, size - 4 * TILE)):
            for width in range(1, TILE + 1):
                for kind, data in (("0", log.tree.tile(0, n, width)), ("entries", log.tree.bundle(n, width))):
                    answer = client.get(log.origin, tree.tile_path(kind, n, width))
                    if width <= present:
                        status(answer, 200, f"{kind} {n} {width}", "application/octet-stream", data)
                    else:
                        status(answer, 404, f"{kind} {n} {width}")
        for width in range(1, 6):
            status(client.get(log.origin, f"tile/1/000.p/{width}"), 200 if width <= 4 else 404, f"level 1, {width}")
        spellings = ["tile/0/0", "tile/0/x000/000", "tile/00/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
                     "tile/0/000.p/+1", "tile/0/0000", "tile/64/000.p/1", "tile/entries/x004", "tile/2/000.p/1", "tile/0", "tile"]  # fmt: skip
        for path in spellings:
            status(client.get(log.origin, path), 404, path)
        status(client.get("unknown.example/log", "checkpoint"), 404, "an unknown log")

    def missing(self, end, ticket=b"", log=None):
        """What the mirror says of itself: the 409 to an upload that would leave a gap."""
        log = log or self.log
        return info(self.client.entries(log.head(end, end, ticket)), "where it is", 409)

    def parts(self):
        client, log = self.client, self.log
        self.bring_head(log, 1_100, 9_700)
        size, missing, _ = self.missing(9_700)
        want((size, missing) == (9_700, 1_100), f"it says {size} {missing}")
        two = info(client.entries(log.upload(1_100, 9_700, n_packages=2)), "two packages", 202)
        want(two[:2] == (9_700, 1_536), f"after two packages {two[:2]}")
        status(client.get(log.origin, "tile/entries/004"), 404, "a bundle that no head of the mirror has")
        many = info(client.entries(log.upload(1_300, 9_700)), "33 packages", 202)
        want(many[:2] == (9_700, 1_280 - 1_280 % TILE + 32 * TILE), f"after 33 packages {many[:2]}")
        lines = self.signed(log, 9_700, client.entries(log.upload(many[1], 9_700)), "the rest")
        self.read_back(log, 9_700, lines)

    def replays(self):
        client, log = self.client, self.log
        before = client.get(log.origin, "checkpoint").body
        for start in (9_600, 9_472, 9_700):
            body = status(client.entries(log.upload(start, 9_700)), 200, f"again from {start}").body
            want(before.endswith(body), "a replay got other lines")
        status(client.checkpoint(log.request(1_100, 9_700)), 409, "a head again", SIZE, b"9700\n")
        want(self.missing_or_done(client.entries(log.upload(1_000, 1_100))) == 9_700, "an older end")
        want(client.get(log.origin, "checkpoint").body == before, "a replay changed what is shown")

    @staticmethod
    def missing_or_done(answer):
        return info(answer, "an older end", 409)[1]

    # Others.

    def hostile(self):
        self.other = Log("log.example/other", random_entries(1_000))
        self.program.add_log(self.other)
        heads = [("wrong-old-size", self.old_sizes), ("wrong-consistency-proof", self.wrong_proofs), ("a-fork", self.forks),
                 ("strangers", self.strangers), ("a-head-out-of-form", self.formless)]  # fmt: skip
        for name, ask in heads:
            self.say(f"refuses-{name}", self.log.note(9_700), self.unchanged(self.log, 9_700, ask))
        self.bring_head(self.other, 0, 1_000)
        uploads = [("wrong-leaf", self.leaves), ("wrong-path", self.paths), ("entries-of-another-log", self.foreign_entries),
                   ("entries-that-do-not-lead-to-the-head", self.no_lead), ("a-gap", self.gaps), ("another-end", self.ends),
                   ("packages-out-of-order", self.order), ("truncated", self.truncated), ("broken-off", self.broken),
                   ("oversized", self.oversized), ("compressed", self.compressed), ("other-methods-and-paths", self.paths_and_methods),
                   ("stalled-and-a-second-at-once", self.stalled)]  # fmt: skip
        for name, ask in uploads:
            self.say(f"refuses-{name}", self.other.upload(0, 1_000), self.unchanged(self.other, None, ask))
        self.say("keeps-the-packages-before-a-wrong-one", self.other.upload(0, 1_000), self.kept_before)

    def unchanged(self, log, shown, ask):
        """`ask`, and then that nothing came of it: neither another first missing entry nor another head."""

        def both():
            ask()
            answer = self.client.get(log.origin, "checkpoint")
            if shown is None:
                status(answer, 404, "a head is shown afterwards")
                want(self.missing(1_000, log=log)[:2] == (1_000, 0), "entries were taken")
            else:
                want(Checkpoint(answer.body).size == shown, "another head is shown afterwards")

        return both

    def old_sizes(self):
        ask = self.client.checkpoint
        status(ask(self.log.request(9_600, 9_700)), 409, "too small", SIZE, b"9700\n")
        status(ask(self.log.request(0, 9_700)), 409, "none", SIZE, b"9700\n")
        status(ask(self.log.request(9_700, 9_600, [])), 400, "above the size", body=b"")
        status(ask(self.log.request(9_000, 9_600)), 409, "a smaller head", SIZE, b"9700\n")

    def wrong_proofs(self):
        log, ask = self.log, self.client.checkpoint
        for _ in range(10):
            log.tree.add(random_entries(1)[0])
        good = log.tree.consistency(9_700, 9_710)
        changed = [bytes([good[0][0] ^ 1]) + good[0][1:], *good[1:]]
        proofs = {"changed": changed, "swapped": good[::-1], "short": good[:-1], "long": [*good, bytes(32)], "none": []}
        for what, proof in proofs.items():
            status(ask(log.request(9_700, 9_710, proof)), 422, what, body=b"")
        status(ask(log.request(9_700, 9_700, good)), 422, "a proof of the same size", body=b"")
        fresh = self.other.request(0, 1_000, [bytes(32)])
        status(ask(fresh), 422, "a proof from none", body=b"")

    def forks(self):
        ask, twin = self.client.checkpoint, self.log.fork(random_entries(9_710))
        status(ask(twin.request(9_700, 9_700)), 422, "the same size", body=b"")
        status(ask(twin.request(9_700, 9_710)), 422, "a longer one", body=b"")

    def strangers(self):
        ask = self.client.checkpoint
        thief = Log(ORIGIN, self.log.tree.entries)
        status(ask(thief.request(9_700, 9_710)), 403, "other keys", body=b"")
        broken = self.log.request(9_700, 9_710).replace(b"\n9710\n", b"\n9709\n", 1)
        status(ask(broken), 403, "a signature that fails", body=b"")
        nobody = Log("unknown.example/log", self.log.tree.entries[:5])
        status(ask(nobody.request(0, 5)), 404, "an unknown log", body=b"")
        status(self.client.entries(nobody.upload(0, 5)), 404, "entries of an unknown log", body=b"")

    def formless(self):
        ask, good = self.client.checkpoint, self.log.request(9_700, 9_710)
        bads = [b"", b"old 9700\n", good[3:], good.replace(b"old ", b"Old ", 1), good.replace(b"old ", b"old 0", 1),
                good.replace(b"old ", b"old +", 1), good.replace(b"\n\n", b"\n", 1), good.replace(b"\n", b"\r\n", 1), good[:-1],
                self.log.request(9_700, 9_710, [bytes(32)] * 64), self.log.request(9_700, 9_710, [bytes(31)])]  # fmt: skip
        for n, bad in enumerate(bads):
            status(ask(bad), 400, f"form {n}", body=b"")
        status(ask(good + bytes(256 << 10)), 413, "more than 256 KiB", body=b"")

    def body(self, entries, path, start=0, end=1_000):
        """An upload of one package of these entries and this path."""
        return self.other.head(start, end) + b"".join(map(prefixed, entries)) + bytes([len(path)]) + b"".join(path)

    def leaves(self):
        log, path = self.other, self.other.tree.proof(0, TILE, 1_000)
        good = log.tree.entries[:TILE]
        for n in (0, 1, 100, 254, 255):
            bad = list(good)
            bad[n] = bad[n][:-1] + bytes([bad[n][-1] ^ 1])
            status(self.client.entries(self.body(bad, path)), 422, f"entry {n}", body=b"")
        swapped = [good[1], good[0], *good[2:]]
        status(self.client.entries(self.body(swapped, path)), 422, "two swapped", body=b"")
        status(self.client.entries(self.body([b"", *good[1:]], path)), 422, "one of no byte", body=b"")

    def paths(self):
        good, entries = self.other.tree.proof(0, TILE, 1_000), self.other.tree.entries[:TILE]
        bads = {"none": [], "short": good[:-1], "without the first": good[1:], "long": [*good, bytes(32)], "reversed": good[::-1],
                "63 hashes": [bytes(32)] * 63}  # fmt: skip
        for what, path in bads.items():
            status(self.client.entries(self.body(entries, path)), 422, what, body=b"")
        for n in range(len(good)):
            path = [*good[:n], bytes(32), *good[n + 1 :]]
            status(self.client.entries(self.body(entries, path)), 422, f"hash {n}", body=b"")
        status(self.client.entries(self.body(entries, [bytes(32)] * 64)), 400, "64 hashes", body=b"")

    def foreign_entries(self):
        packages = b"".join(self.log.packages(0, 1_000))
        status(self.client.entries(self.other.head(0, 1_000) + packages), 422, "packages of another log", body=b"")

    def no_lead(self):
        """A fork's entries, each with the fork's own good path."""
        twin = self.other.fork(random_entries(1_000))
        status(self.client.entries(twin.upload(0, 1_000)), 422, "a fork's entries", body=b"")
        late = self.other.fork(self.other.tree.entries[:999] + random_entries(1))
        status(self.client.entries(late.upload(0, 1_000)), 422, "a fork in the last entry", body=b"")

    def gaps(self):
        for start in (1, 256, 512, 999, 1_000):
            want(info(self.client.entries(self.other.upload(start, 1_000)), f"from {start}", 409)[:2] == (1_000, 0), "not told")
        far = self.client.entries(self.log.upload(9_700 - LOWEST_FIRST - 1, 9_700))
        want(info(far, "8,193 below", 409)[:2] == (9_700, 9_700), "not told")
        status(self.client.entries(self.log.upload(9_700 - LOWEST_FIRST, 9_700)), 200, "8,192 below")

    def ends(self):
        log = self.other
        for end in (0, 1, 999):
            want(info(self.client.entries(log.upload(0, end)), f"to {end}", 409)[:2] == (1_000, 0), "not told")
        for end in (1_001, (1 << 63) - 1):
            info(self.client.entries(log.head(0, end)), f"to {end}", 409)
        for end in (1 << 63, (1 << 64) - 1):
            status(self.client.entries(log.head(0, end)), 400, f"to {end}", body=b"")
        status(self.client.entries(log.head(7, 6)), 400, "an end before the start", body=b"")

    def order(self):
        head, parts = self.other.head(0, 1_000), list(self.other.packages(0, 1_000))
        status(self.client.entries(head + parts[1] + parts[0]), 422, "exchanged", body=b"")
        status(self.client.entries(head + parts[3]), 400, "the last one alone, which is too short", body=b"")
        status(self.client.entries(head + parts[2]), 422, "a later one alone", body=b"")

    def truncated(self):
        log = self.other
        head, package = log.head(0, 1_000), log.package(0, TILE, 0, 1_000)
        whole = head + package
        behind = [len(head) + 42 * n + more for n in (1, TILE) for more in (0, 1)]
        cuts = [*range(len(head) + 4), *behind, len(whole) - 1]
        for cut in cuts:
            status(self.client.entries(whole[:cut]), 400, f"cut at {cut}", body=b"")

    def broken(self):
        body = self.other.upload(0, 1_000)
        at = len(self.other.head(0, 1_000))
        for cut in (0, 3, at, at + 100, at + len(self.other.package(0, TILE, 0, 1_000)) + 7):
            answer = self.client.raw("add-entries", len(body), body[:cut], close=True)
            want(answer is None or answer.status == 400, f"broken off at {cut}: {answer!r}")

    def oversized(self):
        body = self.other.upload(0, 1_000, n_packages=1)
        status(self.client.raw("add-entries", (17 << 20) + 1, body[:-1]), 413, "more than 17 MiB", body=b"")
        status(self.client.entries(prefixed(b"x" * 255) + bytes(18)), 404, "the longest name", body=b"")
        for n_bytes in (256, 65_535):
            status(self.client.entries(prefixed(b"x" * n_bytes) + bytes(18)), 400, f"a name of {n_bytes} bytes", body=b"")
        longest = self.other.head(1, 1_000)[:-2] + prefixed(bytes(65_535))
        info(self.client.entries(longest), "the longest ticket, and a gap", 409)

    def compressed(self):
        for name in ("gzip", "br", "x"):
            answer = self.client.entries(self.other.upload(0, 1_000), **{"Content-Encoding": name})
            status(answer, 415, name, body=b"")

    def paths_and_methods(self):
        client, prefix = self.client, self.client.prefix
        for method in ("GET", "PUT", "DELETE"):
            for name in ("add-entries", "add-checkpoint"):
                status(client.ask(method, f"{prefix}/{name}", b""), 405, f"{method} {name}")
        for path in (f"{prefix}/add-entry", prefix, "/add-entries", f"{prefix}/m/x/checkpoint", "/witness/1/add-checkpoint"):
            answer = client.ask("POST" if "add" in path else "GET", path, self.other.upload(0, 1_000) if "add" in path else None)
            status(answer, 404, path)

    def stalled(self):
        """Whoever sends half of it and waits is told after five seconds, and holds up nobody meanwhile."""
        body, found = self.other.upload(0, 1_000), {}
        at = len(self.other.head(0, 1_000))

        def wait(name, path, announced, sent):
            began = time.monotonic()
            found[name] = (self.client.raw(path, announced, sent), time.monotonic() - began)

        stalls = [("head", "add-entries", len(body), body[:3]), ("package", "add-entries", len(body), body[: at + 99]),
                  ("checkpoint", "add-checkpoint", 4_000, self.log.request(9_700, 9_710)[:99])]  # fmt: skip
        threads = [threading.Thread(target=wait, args=words, daemon=True) for words in stalls]
        for thread in threads:
            thread.start()
        time.sleep(1)  # by now all three stall
        began = time.monotonic()
        status(self.client.entries(self.other.head(1, 1_000)), 409, "one that comes meanwhile")
        want(time.monotonic() - began < 3, "one that comes meanwhile waited for the stalled ones")
        for thread in threads:
            thread.join(30)
        for name, _, _, _ in stalls:
            answer, took = found.get(name, (None, 0))
            status(answer, 408, f"stalled in the {name}")
            want(4.5 < took < 20, f"stalled in the {name}: answered after {took:.1f} s")

    def kept_before(self):
        client, log = self.client, self.other
        parts = list(log.packages(0, 1_000))
        wrong = parts[1][:-1] + bytes([parts[1][-1] ^ 1])
        status(client.entries(log.head(0, 1_000) + parts[0] + wrong + parts[2]), 422, "the second is wrong", body=b"")
        want(self.missing(1_000, log=log)[:2] == (1_000, TILE), "the first was not kept")
        short = log.head(TILE, 1_000) + parts[1] + parts[2][:-9]
        want(info(client.entries(short), "the second is not whole", 202)[:2] == (1_000, 2 * TILE), "the first was not kept")
        status(client.get(log.origin, "checkpoint"), 404, "a head is shown before all is there")
        self.signed(log, 1_000, client.entries(log.upload(2 * TILE, 1_000)), "the rest")
        self.read_back(log, 1_000)

    # Tickets, and a process that is killed.

    def tickets_and_a_kill(self):
        self.late = Log("log.example/late", random_entries(400))
        self.program.add_log(self.late)
        self.say("tickets-keep-an-older-head-good", self.late.note(10), self.tickets)
        self.say("mirror-remembers-after-a-kill", self.late.note(400), self.killed)

    def tickets(self):
        log, client, tickets = self.late, self.client, {}
        sizes = list(range(10, 111, 10))
        for old, size in zip([0, *sizes], sizes):
            self.bring_head(log, old, size)
            told, _, ticket = self.missing(size, log=log)
            want(told == size, f"it names {told}, not the newest pending size")
            tickets[size] = ticket
        info(client.entries(log.upload(0, 10)), "without a ticket", 409)
        info(client.entries(log.upload(0, 30)), "the ninth, without a ticket", 409)
        good = tickets[10]
        changed = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in (0, 31, 32, len(good) - 1)]
        for n, bad in enumerate([b"", good[:20], good[:-1], good[1:], *changed, tickets[20]]):
            info(client.entries(log.upload(0, 10, bad)), f"forged ticket {n}", 409)
        info(client.entries(self.log.upload(0, 10, good)), "a ticket of another log", 409)
        self.signed(log, 10, client.entries(log.upload(0, 10, good)), "with its ticket")
        self.signed(log, 40, client.entries(log.upload(10, 40)), "the eighth, without a ticket")
        info(client.entries(log.upload(0, 20, tickets[20])), "a ticket below the mirror's own", 409)
        self.tickets_of = tickets

    def killed(self):
        log = self.late
        self.bring_head(log, 110, 400)
        info(self.client.entries(log.upload(40, 400, n_packages=1)), "a part", 202)
        before = self.client.get(log.origin, "checkpoint").body
        self.program.kill()
        self.program.start()
        want(self.client.get(log.origin, "checkpoint").body == before, "it shows something else after a kill")
        want(self.missing(400, log=log)[:2] == (400, TILE), "it forgot what it was brought")
        # A ticket from before the kill is good.
        self.signed(log, 50, self.client.entries(log.upload(40, 50, self.tickets_of[50])), "a ticket from before the kill")
        lines = self.signed(log, 400, self.client.entries(log.upload(TILE, 400)), "the rest")
        self.read_back(log, 400, lines)

    def extreme_entries(self):
        most = bytes(range(256)) * 256
        log = Log("log.example/extreme", [b"", most[:65_535], b"x", *[most[n : n + 65_535] for n in range(1)] * 253, b""])
        self.program.add_log(log)
        self.bring_head(log, 0, 257)
        want(info(self.client.entries(log.upload(0, 257, n_packages=1)), "16.6 MB", 202)[:2] == (257, TILE), "not taken")
        self.signed(log, 257, self.client.entries(log.upload(TILE, 257)), "the last one, of no byte")
        self.read_back(log, 257)

    def evidence(self):
        """What the log signed and what cannot go together is kept; what is only an asker's proof proves nothing."""
        found = [(item["kind"], item["proves"], item["size"], item["origin"]) for item in self.kept()]
        expected = {("same-size-other-root", True, 9_700, ORIGIN), ("proof", False, 9_710, ORIGIN),
                    ("proof-from-empty", False, 1_000, self.other.origin)}  # fmt: skip
        want(set(found) == expected, f"kept are {found}")
        for item in self.kept():
            ours = Checkpoint(item["request"].partition("\n\n")[2].encode())
            log = self.log if item["origin"] == ORIGIN else self.other
            want(len(times_of(ours.raw, keys_of(log.signer.vkeys()))[1]) == 2, "the log did not sign what is kept")

    def both_notes(self):
        """Whoever is shown two histories has to be shown two signed notes (`witness.md` section 5)."""
        proving = [item for item in self.kept() if item["proves"]]
        want(proving, "nothing proves anything")
        for item in proving:
            want(item["held"]["note"] is not None, f"{item['kind']}: the note that was held is missing")
            notes = [item["request"].partition("\n\n")[2].encode(), item["held"]["note"].encode()]
            read = [times_of(note, keys_of(self.log.signer.vkeys())) for note in notes]
            want(all(len(times) == 2 for _, times in read), "a note that the log did not sign")
            want(read[0][0].size == read[1][0].size and read[0][0].root != read[1][0].root, "two notes that say one thing")

    def stripped(self):
        """A stranger who saw a head is first, with one of its two lines. The log brings it whole; then it is shown whole.

        A node takes nothing back under a head that lacks a line of its log (`mirror.md` section 5)."""
        log = Log("log.example/stripped", random_entries(20))
        self.program.add_log(log)
        for old, size, line in ((0, 10, 6), (10, 20, 5)):
            rows = log.request(old, size).split(b"\n")
            at = rows.index(b"") + line  # behind the request's empty line: three of text, an empty one, two of the log
            answer = self.client.checkpoint(b"\n".join(rows[:at] + rows[at + 1 :]))
            want(answer.status in (200, 403), f"a head of one line: {answer!r}")
            self.bring_head(log, size if answer.status == 200 else old, size)
            self.signed(log, size, self.client.entries(log.upload(old, size)), "after a stranger")
            self.read_back(log, size)

    def kept(self):
        return [json.loads(line) for line in self.program.run("evidence", "--json").splitlines()]
