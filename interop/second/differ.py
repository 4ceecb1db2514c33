#!/usr/bin/env python3
"""Show the same changed packages to both verifiers: they must say the same, and name the same first check.

usage: differ.py --verifier PROGRAM [--package PACKAGE --policy POLICY] [--count N] [--statements N]
                 [--disclosures N] [--seals N] [--seed TEXT] [--keep DIR]

A quarter of the packages are a good one with bytes changed or with members changed and everything unsigned made anew: a
real one if there is one, else a forged copy with a part kept back. The others are forged, with keys of their own and
one or two values or members changed before anything is signed. So every check is reached behind valid signatures too.
Half of the forged ones are copies, half have a token inside, some have tokens beside, half have keys that take turns or
are revoked, and both are asked as of some instant; four in ten state the end of a record by a map, most of them falsely.
Of a package that verifies, what both say of its tokens, its parts, its heads, its keys and its maps is compared too. The last line says how many there were, how many differed, and how often each
check was the first to fail. With `--statements`, `--disclosures` and `--seals`, so many changed statements of
completeness, disclosures and seals over the end of a log are shown before; of these it is compared whether they hold,
and what is said of those that do.
"""

import argparse
import collections
import copy
import functools
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import forge  # noqa: E402
from courtpackage import basics, canon, checks, completeness, container, crypto, disclosure, epoch, layout, notes  # noqa: E402
from courtpackage import opening, parts, timestamp  # noqa: E402

VERIFIED, REFUSED = "verified", "refused"
OF_A_SEAL = ("policy", "no-seal-key", "seal-invalid")
TOLD = ("as_of", "checkpoints", "completeness", "exhibits", "keys", "parts", "timestamps", "witnessed_no_later_than")
STATED = ("complete", "exhibit_no")
TRIES = 20
MANY, FEW = 1000, 3
TEXTS = [
    "", "-", "a", "A", "a_b", "a-b", "a b", "/", "x" * 256, "x" * 257, "\u00e9" * 128, "\u00e9" * 129, '"' * 256, "\x1f",
    "\x7f", "a\x85", "\u00ad", "\u2028", "\u200b", "\ufeff", "\ue000", "\U0001f600" * 64, "\U0001f600" * 65, "EXHIBIT",
    "X-0", "X-2", "X-9", "X-1-R1", "\uff21", "later", "0", "0" * 257,
]  # fmt: skip


# What both are shown: a file, the policy, tokens beside it, and the instant that is asked about or None.
Shown = collections.namedtuple("Shown", "raw rules beside instant", defaults=((), None))


def values(draw):
    """Something else to write in the place of a value."""
    return draw.choice([
        None, True, False, 0, 1, -1, 2**53, 1.5, "", "x", "Success", "Error", "contested", "00" * 32, "11" * 32, [], {},
        ["x"], {"x": None}, forge.GIVER, forge.RECEIVER, "X-1", "X-1-R1", "2027-01-15T10:00:00.000Z", "LETTER",
        "RECEIPT0", "RECEIPT1",
    ])  # fmt: skip


def places(value, where=()):
    """Every place in nested dictionaries and lists."""
    yield where
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*where, key))


def change_value(draw, root):
    """One change somewhere inside; `root` is a dictionary or list."""
    where = draw.choice([place for place in places(root) if place])
    holder = root
    for key in where[:-1]:
        holder = holder[key]
    how = draw.random()
    if how < 0.15 and isinstance(holder, (dict, list)):
        del holder[where[-1]]
    elif how < 0.25 and isinstance(holder, dict):
        holder[draw.choice(["extra", "zz", "a"])] = values(draw)
    elif how < 0.3 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[where[-1]]))
    else:
        holder[where[-1]] = values(draw)


def change_forge(draw, made):
    """One change of what a forged package is made of."""
    stream = draw.choice(made.streams)
    entry = draw.choice(stream) if stream else made.links[0]
    link = draw.choice(made.links) if made.links else entry
    how = draw.randrange(18)
    if how < 5:
        change_value(draw, draw.choice([entry["own"], entry["at"], link["own"], link["at"]]))
    elif how < 7:
        change_value(draw, draw.choice([made.letter, *made.receipts]))
    elif how == 7:
        entry[draw.choice(["schema", "category", "type", "seq", "prev", "stream"])] = values(draw)
    elif how == 8:
        draw.choice([entry, link])["closed"] = {draw.choice([*entry["own"], "type", "at", "seq"])}
    elif how == 9 and len(stream) > 1:
        draw.choice([stream.reverse, stream.pop, lambda: stream.append(copy.deepcopy(entry))])()
    elif how == 10 and made.links:
        draw.choice([made.links.reverse, made.links.pop, lambda: made.links.append(copy.deepcopy(link))])()
    elif how == 11:
        name = draw.choice(["package_id", "members", "forum", "actor", "type", "category", "seq", "prev"])
        made.seal_fields[name] = values(draw)
    elif how == 12:
        made.policy_tail = draw.choice([
            "group w all w-ed w-ml\nquorum w\n", "group w any w-ed w-ml\nquorum w\n", "quorum none\n", "quorum w-ed\n",
            "", "quorum w-xx\n", "group w 3 w-ed w-ml\nquorum w\n", "group w 1 w-ed w-ml\nquorum w\nquorum w\n",
        ])  # fmt: skip
    elif how == 13:
        made.keys = draw.sample(made.keys, draw.randrange(len(made.keys) + 1))
    elif how == 14:
        made.letter_signers = draw.sample(made.keys, min(len(made.keys), draw.randrange(3)))
        made.receipt_signers = draw.sample(made.keys, min(len(made.keys), draw.randrange(1, 3)))
    elif how == 15:
        draw.choice([*made.logs.values()]).time = draw.choice([0, 1, 2**40])
    elif how == 16:
        log = draw.choice([*made.logs.values()])
        log.origin = draw.choice([log.origin.replace("2027", "2026"), log.origin + "x", "x/comity/audit/2027"])
    else:
        attribute = draw.choice(["file", "exhibit", "extension", "policy_copy"])
        setattr(made, attribute, {
            "file": draw.choice([b"", b"other", made.file + b"\n"]),
            "exhibit": draw.choice(["X-1", "-x", "x" * 64, "x" * 65, "X 1"]),
            "extension": draw.choice(["bin", "pdf", "TXT", "exe", "x" * 17, ""]),
            "policy_copy": draw.choice([b"", b"quorum none\n", None]),
        }[attribute])  # fmt: skip


