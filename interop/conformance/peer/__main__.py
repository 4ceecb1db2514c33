"""`python3 -m peer vectors | play | handover | new | serve | send`; see `../README.md`."""

import argparse
import pathlib
import sys
import time

from courtpackage.errors import Refused

from . import client, envelope, identity, node, roster, server, vectors
from .keys import H

FAILED = 5


def _peer(args):
    """Our node, under the directory whose first root has the fingerprint that was given."""
    folder = roster.Folder(args.directory)
    net = bytes.fromhex(args.net) if args.net else H(folder.get("1.root.json") or b"")
    return node.Peer(identity.Identity.load(args.identity), roster.Directory(folder, net, identity.now_ms()))


def _vectors(_args):
    return vectors.run()


def _play(args):
    from . import play

    return play.run(args.comity, args.work)


def _handover(args):
    from . import handover

    return handover.run(args.comity, args.sandbox, args.work)


def _new(args):
    who = identity.Identity.new(args.member, args.node, args.endpoint, args.kind, args.office, args.state)
    who.save(args.identity)
    args.entry.write_bytes(who.entry())
    return 0


def _send(args):
    peer = _peer(args)
    letter = peer.probe(args.to, args.fill)
    with client.Client(peer.who.pem, peer.directory, args.to) as to:
        answer = to.deliver(envelope.delivery(letter.raw))
    raw = bytes(answer.body)
    try:
        one = peer.take(args.to, raw)
    except Refused as fault:
        print(f"{answer.get(':status')} {raw[:200]!r}: {fault}")
        return FAILED
    print(f"{answer.get(':status')} {one.event} {one.reason or ''}".strip())
    return 0 if one.event == "RelayAcceptance" else FAILED


def _serve(args):
    """Take what comes, say a line for each letter, and answer with statements, until the time is over."""
    peer, end = _peer(args), time.monotonic() + args.seconds

    def answer(sender, message):
        made = server.answer(peer, sender, message)
        print(f"{sender}: {message.get(':method')} {message.get(':path')} {made[0]}", flush=True)
        for said in peer.settle():
            print(f"{sender}: {said['type']} {said['letter_id']}", flush=True)
        return made

    port = int(peer.who.said["endpoint"].rpartition(":")[2])
    door = server.Server(peer.who.pem, peer.directory, port, answer)
    print(f"{peer.who.node} listens on 127.0.0.1:{port}", flush=True)
    try:
        while time.monotonic() < end:
            time.sleep(0.2)
            while peer.outbox:
                to, letter = peer.outbox[0]
                try:
                    with client.Client(peer.who.pem, peer.directory, to) as one:
                        peer.take(to, bytes(one.deliver(envelope.delivery(letter.raw)).body))
                except (OSError, Refused) as fault:
                    print(f"{to}: our letter waits, {fault}", flush=True)
                    time.sleep(2)
                    break
                peer.outbox.pop(0)
    except KeyboardInterrupt:
        pass
    finally:
        door.close()
    return 0


def main(arguments=None):
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(prog="peer", description="A second node of the exchange protocol CX/1.")
    commands = parser.add_subparsers(required=True)
    commands.add_parser("vectors", help="check every published vector of the exchange").set_defaults(run=_vectors)
    play = commands.add_parser("play", help="found a network with a built program and exchange letters with it")
    play.add_argument("--comity", required=True, help="the program `comity`")
    play.add_argument("--work", required=True, help="a folder that is not there yet")
    play.set_defaults(run=_play)
    handover = commands.add_parser("handover", help="be the provider of a sandbox that was played, and hand over an exhibit")
    for name, text in (("comity", "the program `comity`"), ("sandbox", "its folder; nothing runs in it"), ("work", "a new folder")):
        handover.add_argument(f"--{name}", required=True, help=text)
    handover.set_defaults(run=_handover)
    new = commands.add_parser("new", help="make keys, and the entry for the directory")
    for name in ("member", "node", "endpoint"):
        new.add_argument(f"--{name}", required=True)
    for name, value in (("kind", "judicial_authority"), ("office", "node_admin"), ("state", "IE")):
        new.add_argument(f"--{name}", default=value)
    new.add_argument("--entry", type=pathlib.Path, required=True)
    new.set_defaults(run=_new)
    send = commands.add_parser("send", help="send a probe and verify the receipt")
    send.add_argument("--to", required=True, help="a node of the directory")
    send.add_argument("--fill", type=int, default=16)
    send.set_defaults(run=_send)
    serve = commands.add_parser("serve", help="take letters and answer them")
    serve.add_argument("--seconds", type=float, default=3600)
    serve.set_defaults(run=_serve)
    for command in (new, send, serve):
        command.add_argument("--identity", type=pathlib.Path, required=True, help="the file with our keys")
    for command in (send, serve):
        command.add_argument("--directory", type=pathlib.Path, required=True, help="the folder that is published")
        command.add_argument("--net", help="the fingerprint of the network, as it came another way")
    args = parser.parse_args(arguments)
    return args.run(args)


if __name__ == "__main__":
    sys.exit(main())
