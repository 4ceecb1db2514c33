"""Tests of what auditors check without the node: the published draw and evidence, and changes that prove nothing."""

import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import auditing  # noqa: E402
from courtpackage import canon, notes  # noqa: E402
from courtpackage.errors import Refused  # noqa: E402

VECTORS = os.path.join(HERE, "..", "..", "crates", "seal", "vectors")
VKEY = "node.example/comity/audit/2027+9a3c23e4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
SEED = "four dice: 3 1 6 2"


def vector(name):
    return auditing.load(os.path.join(VECTORS, name))


class Sample(unittest.TestCase):
    """§3"""

    def test_the_published_tickets(self):
        ticket = auditing.tickets(notes.Checkpoint(vector("ledger-checkpoint.note")), SEED)
        self.assertEqual(ticket(0).hex(), "21d5815f3045e5f962449c1d889d079543308860c6440393c01482b7164a7710")
        self.assertEqual(ticket(2).hex(), "c7657b713def116fc0e5a2b4509e7813d4949facf367c4dcd9f5903e185b9600")

    def test_a_filter_changes_no_ticket(self):
        checkpoint = notes.Checkpoint(vector("ledger-checkpoint.note"))
        checkpoint.size, checkpoint.root = 1000, b"\x11" * 32
        drawn = [index for _, index in auditing.draw(checkpoint, SEED, 8)]
        self.assertEqual(drawn, [52, 87, 146, 467, 221, 469, 696, 983])
        filtered = auditing.draw(checkpoint, SEED, 5, range(0, 1000, 7))
        self.assertEqual([index for _, index in filtered], [469, 882, 847, 0, 42])

    def test_limits(self):
        checkpoint = notes.Checkpoint(vector("ledger-checkpoint.note"))
        for seed, count in (("", 1), ("x" * 1025, 1), (SEED, 0), (SEED, 10_001)):
            with self.assertRaises(Refused):
                auditing.draw(checkpoint, seed, count)


class Fork(unittest.TestCase):
    """§2"""

    def setUp(self):
        self.keys = [notes.VerifierKey(VKEY)]
        self.value = json.loads(vector("ledger-fork.json"))

    def judge(self, **changes):
        return auditing.forked(canon.write({**self.value, **changes}) + b"\n", self.keys)

    def test_the_published_evidence(self):
        self.assertEqual(auditing.forked(vector("ledger-fork.json"), self.keys), "node.example/comity/audit/2027")
        self.assertEqual(self.judge(), "node.example/comity/audit/2027")

    def test_what_proves_nothing(self):
        path = self.value["path"]
        for changes in (
            {"v": "comity-fork/2"},
            {"held": None},
            {"held": None, "path": []},
            {"held": self.value["older"].split("\n")[2]},
            {"path": path[:-1]},
            {"path": [*path, path[0]]},
            {"path": [path[1], path[0], *path[2:]]},
            {"older": self.value["newer"]},
            {"newer": self.value["older"]},
            {"newer": self.value["newer"].replace("\n7\n", "\n6\n")},
            {"more": 1},
        ):
            with self.subTest(changes), self.assertRaises(Refused):
                self.judge(**changes)

    def test_two_roots_of_one_size_need_no_path(self):
        with self.assertRaises(Refused):
            self.judge(older=self.value["newer"], held=None, path=[])


if __name__ == "__main__":
    unittest.main()