def change_parts(draw, made):
    """One change of the list of parts, or of the seal of the whole."""
    line, how = draw.choice(made.parts), draw.randrange(16 if made.whole is not None else 8)
    if how < 2:
        change_value(draw, line)
    elif how == 2:
        holder = draw.choice([line, line, line.get("ground")]) or line
        holder[draw.choice(["no", "absent"] if holder is line else ["cite", "code"])] = draw.choice(TEXTS)
    elif how == 3:
        change_list(draw, made)
    elif how == 4:
        made.parts_value = draw.choice(["00" * 32, "AB" * 32, "00" * 31, "", None, 0, [], {}])
        made.parts_value = draw.choice([made.parts_value, basics.to_base64(bytes(32))])
    elif how == 5:
        made.parts_sorted = False
        draw.choice([made.parts.reverse, lambda: made.parts.pop(0), lambda: made.parts.append(copy.deepcopy(line)),
                     lambda: made.parts.append(forge.part(draw.choice(TEXTS), absent="later")), made.parts.clear,
                     lambda: draw.shuffle(made.parts)])()  # fmt: skip
    elif how == 6:
        path = draw.choice([layout.PARTS, layout.WHOLE, layout.WHOLE_PROOF])
        change = draw.choice([flip, swap_words, lambda _draw, raw: raw + raw, lambda _draw, raw: b"", None])
        made.stages["payload"] = lambda members: change_member(draw, members, path, change)
    elif how == 7:
        more = [forge.part(f"Z-{n}", absent="later") for n in range(draw.choice([0, 0, 0, 0, 1, 100, 4093, 4094]))]
        more += [draw.choice([
            forge.part("X-8", absent=draw.choice(TEXTS)), forge.part("X-2"), forge.part("X-8"),
            forge.part("X-8", ground={"cite": draw.choice(TEXTS), "code": "x"}),
            forge.part("X-8", ground={"cite": "x", "code": draw.choice(TEXTS)}),
            forge.part(draw.choice(TEXTS), ground={"cite": "x", "code": "x"}),
        ])]  # fmt: skip
        made.parts += more
        draw.choice([int, made.alone.clear, lambda: setattr(made, "whole", None)])()
    else:
        change_whole(draw, made, how)


def change_list(draw, made):
    """Lines of the list changed behind the value over it."""
    place = draw.randrange(len(made.parts))

    def change(lines):
        if place < len(lines) and draw.random() < 0.7:
            change_value(draw, lines[place])
        else:
            draw.choice([lines.reverse, lines.pop, lambda: lines.append(lines[0])])()
        return lines

    made.change_list = change


def change_member(draw, members, path, change):
    """A member of the payload changed or lost."""
    if change is None:
        members.pop(path, None)
    else:
        members[path] = change(draw, members.get(path, b"x\n"))


