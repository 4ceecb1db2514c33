"""The checks of section 7, in their order. The first that fails is named."""

import hashlib
import math
import os

from . import basics, completeness, custody, layout, parts, policy, timestamp
from .container import Container, META_ORDER, TOKEN
from .custody import Entry, Link, given, named
from .errors import Refused, need, short
from .letters import KeyHistory, Letter, Receipt, TAKING, attempt
from .notes import Proof
from .opening import Opening, read_at, read_line_stream

CHECKS = (
    "container", "manifest", "bag", "seal", "inclusion", "order", "exhibits", "handover", "signatures", "time",
    "parts",
)  # fmt: skip
MAX_UNCERTAINTY = 60_000
AHEAD = 10 * 60 * 1000
NAMES = ("exhibit", "exhibit_no", "root_no")
OFFER = "handover.offer"


class Verification:
    """One run over one package. Each check is a method of its name and raises `Refused`."""

    def __init__(self, file, rules, beside=()):
        self._file = file
        self._policy = rules
        self._beside = beside
        self.timestamps = []
        self.said_of_parts = None
        self._judged = {}
        self._said_of_heads = {}
        self._named = {}
        self._signers = {}
        self._heads = {}
        self._head_times = {}
        self._entries = {}
        self._links = []
        self._maps = {}
        self._complete = {}
        self._letters = {}

    # -- shared ---------------------------------------------------------------------------------------------------

    def _judge(self, checkpoint):
        """The time of a head under the reader's policy; equal notes are judged once."""
        known = hashlib.sha256(checkpoint.raw).digest()
        if known not in self._judged:
            self._judged[known] = self._policy.judge(checkpoint)
        judged, head = self._judged[known], (checkpoint.origin, checkpoint.size, checkpoint.root)
        time = judged.second
        if time is not None:
            self._head_times[head] = min(time, self._head_times.get(head, time))
        self._said_of_heads[head] = min(judged, self._said_of_heads.get(head, judged), key=_rank)
        return head

    def _note_head(self, head):
        """Refuse two heads of one log and size that differ."""
        origin, size, root = head
        known = self._heads.setdefault((origin, size), root)
        need(known == root, f"two heads of {short(origin)} and size {size} differ")

    # -- the checks -----------------------------------------------------------------------------------------------

    def container(self):
        """Section 1."""
        self._box = Container(self._file, os.fstat(self._file.fileno()).st_size, layout.is_kept)

    def manifest(self):
        """Every member is one of section 2, none is missing, and the manifest is theirs."""
        self._layout = layout.Layout(self._box.members)
        stated = self._box.read(META_ORDER[0])
        need(stated == layout.manifest(self._box.members), "the manifest is not the one of these members")

    def bag(self):
        """Section 3."""
        self._info = layout.check_bag(self._box)

    def seal(self):
        """Section 4: what the seal says, its proof, the policy, and the tokens."""
        opening = Opening(self._box.read(META_ORDER[1]))
        raw = self._box.read(META_ORDER[2])
        proof = Proof(raw)
        need(proof.write() == raw, "the proof of the seal is not in its one form")
        is_stamped = self._box.get(TOKEN) is not None
        parts.check_seal(opening, (f"comity/package/{1 + is_stamped}",))
        said, box = opening.values, self._box
        need(said["manifest_sha256"] == box.get(META_ORDER[0]).sha256.hex(), "the seal is over another manifest")
        need(basics.is_int(said["members"]) and said["members"] == len(layout.references(box.members)),
             "the seal states another number of members")  # fmt: skip
        need(said["package_id"] == self._info.package_id, "the seal is of another package than bag-info.txt")
        need(basics.node_of(opening.origin) == self._info.node, "the seal is in a log of another node")
        need(proof.checkpoint.origin == opening.origin, "the proof of the seal is of another log")
        need(proof.index == opening.index, "the proof of the seal has another index")
        need(proof.extra == opening.leaf, "the proof of the seal does not carry its leaf")
        copy = policy.Policy(box.read(layout.POLICY))
        seen = set()
        for name, key_id, blob in proof.checkpoint.lines:
            key = copy.keys.get((name, key_id))
            need(key is not None, f"the head of the seal has a line of a key that the policy copy lacks: {short(name)}")
            need((name, key_id) not in seen, f"the head of the seal has two lines of one key: {short(name)}")
            seen.add((name, key_id))
            key.verify(proof.checkpoint, blob)
        proof.includes(opening.hash)
        self._seal_head = self._judge(proof.checkpoint)
        self._seal_at, self._seal_parts = said["at"], said["parts"]
        if is_stamped:
            self._token(box.read(TOKEN), True)
            need(said["token_sha256"] == self.timestamps[0]["sha256"], "the seal names another token")
        for raw in self._beside:
            self._token(raw, False)

    def _token(self, raw, inside):
        """A token of the package or beside it, over this package's manifest."""
        token = timestamp.Token(raw)
        need(token.imprint == self._box.get(META_ORDER[0]).sha256, "a token that is not over this manifest")
        self.timestamps.append(token.said(inside))

    def inclusion(self):
        """Each opened leaf has its proof, and each proof its leaf."""
        kinds = self._layout.kinds
        proofs = dict(kinds["proof"])
        for exhibit, members in sorted(kinds["custody"].items()):
            self._entries[exhibit] = self._included(members[0], proofs, Entry)
        need(not proofs, f"a proof without an entry: {next(iter(proofs), '')}")
        proofs = dict(kinds["link_proof"])
        if self._layout.has_links:
            self._links = self._included(self._box.get(layout.LINKS), proofs, Link)
            need(bool(self._links), "an empty file of links")
        need(not proofs, f"a proof without an anchor: {next(iter(proofs), '')}")
        for exhibit, members in sorted(kinds["complete"].items()):
            line, opening, proof, _time = completeness.read(self._box.content(members[0]), self._policy, [""])
            self._maps[exhibit] = (line, opening, self._judge(proof.checkpoint))

    def _included(self, member, proofs, make):
        """The records of an `.events` file, each with its proof, which is taken out of `proofs`."""
        made = []
        digests = self._layout.kinds["letter"].keys() | self._layout.kinds["receipt"].keys()
        for opening in read_line_stream(self._box.content(member)):
            basics.node_of(opening.origin)
            place = f"{short(opening.origin)} {opening.index}"
            digest = hashlib.sha256(opening.origin.encode("ascii")).hexdigest()
            found = proofs.pop(f"{digest[:16]}-{opening.index}", None)
            need(found is not None, f"no proof of its own for {place} in {member.path}")
            raw = self._box.content(found[0])
            proof = Proof(raw)
            need(proof.write() == raw, f"{found[0].path} is not in its one form")
            need(proof.checkpoint.origin == opening.origin, f"{found[0].path} is of another log")
            need(proof.index == opening.index, f"{found[0].path} has another index")
            need(proof.extra == opening.leaf, f"{found[0].path} is of another leaf")
            proof.includes(opening.hash)
            record = make(opening, self._judge(proof.checkpoint))
            made.append(record)
            if not isinstance(record.at, Refused):
                for digest in digests & custody.digests_named(opening.values):
                    self._named[digest] = min(record.at[0], self._named.get(digest, record.at[0]))
        return made

    def order(self):
        """Fields, sequence and place of every stream."""
        seen = set()
        for exhibit, entries in self._entries.items():
            before, nodes = None, set()
            for entry in entries:
                entry.facts()
                place = f"{exhibit}, entry {entry.seq} of {entry.stream}"
                if before is None or (before.node, before.stream) != (entry.node, entry.stream):
                    need((entry.node, entry.stream) not in seen, f"{place}: a stream in two pieces")
                    need(entry.node not in nodes, f"{place}: a second stream of one node")
                    nodes.add(entry.node)
                    seen.add((entry.node, entry.stream))
                    need(entry.seq == 0 and entry.prev is None, f"{place}: a stream that does not begin at 0")
                else:
                    need(entry.seq == before.seq + 1, f"{place}: a gap in the sequence")
                    need(entry.prev == basics.to_base64(before.hash), f"{place}: prev is not the leaf before")
                    if entry.origin == before.origin:
                        need(entry.index > before.index, f"{place}: an index that does not ascend")
                    else:
                        later = basics.place_of(entry.origin) > basics.place_of(before.origin)
                        need(later, f"{place}: a log that is not later than the one before")
                before = entry
        last = None
        for link in self._links:
            for fact in (link.form, link.at, link.peer_head):
                given(fact)
            need(last is None or last < (link.origin, link.index), "links that are not ascending")
            last = (link.origin, link.index)
        for exhibit, (line, opening, _head) in self._maps.items():
            self._complete[exhibit] = self._fits(exhibit, line, opening)

    def _fits(self, exhibit, line, opening):
        """What the exporter's log states of its stream of this exhibit, which must be about the entries that are shown."""
        opening.check_base(completeness.KIND["schema"], (completeness.KIND["category"],))
        read_at(opening.values["at"])
        node, size, made_at = self._info.node, opening.values["size"], opening.values["at"]["t"]
        need(exhibit in self._entries, f"{exhibit}: a statement without entries")
        need(basics.node_of(opening.origin) == node, f"{exhibit}: a statement of another node")
        need(size <= opening.index, f"{exhibit}: a map of entries that came after it")
        need(made_at[: len(line.date)] > line.date, f"{exhibit}: a map of a day that was not over")
        tag = basics.to_base64(line.tag)
        entries = [one for one in self._entries[exhibit] if (one.node, one.stream) == (node, tag)]
        need(bool(entries), f"{exhibit}: a statement about another stream")
        need(line.stream is not None, f"{exhibit}: a statement that there is no such stream")
        here, place = [], basics.place_of(opening.origin)
        for entry in entries:
            if entry.origin == opening.origin:
                is_behind = entry.index >= size
            else:
                is_behind = basics.place_of(entry.origin) > place
            if is_behind:
                break
            here.append(entry)
        _blind, seq, last = line.stream
        need(len(here) >= seq + 1, f"{exhibit}: an entry is kept back")
        need(len(here) == seq + 1, f"{exhibit}: the map leaves out an entry")
        need(here[-1].hash == last, f"{exhibit}: the map holds another last entry")
        return {"behind": len(entries) - len(here), "date": line.date, "made_at": made_at, "origin": opening.origin,
                "size": size}  # fmt: skip

    def exhibits(self):
        """Files, digests, results of checks and root numbers of every exhibit."""
        evidence = self._layout.kinds["evidence"]
        for exhibit in sorted(evidence.keys() ^ self._entries.keys()):
            raise Refused(f"{exhibit} does not have both a file and custody")
        for exhibit, entries in self._entries.items():
            one = len(evidence[exhibit]) == 1 and evidence[exhibit][0].path.rpartition("/")[2].startswith("0001.")
            need(one, f"{exhibit} has more than one file")
            need(bool(entries), f"{exhibit} has no custody")
            self._exhibit(exhibit, entries, evidence[exhibit][0])

    def _exhibit(self, exhibit, entries, file):
        stated, parties, silent = {}, set(), {}
        numbered, whole = False, {"exhibit": None, "root": None}
        for entry in entries:
            place = f"{exhibit}, entry {entry.seq} of {short(entry.stream)}"
            need(not entry.closed_deciding, f"{place}: closed: {', '.join(entry.closed_deciding)}")
            silent.setdefault((entry.node, entry.stream), place)
            data = given(entry.data)
            if data is not None:
                parties.add((entry.node, entry.stream))
                for name, value in data.items():
                    same = value is None or stated.setdefault(name, value) == value
                    need(same, f"{place}: data that do not agree with those before")
        for party, place in silent.items():
            need(party in parties, f"{place}: a party that states no data")
        need(stated["len"] == file.length, f"{exhibit}: another length than the file has")
        need(stated["sha256"] == file.sha256.hex(), f"{exhibit}: another SHA-256 than the file has")
        wide = stated.get("sha512", file.sha512.hex())
        need(wide == file.sha512.hex(), f"{exhibit}: another SHA-512 than the file has")
        for entry in entries:
            place = f"{exhibit}, entry {entry.seq} of {short(entry.stream)}"
            compared = given(entry.check)
            if compared is not None:
                need(compared[0] == compared[1], f"{place}: a check that found something else")
                need(compared[0] == stated["sha256"], f"{place}: a check of another file")
            if compared is not None or entry.type == "verify":
                need(entry.status == "Success", f"{place}: a check with the status {short(entry.status)}")
            need(not entry.contested, f"{place}: contested")
        for (node, _stream), names in self._names(exhibit, entries).items():
            number = names["exhibit_no"]
            numbered = numbered or (node == self._info.node and number == named(exhibit))
            root = number if names["root_no"] == named(None) else names["root_no"]
            for what, value in (("exhibit", names["exhibit"]), ("root", root)):
                known = whole[what] = whole[what] or value
                need(value in (None, known), f"{exhibit}: another {what} in the stream of {short(node)}")
        need(numbered, f"{exhibit} is no number that the exporting node gave")

    @staticmethod
    def _names(exhibit, entries):
        """What each stream calls the exhibit, wherever it says it the same; closed fields say nothing."""
        streams = {}
        for entry in entries:
            names = streams.setdefault((entry.node, entry.stream), dict.fromkeys(NAMES))
            for name in NAMES:
                value = getattr(entry, name)
                known = names[name] = names[name] or value
                need(value in (None, known), f"{exhibit}: a stream of {short(entry.node)} with two values of {name}")
        return streams

    def handover(self):
        """Each passing of custody, told by both sides."""
        for link in self._links:
            head = given(link.peer_head)
            if head is not None:
                self._note_head(head)
        for head in [self._seal_head] + [
            record.head for records in (*self._entries.values(), self._links) for record in records
        ] + [head for _line, _opening, head in self._maps.values()]:
            self._note_head(head)
        self._read_receipts()
        self._received, self._sent = {}, {}
        for link in self._links:
            sides = (link.node, link.peer_node)
            if link.type == "recv":
                self._received.setdefault(sides, []).append(link)
            else:
                self._sent.setdefault((*sides, link.envelope, link.receipt), []).append(link)
        for exhibit, entries in self._entries.items():
            for passing in self._passings(exhibit, entries):
                self._passes(exhibit, *passing)

    def _read_receipts(self):
        self._receipts, self._tied = {}, set()
        for digest, members in self._layout.kinds["receipt"].items():
            receipt = Receipt(digest, self._box.content(members[0]))
            about = (receipt.envelope, receipt.giver, receipt.receiver)
            self._receipts[digest] = (receipt.node, *about, receipt.letter, receipt.event)
            if receipt.letter is not None and receipt.node in about[1:]:
                self._tied.add((receipt.letter, *about))

    @staticmethod
    def _passings(exhibit, entries):
        """(letter, hand_over, take_over) of each passing, told by both sides."""
        handed, taken = ([one for one in entries if one.type == act] for act in ("hand_over", "take_over"))
        seen, passings = set(), []
        for gave in handed:
            place = f"{exhibit}, hand_over {gave.seq} of {short(gave.node)}"
            letter = given(gave.named)[0]
            need(letter is not None, f"{place}: it names no letter")
            took = next((one for one in taken if _are_sides(gave, one, letter)), None)
            need(took is not None, f"{place}: only one side tells of it")
            taken.remove(took)
            need((letter, gave.node, took.node) not in seen, f"{place}: a second one with the same letter")
            seen.add((letter, gave.node, took.node))
            need(gave.status == took.status == "Success", f"{place}: one side did not succeed")
            (left, left_by), (came, came_by) = given(gave.at), given(took.at)
            need(left - left_by <= came + came_by + AHEAD, f"{place}: taken over before it was handed over")
            passings.append((letter, gave, took))
        for one in taken:
            raise Refused(f"{exhibit}, take_over {one.seq} of {short(one.node)}: only one side tells of it")
        tied = {entries[0].node} if entries else set()
        for _ in passings:
            tied.update(*({gave.node, took.node} for _, gave, took in passings if {gave.node, took.node} & tied))
        for entry in entries:
            need(entry.node in tied, f"{exhibit}: no passing ties the stream of {short(entry.node)} to the others")
        return passings

    def _passes(self, exhibit, letter, gave, took):
        self._letter_passes(exhibit, letter, gave.node, took.node)
        wanted = {receipt for _letter, receipt in (given(gave.named), given(took.named)) if receipt is not None}
        fault = "no recv leaf of the receiver"
        for received in self._received.get((took.node, gave.node), ()):
            fault = self._fault_of_envelope(letter, received, wanted)
            if fault is None:
                return
        raise Refused(f"{exhibit}, letter {letter}: {fault}")

    def _letter_passes(self, exhibit, digest, giver, receiver):
        """The letter of a passing is an offer of the one side to the other, and lists the file."""
        if digest not in self._letters:
            files = self._layout.kinds["letter"].get(digest)
            need(files is not None, f"the letter {digest} of {exhibit} is not there")
            letter = Letter(digest, self._box.content(files[0]))
            self._letters[digest] = (letter.node, letter.to, letter.type, letter.lists)
        node, to, kind, listed = self._letters[digest]
        need(node == giver and receiver in to, f"the letter {digest} is not from {giver} to {receiver}")
        need(kind == OFFER, f"the letter {digest} offers no exhibit")
        file = self._layout.kinds["evidence"][exhibit][0]
        need(file.sha256.hex() in listed, f"the letter {digest} does not list the file of {exhibit}")

    def _fault_of_envelope(self, letter, received, wanted):
        """None if leaves and receipts tell that the envelope of this recv leaf passed the letter; else why not."""
        envelope, giver, receiver = received.envelope, received.peer_node, received.node
        about = (receiver, envelope, giver, receiver)
        fault = "no ack leaf of the giver about this envelope that names the same receipt"
        for sent in self._sent.get((giver, receiver, envelope, received.receipt), ()):
            stated = {one.letter for one in (received, sent)} - {None}
            receipt = self._receipts.get(sent.receipt)
            if stated - {letter}:
                fault = "a leaf that names another letter"
            elif not stated and (letter, *about[1:]) not in self._tied:
                fault = "nothing ties the envelope to the letter"
            elif receipt is None or receipt[:4] != about or receipt[5] not in TAKING:
                fault = "the receipt that ack names is not there, not the receiver's, or of another event"
            elif not all(self._says_taken(one, (*about, letter)) for one in wanted):
                fault = "a receipt that an act names is not there, or about something else"
            else:
                return None
        return fault

    def _says_taken(self, digest, about):
        """Whether this receipt is there, about this, and says that it was taken."""
        receipt = self._receipts.get(digest)
        return receipt is not None and receipt[:5] == about and receipt[5] in TAKING

    def signatures(self):
        """Letters and receipts under the keys of their time."""
        history = KeyHistory(self._box.read(layout.KEYS))
        kinds, network = self._layout.kinds, None
        for digest in kinds["letter"].keys() | kinds["letter_signatures"].keys():
            files = [kinds[kind].get(digest, [None])[0] for kind in ("letter", "letter_signatures")]
            need(None not in files, f"letter {digest} is there in part only")
            letter = Letter(digest, self._box.content(files[0])).signed(self._box.content(files[1]))
            network = self._signed(letter, history, network, f"letter {digest}")
        for digest, members in kinds["receipt"].items():
            receipt = Receipt(digest, self._box.content(members[0]))
            network = self._signed(receipt.signed, history, network, f"receipt {digest}")

    def _signed(self, signed, history, network, what):
        need(network in (None, signed.net), f"{what} names another network")
        keys, fault = attempt(signed.check, history)
        need(fault is None, f"{what}: {fault}")
        for key in keys:
            self._signers[key.kid] = key
            end = self._policy.kids.get(key.kid)
            if end is not None:
                need(signed.time < end * 1000, f"{what}: signed under a key that is revoked by then: {key.kid.hex()}")
                need(self._is_older(signed.digest, end), f"{what}: nothing shows that it is older than the end of its "
                     f"key {key.kid.hex()}")  # fmt: skip
        return signed.net

    def _is_older(self, digest, end):
        """Whether the head of the seal, or an entry that names the digest, is older than this second."""
        sealed, named = self._head_times.get(self._seal_head), self._named.get(digest)
        return (sealed is not None and sealed < end) or (named is not None and named < end * 1000)

    def time(self):
        """No entry is later than the witnesses of its head."""
        records = [(record.at, record.head) for found in (*self._entries.values(), self._links) for record in found]
        records.append((read_at(self._seal_at), self._seal_head))
        records += [(read_at(opening.values["at"]), head) for _line, opening, head in self._maps.values()]
        for at, head in records:
            _check_time(given(at), head, self._head_times.get(head))

    def parts(self):
        """The list of the subset page, and the whole that the package is a part of."""
        evidence, digests = self._layout.kinds["evidence"], {}
        for exhibit, entries in self._entries.items():
            digests[exhibit] = parts.digest_of(evidence[exhibit][0].sha256, (entry.hash for entry in entries))
        listed, found = parts.read(self._box, self._entries, digests, self._seal_parts)
        of = None
        if found is not None:
            whole = parts.Whole(*found, self._policy, self._info, self._seal_parts)
            _check_time(read_at(whole.opening.values["at"]), whole.head, whole.second)
            for records in (*self._entries.values(), self._links):
                for record in records:
                    whole.check_beside(record.head)
            for _line, _opening, head in self._maps.values():
                whole.check_beside(head)
            whole.check_beside(self._seal_head)
            of = whole.said()
        self.said_of_parts = listed.said(of)


    def said(self):
        """What a verdict says of a package that holds."""
        latest = max(self._head_times.values())
        counts = latest if self._policy.as_of is None else self._policy.as_of
        stated = {exhibit: self._complete.get(exhibit) for exhibit in self._entries}
        level = "none" if not stated else "chain" if None in stated.values() else "map"
        return {
            "checkpoints": [
                {"keys": _status(judged.revoked_from), "origin": origin, "revoked_from": _text(judged.revoked_from),
                 "size": size, "witnessed_at": _text(judged.second)}
                for (origin, size, _root), judged in sorted(self._said_of_heads.items())
            ],
            "completeness": level,
            "exhibits": [{"complete": stated[exhibit], "exhibit_no": exhibit} for exhibit in sorted(stated)],
            "keys": [self._said_of_key(key, counts) for _kid, key in sorted(self._signers.items())],
            "parts": self.said_of_parts,
            "timestamps": self.timestamps,
            "witnessed_no_later_than": _text(latest),
        }  # fmt: skip

    def _said_of_key(self, key, counts):
        end = self._policy.kids.get(key.kid)
        has_ended = end is None and key.end is not None and key.end <= counts * 1000
        return {
            "kid": key.kid.hex(),
            "of": key.node if key.unit is None else key.unit,
            "revoked_from": _text(end),
            "status": "ended" if has_ended else _status(end),
            "until": key.until if has_ended else None,
        }


