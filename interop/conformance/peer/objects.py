"""Objects of letters: the message of an object, its padding, its transfer chunks (custody.md §1, §2; letter.md §3)."""

import hashlib
import hmac
import os

from courtpackage.errors import need

from . import blake3, keys

AEAD, TRANSFER, LEAST = 16384, 4 * 1024 * 1024, 65536
ITEM, HANDOVER = b"comity-item/v1\x00", b"comity-handover/v1\x00"
_NAME = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"


def _secrets(key, salt, context):
    made = keys.expand(key, _NAME + salt + context, 76, "sha512")
    return made[:32], made[32:44], made[44:]


def _nonce(base, k):
    return (int.from_bytes(base, "big") ^ k).to_bytes(12, "big")


def seal(key, context, plain, salt=None):
    """The Cobblestone-256 message of `plain`."""
    salt = salt or os.urandom(24)
    secret, base, commitment = _secrets(key, salt, context)
    out = [salt, commitment]
    for k in range(len(plain) // AEAD + 1):
        out.append(keys.AESGCM(secret).encrypt(_nonce(base, k), plain[k * AEAD : (k + 1) * AEAD], b""))
    return b"".join(out)


def open_message(key, context, message):
    """The plaintext of a whole message."""
    need(len(message) >= 72, "a message that is too short", "object-mismatch")
    secret, base, commitment = _secrets(key, message[:24], context)
    need(hmac.compare_digest(commitment, message[24:56]), "the commitment of an object", "object-mismatch")
    need((len(message) - 56) % 16400 >= 16, "a message that was cut", "object-mismatch")
    out, at = [], 56
    for k in range((len(message) - 56) // 16400 + 1):
        piece = keys.gcm_open(secret, _nonce(base, k), message[at : at + 16400], b"")
        need(piece is not None, "an object that is not authentic", "object-mismatch")
        out.append(piece)
        at += 16400
    return b"".join(out)


def padded_length(length):
    """Padmé above 64 KiB, which is the least."""
    if length <= LEAST:
        return LEAST
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def chunks_of(message):
    """`[(id, bytes)]` of the transfer chunks."""
    pieces = [message[at : at + TRANSFER] for at in range(0, len(message), TRANSFER)]
    return [(hashlib.sha256(one).hexdigest(), one) for one in pieces]


def entry(n, object_id, name, media_type, plain, role="payload", of=None):
    """(what the manifest says, key, [(id, chunk)]) of a new object. `object_id` is a UUID as text."""
    key, padded = os.urandom(32), plain.ljust(padded_length(len(plain)), b"\x00")
    message = seal(key, HANDOVER + bytes.fromhex(object_id.replace("-", "")), padded)
    chunks = chunks_of(message)
    said = {
        "chunk_bytes": TRANSFER, "chunks": [one for one, _ in chunks], "id": object_id, "media_type": media_type, "n": n,
        "cipher": {"format": "cobblestone-256", "len": len(message), "padded": len(padded)}, "name": name, "of": of,
        "plain": {"blake3": blake3.digest(plain).hex(), "len": len(plain), "sha256": hashlib.sha256(plain).hexdigest()},
        "role": role, "table": None,
    }  # fmt: skip
    return said, key, chunks


def read(said, key, message):
    """The content that the manifest announces, out of its whole message."""
    need(len(message) == said["cipher"]["len"], "an object of another length", "object-mismatch")
    padded = open_message(key, HANDOVER + bytes.fromhex(said["id"].replace("-", "")), message)
    length = said["plain"]["len"]
    need(len(padded) == said["cipher"]["padded"] and length <= len(padded), "an object of another length", "object-mismatch")
    plain = padded[:length]
    need(not any(padded[length:]), "padding that is not zero", "object-mismatch")
    need(hashlib.sha256(plain).hexdigest() == said["plain"]["sha256"], "the SHA-256 of an object", "object-mismatch")
    need(blake3.digest(plain).hex() == said["plain"]["blake3"], "the BLAKE3 of an object", "object-mismatch")
    return plain