def change_whole(draw, made, how):
    """One change of the seal of the whole."""
    names = ["package_id", "manifest_sha256", "members", "parts", "forum", "actor", "schema", "category", "type", "at",
             "stream", "seq", "prev"]  # fmt: skip
    if how < 11:
        made.whole_schema = draw.choice([None, "comity/package/1", "comity/package/2"])
        name = draw.choice([*names, "package_id", "parts", "at"])
        made.whole[name] = draw.choice([
            values(draw), "01a2232b-b030-7237-8bda-126bbbeba0a0", "01A2232B-b030-7237-8bda-126bbbeba0a1", "00" * 32,
            {"src": "ntp", "t": forge.stamp(draw.choice([3999, 4000, 4099, 4100, 10**7])), "unc_ms":
             draw.choice([0, 100, 60000, 60001, None])},
            draw.choice(["comity/package/1", "comity/package/2", "comity/package/3"]),
        ])  # fmt: skip
    elif how == 11:
        made.whole_closed = (draw.choice(names),)
    elif how == 12:
        change = draw.choice([flip, swap_words, lambda _draw, raw: raw + raw, lambda _draw, raw: raw + b"\n"])
        setattr(made, draw.choice(["whole_line", "whole_proof", "whole_proof"]), lambda raw: change(draw, raw))
    elif how == 13:
        made.whole_head = draw.choice(["own", "same", "early", "fork", "fork of the seal"])
        made.whole_log = draw.choice(["B", "B", "A"])
        if draw.random() < 0.5:
            made.links[-1]["own"].update(peer_size=draw.choice([5, 6, 7, 8]), peer_origin=made.logs["B"].origin)
    elif how == 14:
        made.whole_time = draw.choice([0, 1, forge.BASE_TIME, forge.BASE_TIME + 1, 253402300799, 253402300800, 2**63 - 1])
    else:

        def change(fields):
            name = draw.choice(list(fields))
            moved = fields.pop(name)
            fields.update(draw.choice([{}, {"more": None}, {name: moved}, {"token_sha256": "00" * 32}, {"x": moved}]))
            return fields

        made.change_whole = change


def change_complete(draw, made):
    """A statement about the end of the exporter's record, true or changed in one way."""
    made.complete, how = {}, draw.randrange(16)
    said, fields = made.complete, made.complete.setdefault("fields", {})
    if how < 2:  # older than the last entry that is shown: true only where the numbers agree
        said.update(seq=draw.choice([0, 0, 1]), size=draw.choice([1, 2, 2, 2, 3, 4]))
    elif how == 2:
        said.update(seq=draw.choice([0, 1, 2, 3, 2**53 - 1]), last=forge.seed(draw.choice(["kept back", "another"])))
    elif how == 3:
        said["size"] = draw.choice([0, 1, 2, 3, 4, 5, 6, 7, 2**40, -1, None])
    elif how == 4:
        said["stream"] = draw.choice([b"a", b"b", b"e", b"x"]) * 16
    elif how == 5:
        said["log"] = "A"
    elif how == 6:
        said["held"] = False
    elif how == 7:
        said[draw.choice(["exhibit", "twice"])] = draw.choice(["X-1", "X-2", "X-7", "X-1-R1", "X.7", "x" * 64])
    elif how == 8:
        said["date"] = draw.choice(["2027-01-13", "2027-01-15", "2027-01-16", "2026-12-31", "2099-01-01", "0001-01-01"])
    elif how == 9:
        fields["at"] = {"src": "ntp", "t": draw.choice([
            *(forge.stamp(n) for n in (0, 4999, 6000, 6099, 6100, 10**6)), "2027-01-14T23:59:59.999Z",
            "2027-01-15T00:00:00.000Z", "2027-01-15", "", None]),
            "unc_ms": draw.choice([0, 100, 100, 60000, 60001, -1, None])}  # fmt: skip
    elif how == 10:
        name = draw.choice(["schema", "category", "stream", "seq", "prev", "type", "at", "date", "root", "size", "streams"])
        fields[name] = values(draw)
    elif how == 11:
        said["closed"] = (draw.choice(["schema", "at", "stream", "prev", "date", "root", "size", "streams"]),)
    elif how == 12:
        said["line"] = lambda line: (change_value(draw, line), line)[1]
    elif how == 13:
        change = draw.choice([flip, flip, swap_words, lambda _draw, raw: raw + raw, lambda _draw, raw: b""])
        said["raw"] = lambda raw: change(draw, raw)
    elif how == 14:
        said.update(later=draw.choice([-3, -1, 1, 60]), fork=draw.random() < 0.5)


def change_payload(draw, made):
    """A member changed, lost, doubled or exchanged with another before anything is sealed."""
    change = draw.choice([flip, flip, swap_words, lambda _draw, raw: raw + raw, None])

    def changed_members(members):
        paths = sorted(path for path in members if path.startswith(layout.DATA))
        path, other = draw.choice(paths), draw.choice(paths)
        if draw.random() < 0.15:
            members[path], members[other] = members[other], members[path]
        elif draw.random() < 0.1:
            members[path.replace("0001", "0002").replace("X-1", "X-7")] = members[path]
        else:
            change_member(draw, members, path, change)

    made.stages["payload"] = changed_members


def as_of(draw, second):
    """An instant near a second, or one far away, or None."""
    near = max(second, 1) - forge.BASE_TIME + draw.choice([-1, 0, 0, 0, 1, 1, 2, 50])
    far = ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-12-31T00:00:00Z", "2031-03-01T12:00:00Z"]
    return draw.choice([None, None, None, None, forge.stamp(1000 * near + draw.choice([0, 999])), draw.choice(far[draw.choice([0, 1, 2, 3]) :])])


def seconds(draw, second):
    """What a `revoked` line may state, mostly something near a second."""
    return draw.choice([*(second + n for n in (-5, -1, 0, 1, 1, 1, 2, 3, 50, 60, 70, 80)), 0, 2**63 - 1])