def _rank(judged):
    """Of the notes of one head the one with the least is told: the earliest, then the one whose keys count longest."""
    second, end = (math.inf if value is None else value for value in judged)
    return second, -end


def _text(second):
    return None if second is None else basics.second_text(second)


def _status(end):
    return "in-force" if end is None else "revoked-later"


def _check_time(at, head, second):
    """Refuse a time that is later than the second at which its head was signed."""
    moment, uncertainty = at
    need(second is not None, f"no quorum tells a time of the head {short(head[0])} {head[1]}")
    need(uncertainty <= MAX_UNCERTAINTY, f"an entry of {short(head[0])} calls its clock too uncertain")
    late = moment - uncertainty >= (second + 1) * 1000
    need(not late, f"an entry of {short(head[0])} states a time after its head {head[1]}")


def _are_sides(gave, took, letter):
    """True if two acts are of one passing: of two nodes, by this letter, neither naming a third as its other side."""
    fits = gave.counterparty in (None, took.node) and took.counterparty in (None, gave.node)
    return fits and gave.node != took.node and given(took.named)[0] == letter


def run(file, policy_raw, beside=(), as_of=None):
    """The result of all checks as an object for JSON.

    `beside` are the bytes of tokens handed in with the package, `as_of` is the second that is asked about, or None.
    """
    claims = [{"id": name, "ok": None, "detail": ""} for name in CHECKS]
    verification, current = None, "policy"
    try:
        verification = Verification(file, policy.Policy(policy_raw, as_of), beside)
        for claim in claims:
            current = claim["id"]
            getattr(verification, current)()
            claim["ok"] = True
    except Refused as fault:
        return _failed(claims, as_of, current, str(fault))
    except OSError as fault:
        return _failed(claims, as_of, current, f"reading failed: {fault.strerror}")
    except Exception as fault:  # whatever the bytes are, the answer is a verdict
        return _failed(claims, as_of, current, f"the reader gave up: {type(fault).__name__}")
    return {"ok": True, "as_of": _text(as_of), "first_broken": None, "claims": claims, **verification.said()}


def _failed(claims, as_of, name, detail):
    if name == "policy":
        claims = [{"id": name}, *claims]
    for claim in claims:
        if claim["id"] == name:
            claim["ok"], claim["detail"] = False, detail
    return {"ok": False, "as_of": _text(as_of), "first_broken": {"id": name, "detail": detail}, "claims": claims,
            "checkpoints": [], "completeness": None, "exhibits": [], "keys": [], "parts": None, "timestamps": [],
            "witnessed_no_later_than": None}  # fmt: skip
