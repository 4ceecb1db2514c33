"""Tests of the checkers themselves: the tree against published hashes, the two programs against each other, and that a
mirror which says yes to everybody passes no check of a refusal."""

import contextlib
import io
import unittest

import tree
from check import Report
from client import Answer
from client_checks import ClientChecks
from mirror import Mirror
from tree import TILE, Log, random_entries

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


class TheTree(unittest.TestCase):
    def test_has_the_published_roots(self):
        known = tree.Tree(bytes.fromhex(leaf) for leaf in LEAVES)
        for size, root in ROOTS.items():
            self.assertEqual(known.root(size).hex(), root)

    def test_proves_every_subtree_and_no_other(self):
        known = tree.Tree(bytes([n]) for n in range(20))
        for size in range(1, 21):
            for start in range(size):
                for end in range(start + 1, size + 1):
                    width = 1 << (end - start - 1).bit_length()
                    if start % width:
                        continue
                    path, subtree, root = known.proof(start, end, size), known.root(end, start), known.root(size)
                    self.assertTrue(tree.leads(start, end, size, path, subtree, root))
                    self.assertFalse(tree.leads(start, end, size, [*path, root], subtree, root))
                    self.assertFalse(tree.leads(start, end, size, path, known.hashes[0][::-1], root))
                    if path:
                        self.assertFalse(tree.leads(start, end, size, path[:-1], subtree, root))
                        self.assertFalse(tree.leads(start, end, size, path[1:], subtree, root))

    def test_spells_the_place_of_a_tile_in_groups_of_three(self):
        self.assertEqual([tree.spelled(n) for n in (7, 1000, 1234067)], ["007", "x001/000", "x001/x234/067"])


class TheOwnMirror(unittest.TestCase):
    def setUp(self):
        self.log, self.mirror = Log("log.example/a", random_entries(700)), Mirror("mirror.example/a", n_packages=2)
        self.mirror.add_log(self.log.origin, self.log.signer.vkeys())

    def head(self, old, size, log=None):
        return self.mirror.add_checkpoint((log or self.log).request(old, size))[1]

    def bring(self, start, end, **more):
        return self.mirror.add_entries(self.log.upload(start, end, **more))[1]

    def test_takes_a_log_in_parts_and_shows_it_when_it_is_whole(self):
        self.assertEqual(self.bring(0, 5), 422)
        self.assertEqual([self.head(0, 300), self.head(300, 700)], [200, 200])
        self.assertEqual([self.bring(0, 700), self.bring(513, 700)], [202, 409])
        self.assertIsNone(self.held().own)
        self.assertEqual(self.bring(300, 700), 200)
        self.assertEqual(self.mirror.file(self.held(), "tile/entries/002.p/188"), self.log.tree.bundle(2, 188))
        self.assertIsNone(self.mirror.file(self.held(), "tile/entries/002.p/189"))

    def held(self):
        return self.mirror.logs[self.log.origin]

    def test_takes_an_older_head_with_its_ticket_only(self):
        self.head(0, 300)
        ticket = self.mirror.ticket(self.held().pending[0].text + b"\n" + self.held().pending[1])
        self.head(300, 700)
        self.assertEqual([self.bring(0, 300, ticket=one) for one in (b"", ticket[:-1], ticket)], [409, 409, 200])

    def test_refuses_what_does_not_lead_to_the_head(self):
        twin = self.log.fork(random_entries(700))
        self.assertEqual([self.head(0, 700), self.head(0, 700), self.head(700, 700, twin)], [200, 409, 422])
        body, read = self.log.upload(0, 700), len(self.log.upload(0, 700, n_packages=2))
        for at in range(len(self.log.head(0, 700)), len(body), 97):
            changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
            self.held().tree = tree.Tree()
            answered, n_held = self.mirror.add_entries(changed)[1], len(self.held().tree.entries)
            # A length that was changed may make the second package one that is not whole.
            self.assertIn((answered, n_held), ((400, 0), (422, 0), (422, TILE), (202, TILE), (202, 2 * TILE)), f"byte {at}")
            self.assertEqual(self.held().tree.entries, self.log.tree.entries[:n_held], f"byte {at}")
            self.assertTrue(n_held < 2 * TILE or at >= read, f"byte {at}")


class YesMan:
    """In place of `comity witness`: everything is well."""

    vkeys, prefix = (), "/mirror/1"

    def __init__(self):
        self.client = self

    def add_log(self, log):
        pass

    def run(self, *words):
        return ""

    def kill(self):
        pass

    def start(self):
        pass

    def anything(self, *words, **more):
        return Answer(200, "text/plain; charset=utf-8", b"")

    ask = post = get = checkpoint = entries = raw = anything


class TheChecks(unittest.TestCase):
    def test_fail_one_and_all_on_a_mirror_that_says_yes_to_everybody(self):
        checks = ClientChecks.__new__(ClientChecks)
        checks.report, checks.program, checks.keys = Report(), YesMan(), []
        checks.log = Log("log.example/mirrored", random_entries(9_700))
        with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.redirect_stderr(io.StringIO()):
            checks.run()
        lines = said.getvalue().splitlines()
        self.assertGreater(len(lines), 25)
        self.assertEqual([line for line in lines if not line.startswith("FAIL ")], [])


if __name__ == "__main__":
    unittest.main()