def revoked(draw, keys, kids, second):
    """Lines about revoked keys of logs and witnesses, and of letters."""
    count = draw.choice([0, 0, 1, 1, 2, 4])
    lines = [f"revoked {draw.choice(keys).vkey} {seconds(draw, second)}" for _ in range(count)]
    for _ in range(draw.choice([0, 1, 2]) if kids else 0):
        lines.append(f"revoked {draw.choice(kids).kid.hex()} {seconds(draw, second)}")
    if draw.random() < 0.1:
        lines.append(draw.choice([
            f"revoked {forge.NoteKey('z.example', 4).vkey} 5", "revoked " + "0" * 32 + " 5", "revoked " + "A" * 32 + " 5",
            "revoked " + "0" * 31 + " 5", "revoked x 5", f"revoked {keys[0].vkey}", f"revoked {keys[0].vkey} 05",
            f"revoked {keys[0].vkey} {2**63}", f"revoked {keys[0].vkey} 5 x", f"seal {forge.GIVER} " + "A" * 43 + "=",
            f"seal {forge.GIVER} " + "A" * 44, "seal a+b " + "A" * 43 + "=", "seal x " + "A" * 43 + "B", "seal x",
            "revoked  " + "0" * 32 + "\t7 ", "seal x " + "A" * 43 + "=\nseal x " + "B" * 43 + "=",
        ]))  # fmt: skip
    return lines


def in_turns(draw, listed, signing):
    """(keys that a policy lists, keys that sign) of up to three generations, mostly whole ones."""
    pool = draw.choice([listed[:1], listed[:2], listed[:2], listed])
    shown = [list(keys) for keys in pool]
    if draw.random() < 0.2:
        draw.choice(shown).reverse()
    flat = [key for keys in shown for key in keys]
    if draw.random() < 0.1:
        draw.choice([draw.shuffle, lambda keys: keys.pop(draw.randrange(len(keys)))])(flat)
    if draw.random() < 0.7:
        signing = pool
    signers = [key for keys in draw.sample(signing, draw.randint(1, len(signing))) for key in keys]
    if draw.random() < 0.1:
        signers.pop(draw.randrange(len(signers)))
    return flat, signers


def change_keys(draw, made):
    """Keys of a log that take turns, keys that are revoked, and an instant that is asked about."""
    log = made.logs[draw.choice("ABB")]
    if draw.random() < 0.6:
        every = [log.keys, log.next_keys(1), log.next_keys(2)]
        copied = [key for one in made.logs.values() if one is not log for key in one.keys]
        copied += [key for keys in every for key in keys]
        log.listed, log.keys = in_turns(draw, every, draw.choice([every[:1], every[:2], every]))
        if draw.random() < 0.95:  # the exporter lists all that may sign, whatever the reader does
            lines = [f"log {key.vkey}\n" for key in copied]
            lines += [f"witness w-{tag} {key.vkey}\n" for tag, key in zip(("ed", "ml"), made.witnesses)]
            made.policy_copy = ("".join(lines) + "quorum none\n").encode()
    keys = [key for one in made.logs.values() for key in one.in_policy()] + draw.choice([[], [], [], made.witnesses])
    made.policy_lines = revoked(draw, keys, made.keys, draw.choice([log.time, forge.BASE_TIME + 1]))
    if draw.random() < 0.3:
        made.policy_tail = draw.choice([*["group w any w-ed w-ml\nquorum w\n"] * 4, "quorum none\n", "quorum w-ml\n"])
    made.as_of = as_of(draw, log.time)
    entries = [entry for stream in made.streams for entry in stream] + made.links
    if draw.random() < 0.4:
        entry = draw.choice(entries)
        entry["shown"] = (None, draw.choice([-2, -1, 1, 2, 60]))
        signers = draw.choice([log.in_policy(), log.next_keys(1)])
        if draw.random() < 0.4 and made.logs[entry["log"]] is log:
            entry["shown"] = ([*signers, *made.witnesses], entry["shown"][1])
    for entry in entries if draw.random() < 0.5 else []:
        entry["at"] = {"src": "ntp", "t": forge.stamp(draw.choice([0, 999, 1000, 1999, 2000, 5000])), "unc_ms": 100}
    if draw.random() < 0.4:
        word = draw.choice(["LETTER", "RECEIPT0", "RECEIPT1"])
        entry, name = draw.choice(entries), draw.choice(["tool", "location", "actor"])
        if name in entry["own"]:
            entry["own"][name] = draw.choice([word, {"x": word}, {"x": {"y": word}}, [word], {"x": [word]}])
    if draw.random() < 0.4:
        ends = (forge.stamp(n) for n in (1, 4999, 5000, 5001, 6000, 10**6))
        draw.choice(made.keys).until = draw.choice([None, *ends])
    if draw.random() < 0.3:
        signed, name = draw.choice([(made.letter, "issued_at"), *((one, "at") for one in made.receipts)])
        signed[name] = forge.stamp(draw.choice([-1000, 0, 999, 1000, 2000, 5000, 6000]))
    if draw.random() < 0.15:
        made.keys.append(forge.LetterKey("aa", forge.GIVER, "aa/office", "ml-dsa-65"))
        made.letter_signers = draw.choice([made.letter_signers, [made.keys[0], made.keys[-1]]])


def change_token(draw, made):
    """One change of what a token is made of: an element lost, changed, twice, elsewhere, or another value in it."""
    parts = [made.outer, made.signed, made.content, made.algorithm, made.accuracy, made.stamp, made.stamp]
    structure = draw.choice(parts)
    name, how = draw.choice(list(structure)), draw.randrange(8)
    if how == 0:
        structure[name] = b""
    elif how == 1:
        structure[draw.choice(["more", name])] = draw.choice([
            b"\x05\x00", b"\x30\x00", b"\xa0\x00", b"\xa1\x00", b"\x80\x01\x01", b"\x02\x01\x00", b"\x01\x01\xff",
            b"\xa0\x02\x05\x00", b"\x1f\x01\x00", b"\x30\x80\x00\x00", b"\x24\x00", b"\x04\x81\x01x",
        ])  # fmt: skip
    elif how == 2:
        made.stamp["time"] = forge.der(timestamp.TIME, draw.choice([
            b"20270115080005Z", b"20270115080005.0Z", b"20270115080005.000000001Z", b"20270115080005.0000000001Z",
            b"20270229000000Z", b"00000101000000Z", b"00010101000000Z", b"20270115080060Z", b"20270115080005+0000",
            b"202701150800Z", b"20270115240000Z", b"99991231235959.999999999Z",
        ]))  # fmt: skip
    elif how == 3:
        number = draw.choice([0, 1, 127, 128, 999, 1000, 2**32 - 1, 2**32, 2**63, 2**64, 2**160 - 1, 2**160])
        raw = forge.der_integer(number)[2:]
        raw = draw.choice([raw, raw, raw, b"\0" + raw, b"\xff" + raw, raw.lstrip(b"\0"), b""])
        where, name, tag = draw.choice([
            (made.stamp, "serial", 2), (made.stamp, "nonce", 2), (made.accuracy, "seconds", 2),
            (made.accuracy, "millis", timestamp.MILLIS), (made.accuracy, "micros", timestamp.MICROS),
            (made.stamp, "version", 2), (made.signed, "version", 2),
        ])  # fmt: skip
        where[name] = forge.der(tag, raw)
    elif how == 4:
        made.stamp["policy"] = forge.der_oid(draw.choice([
            b"", b"\x80\x01", b"\x2a\x80\x01", b"\x2a\x81", b"\x88\x37", b"\x2a" + b"\x01" * 63, b"\x2a" + b"\x01" * 64,
            b"\x2a\x81" + b"\xff" * 8 + b"\x7f", b"\x2a\x82" + b"\x80" * 8 + b"\x00",
        ]))  # fmt: skip
    elif how == 5:
        made.imprint = draw.choice([bytes(32), bytes(31), bytes(33), None])
    elif how == 6:
        depth = draw.randrange(24, 34)
        inner = b"\x05\x00"
        for _ in range(depth):
            inner = forge.der(draw.choice([0x30, 0x31, 0xA3]), inner)
        draw.choice([made.signed, made.stamp])[draw.choice(["certificates", "tsa"])] = forge.der(0xA0, inner)
    else:
        items = list(structure.items())
        draw.shuffle(items)
        structure.clear()
        structure.update(items)


def stamp(draw, made):
    """Give a forged package a token inside or tokens beside, most of them changed."""
    if draw.random() < 0.5:
        made.token = forge.Token()
    made.beside = [forge.Token() for _ in range(draw.choice([0, 0, 0, 1, 2]))]
    tokens = [token for token in (made.token, *made.beside) if token is not None]
    is_changed = bool(tokens) and draw.random() < 0.4
    if is_changed:
        change_token(draw, draw.choice(tokens))
    if made.token is not None and draw.random() < 0.15:
        stage = draw.choice(["token", "token", "members"])
        made.stages[stage] = lambda members: members.update({container.TOKEN: flip(draw, members[container.TOKEN])})
        is_changed = True
    if draw.random() < 0.05:
        name = draw.choice(["schema", "token_sha256"])
        made.seal_fields[name] = draw.choice(["comity/package/1", "comity/package/2", "00" * 32, None])
        is_changed = True
    return is_changed


def forged(draw):
    """A package, its policy and the tokens beside it, made whole with changed values.

    Changes that cannot be written down are drawn anew.
    """
    for _ in range(TRIES):
        made = forge.Forge(draw.random() < 0.5)
        try:
            is_changed = stamp(draw, made)
            if draw.random() < 0.5:
                change_keys(draw, made)
                is_changed = True
            if draw.random() < 0.4:
                change_complete(draw, made)
                is_changed = is_changed or draw.random() < 0.8
            for _ in range(draw.choice([0, 0, 1] if is_changed else [1, 1, 1, 2])):
                draw.choice([change_forge, change_forge, change_parts, change_payload])(draw, made)
            package, rules = made.build()
            return Shown(package, rules, made.tokens_beside, made.as_of)
        except Exception:  # noqa: BLE001 - whatever cannot be built is no package
            continue
    raise SystemExit("no changed package could be forged: the maker of packages is broken")


def one_file(draw, made, raw, rules):
    """A statement or disclosure, a third of them under revoked keys and as of some instant."""
    if draw.random() < 0.66:
        return Shown(raw, rules)
    lines = revoked(draw, made.log.keys + draw.choice([[], made.witnesses]), [], made.log.time)
    return Shown(raw, rules + "".join(line + "\n" for line in lines).encode(), (), as_of(draw, made.log.time))


def stated(draw):
    """A statement and its policy, with one change; a few have none."""
    for _ in range(TRIES):
        made = forge.Statement(draw.choice([7, 8, 30, 31]))
        try:
            how = draw.randrange(10)
            if how < 4:
                change_value(draw, draw.choice([made.line, made.line, made.fields]))
            elif how == 4:
                made.closed = (draw.choice(list(made.fields)),)
            elif how == 5 and made.line["siblings"]:
                change = draw.choice([made.line["siblings"].reverse, made.line["siblings"].pop])
                change()
            elif how == 6:
                made.change_opening = made.change_proof = lambda raw: draw.choice([swap_words(draw, raw), raw])
            elif how == 7:
                made.policy_tail = draw.choice(["quorum none\n", "quorum w-ed\n", "", "quorum x\n"])
            elif how == 8:
                end = forge.Statement(draw.choice([30, 31])).line["end"]
                made.line.update(draw.choice([{"stream": None}, {"end": end}, {"stream": None, "end": end}]))
            raw, rules = made.build()
            return one_file(draw, made, flip(draw, raw) if how == 9 and draw.random() < 0.8 else raw, rules)
        except Exception:  # noqa: BLE001 - whatever cannot be built is no statement
            continue
    raise SystemExit("no changed statement could be forged: the maker of statements is broken")


def disclosed(draw):
    """A disclosure and its policy, with one change; a few have none."""
    for _ in range(TRIES):
        made = forge.Disclosure()
        try:
            how = draw.randrange(10)
            if how < 2:
                change_value(draw, made.fields)
            elif how == 2:
                made.closed = draw.choice([(), list(made.fields), ["schema"], ["location"]])
                made.why = draw.choice([*("erased", "not-for-recipient", "redacted"), "lost", "", None])
            elif how == 3:
                made.fields["schema"] = draw.choice([
                    "comity/custody/1", "comity/exchange/1", "comity/package/1", "comity/package/2", "comity/map/1",
                    "comity/event/1", "comity/custody/2", "x"])  # fmt: skip
                kept = dict(list(made.fields.items())[: draw.choice([7, 8, 11, 13, 14, 16, 29])])
                made.fields = kept
            elif how < 6:
                change = draw.choice([flip, swap_words, lambda _draw, raw: raw + raw, lambda _draw, raw: raw + b"\n"])
                setattr(made, draw.choice(["change_opening", "change_proof"]), lambda raw: change(draw, raw))
            elif how == 6:
                made.policy_tail = draw.choice(["quorum none\n", "quorum w-ed\n", "", "quorum x\n"])
            elif how == 7:
                made.log.origin = draw.choice(["x", "any.example/x", "a b", "a+b", "\u00e9", "x" * 255, "x" * 256])
                made.log.keys = [forge.NoteKey(made.log.origin, kind) for kind in (1, 6)]
            elif how == 8:
                old, new = draw.choice([
                    (b'"index":2', b'"index":1'), (b'"n":29', b'"n":28'), (b"aa.example/", b"ab.example/"),
                    (b'"redacted"', b'"erased"'), (b'"redacted"', b'"lost"'), (b'"index":2', b'"index":3'),
                ])  # fmt: skip
                made.change_opening = lambda raw: raw.replace(old, new)
                if draw.random() < 0.5:
                    made.change_proof = lambda raw: raw.replace(b"extra ", b"extra A") if draw.random() < 0.3 else (
                        b"\n".join(line for line in raw.split(b"\n") if not line.startswith(b"extra ")))
            raw, rules = made.build()
            return one_file(draw, made, flip(draw, raw) if how == 9 and draw.random() < 0.8 else raw, rules)
        except Exception:  # noqa: BLE001 - whatever cannot be built is no disclosure
            continue
    raise SystemExit("no changed disclosure could be forged: the maker of disclosures is broken")


def sealed(draw):
    """A seal over the end of a log and its policy, with a few changes; some have none."""
    made = forge.Ended()
    made.listed, made.signers = in_turns(draw, made.generations, made.generations)
    made.policy_lines += revoked(draw, made.listed + draw.choice([[], made.witnesses]), [], made.time)
    if draw.random() < 0.3:
        made.policy_tail = draw.choice([
            "quorum none\n", "quorum w-ml\n", "group w any w-ed w-ml\nquorum w\n",
            "group w all w-ed w-ml\nquorum w\n"])  # fmt: skip
    made.time = draw.choice([made.time] * 4 + [0, 1, 2**40])
    how = draw.randrange(16)
    if how == 0:
        made.policy_lines[0] = draw.choice([
            f"seal {made.origin}x {made.key}", f"seal {made.origin} {'A' * 43}=", "", f"log {made.origin}"])  # fmt: skip
    elif how == 1:
        made.size = draw.choice([0, 2, 4, 2**63 - 1, 2**63])
    elif how == 2:
        made.root = draw.choice([bytes(32), crypto.sha256(b"")])
    elif how == 3:
        made.origin = draw.choice([made.origin + "x", "x", "a b"])
    elif how == 4:
        head = made.head
        made.head = draw.choice([head + b"\nx", head[:-1], head + b"=", head.replace(b"seal", b"Seal")])
    try:
        raw, rules = made.build()
    except Exception:  # noqa: BLE001 - a head that no line can be made for
        return sealed(draw)
    if how > 8:
        raw = flip_region(draw, raw)
    elif how == 5:
        rules = draw.choice([flip, swap_words])(draw, rules)
    return Shown(raw, rules, (), as_of(draw, made.time if made.time < 2**34 else forge.BASE_TIME))


def flip_region(draw, raw):
    """A bit changed in one of the regions of a seal: its first line, the signature, the text, the lines."""
    begin = raw.index(b"\n\n")
    first, text = len(epoch.BEGIN) + 1, begin + 2
    ends = [0, first, first + 5, begin, text, raw.index(b"\n\n", text) + 2, len(raw)]
    place = draw.randrange(len(ends) - 1)
    return raw[: ends[place]] + flip(draw, raw[ends[place] : ends[place + 1]]) + raw[ends[place + 1] :]


def remade(members):
    """The container around changed members, everything unsigned computed again."""
    members = dict(members)
    forge.with_bag(members)
    forge.with_manifest(members)
    return forge.zip_file(forge.in_order(members))


def flip(draw, data):
    """One to three bits changed, or a byte lost or won."""
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        if not data:
            return b"x"
        at = draw.randrange(len(data))
        how = draw.random()
        if how < 0.8:
            data[at] ^= 1 << draw.randrange(8)
        elif how < 0.9:
            del data[at]
        else:
            data.insert(at, draw.randrange(256))
    return bytes(data)


def swap_words(draw, data):
    """Two lines exchanged, one lost, one twice, or a digit changed, in a text."""
    lines = data.split(b"\n")
    a, b = draw.randrange(len(lines)), draw.randrange(len(lines))
    how = draw.randrange(4)
    if how == 0:
        lines[a], lines[b] = lines[b], lines[a]
    elif how == 1:
        del lines[a]
    elif how == 2:
        lines.insert(b, lines[a])
    else:
        digits = [place for place, byte in enumerate(lines[a]) if 48 <= byte < 58]
        if digits:
            line = bytearray(lines[a])
            line[draw.choice(digits)] = draw.randrange(48, 58)
            lines[a] = bytes(line)
    return b"\n".join(lines)


def changed(draw, package, members):
    """The real package with something changed."""
    how = draw.random()
    if how < 0.35:
        return flip(draw, package)
    members, name = dict(members), draw.choice(sorted(members))
    if how < 0.55:
        members[name] = flip(draw, members[name])
    elif how < 0.75:
        members[name] = swap_words(draw, members[name])
    elif how < 0.85:
        del members[name]
    else:
        other = draw.choice(sorted(members))
        members[name], members[other] = members[other], members[name]
    try:
        return remade(members)
    except Exception:  # noqa: BLE001 - a change that leaves nothing to build anew
        return flip(draw, package)


def ours(package, rules, beside=(), instant=None):
    """What this verifier says: a check, or that it verified."""
    with tempfile.TemporaryFile() as file:
        file.write(package)
        file.seek(0)
        result = checks.run(file, rules, beside, second_of(instant))
    return said(result)


def second_of(instant):
    """The second that is asked about, or None."""
    return None if instant is None else basics.instant(instant, "") // 1000


def ours_of_a_file(raw, rules, beside=(), instant=None):
    """What this verifier says of a statement, a disclosure or a seal, read as its command reads it."""
    kind = next((kind for kind in (completeness, disclosure, epoch) if raw.startswith(kind.BEGIN)), None)
    return ours(raw, rules, beside, instant) if kind is None else said(kind.check(raw, rules, second_of(instant)))


def said(result):
    """The first check that fails, or that all hold; then what else a verdict says that two of them must say alike."""
    if result["ok"]:
        is_package = "claims" in result
        told = {name: result[name] for name in TOLD} if is_package else result
        if is_package:  # of an exhibit only what a map states; the rest stands in the checks
            told["exhibits"] = [{name: one[name] for name in STATED} for one in told["exhibits"]]
        if "closed" in told:  # a reader names those whose schema it knows
            told = {**told, "closed": [[one["i"], one["why"]] for one in told["closed"]]}
        return VERIFIED, canon.write(told).decode()
    if "code" in result:
        is_told = result["v"].startswith("comity-epoch") and result["code"] in OF_A_SEAL
        return f"{REFUSED} {result['code']}" if is_told else REFUSED, f"{result['code']}: {result['detail']}"
    return result["first_broken"]["id"], result["first_broken"]["detail"]


def write(folder, stem, shown):
    """The arguments of a verifier for what is shown: package, policy, tokens beside, as files of a folder."""
    package, rules, beside, instant = Shown(*shown)
    names = [".asice", ".tlog-policy", *(f".{place}.tst" for place in range(len(beside)))]
    paths = [os.path.join(folder, stem + name) for name in names]
    for path, data in zip(paths, (package, rules, *beside)):
        with open(path, "wb") as file:
            file.write(data)
    asks = [] if instant is None else ["--as-of", instant]
    if asks:
        with open(os.path.join(folder, stem + ".as-of"), "w", encoding="ascii") as file:
            file.write(instant + "\n")
    return [paths[0], "--policy", paths[1], *asks, *(word for path in paths[2:] for word in ("--token", path))]


def asked(program, shown, folder):
    """The other verifier, begun on what is shown."""
    words = [program, *write(folder, "package", shown), "--json"]
    return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def answered(begun):
    """What the other verifier says."""
    out, err = begun.communicate(timeout=120)
    if begun.returncode not in (0, 5):
        return f"exit {begun.returncode}", err.decode(errors="replace").strip()
    found = said(json.loads(out))
    if (found[0] == VERIFIED) != (begun.returncode == 0):
        return f"exit {begun.returncode} against its own verdict", ""
    return found


def both(program, shown, folder, judge):
    """What this verifier says and what the other one says, which works meanwhile."""
    with asked(program, shown, folder) as begun:
        mine = judge(*shown)
        return mine, answered(begun)


def differ(given, name, shown, mine, other):
    """Whether two answers differ, which is told then."""
    is_same = mine[0] == other[0] and "gave up" not in mine[1]
    if is_same and (mine[0] != VERIFIED or mine[1] == other[1]):
        return False
    print(f"FAIL {name}: here {mine[0]} ({mine[1]}); there {other[0]} ({other[1]})", flush=True)
    if given.keep:
        write(given.keep, name, shown)
    return True


def compare_files(given, what, count, make):
    """How many changed statements or disclosures the two judge differently."""
    counts, n_differ = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            shown = make(random.Random(f"{given.seed} {what} {n}"))
            mine, other = both(given.verifier, shown, folder, ours_of_a_file)
            counts[mine[1].partition(":")[0] if mine[0].startswith(REFUSED) else mine[0]] += 1
            n_differ += differ(given, f"{what}-{n}", shown, mine, other)
    if count:
        shares = ", ".join(f"{name} {n}" for name, n in sorted(counts.items()))
        print(f"{count} {what}s, {n_differ} differ: {shares}")
    return n_differ


def remember():
    """Judge nothing twice that depends on its bytes alone: most of a changed package is as in the one before.

    The verifier itself remembers nothing, because what it is shown once is shown to it by an adversary.
    """
    keep = functools.lru_cache(maxsize=4096)
    for module, names in (
        (crypto, ("verify_ed25519", "verify_mldsa44", "verify_mldsa65", "check_ed25519_key")),
        (container, ("check_path",)), (notes, ("Checkpoint", "check_name")), (opening, ("Opening",)),
    ):  # fmt: skip
        for name in names:
            setattr(module, name, keep(getattr(module, name)))
    checks.Opening = parts.Opening = completeness.Opening = disclosure.Opening = opening.Opening


def good(given):
    """(package, its members, its policy): the real one, or one that is forged."""
    if given.package is None:
        made = forge.Forge(True)
        made.complete = {}
        package, rules = made.build()
    else:
        with open(given.package, "rb") as file:
            package = file.read()
        with open(given.policy, "rb") as file:
            rules = file.read()
    with zipfile.ZipFile(io.BytesIO(package)) as box:
        return package, {name: box.read(name) for name in box.namelist()}, rules


def main():
    parser = argparse.ArgumentParser(description="Compare two verifiers on changed packages.")
    parser.add_argument("--verifier", required=True)
    parser.add_argument("--package")
    parser.add_argument("--policy")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--statements", type=int, default=0)
    parser.add_argument("--disclosures", type=int, default=0)
    parser.add_argument("--seals", type=int, default=0)
    parser.add_argument("--seed", default="comity")
    parser.add_argument("--keep")
    given = parser.parse_args()
    if (given.package is None) != (given.policy is None):
        parser.error("a package needs its policy, and a policy its package")
    remember()
    package, members, rules = good(given)
    n_files = compare_files(given, "statement", given.statements, stated)
    n_files += compare_files(given, "disclosure", given.disclosures, disclosed)
    n_files += compare_files(given, "seal", given.seals, sealed)
    counts, n_differ = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for n in range(given.count):
            draw = random.Random(f"{given.seed} {n}")
            shown = Shown(changed(draw, package, members), rules) if n % 4 == 3 else forged(draw)
            mine, other = both(given.verifier, shown, folder, ours)
            counts[other[0]] += 1
            n_differ += differ(given, f"{n}", shown, mine, other)
    shares = ", ".join(f"{name} {n}" for name, n in sorted(counts.items()))
    print(f"{given.count} packages, {n_differ} differ: {shares}")
    rare = [name for name in ("policy", *checks.CHECKS, VERIFIED) if counts[name] < FEW]
    if given.count >= MANY and rare:
        print(f"hardly reached, so hardly compared: {', '.join(rare)}")
        return 1
    return 1 if n_differ or n_files else 0


if __name__ == "__main__":
    sys.exit(main())
