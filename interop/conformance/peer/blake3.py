"""BLAKE3 without key, 32 bytes of output. Slow: a few hundred KiB in a second."""

import struct

_IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
_ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
_START, _END, _PARENT, _ROOT = 1, 2, 4, 8
_MASK = 0xFFFFFFFF
_STEPS = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))


def _mix(state, places, first, second):
    a, b, c, d = places
    va, vb, vc, vd = state[a], state[b], state[c], state[d]
    for word, far, near in ((first, 16, 12), (second, 8, 7)):
        va = (va + vb + word) & _MASK
        vd ^= va
        vd = (vd >> far | vd << (32 - far)) & _MASK
        vc = (vc + vd) & _MASK
        vb ^= vc
        vb = (vb >> near | vb << (32 - near)) & _MASK
    state[a], state[b], state[c], state[d] = va, vb, vc, vd


def _compress(chain, block, counter, length, flags):
    words = list(struct.unpack("<16I", block.ljust(64, b"\x00")))
    state = [*chain, *_IV[:4], counter & _MASK, counter >> 32, length, flags]
    for turn in range(7):
        for n, places in enumerate(_STEPS):
            _mix(state, places, words[2 * n], words[2 * n + 1])
        if turn < 6:
            words = [words[place] for place in _ORDER]
    return tuple(state[n] ^ state[n + 8] for n in range(8))


def _chunk(raw, counter, is_root):
    chain, flags = _IV, _START
    blocks = [raw[at : at + 64] for at in range(0, len(raw), 64)] or [b""]
    for n, block in enumerate(blocks):
        if n == len(blocks) - 1:
            flags |= _END | (_ROOT if is_root else 0)
        chain = _compress(chain, block, counter, len(block), flags)
        flags = 0
    return chain


def _tree(raw, counter, is_root):
    if len(raw) <= 1024:
        return _chunk(raw, counter, is_root)
    n_chunks = (len(raw) + 1023) // 1024
    left = 1 << ((n_chunks - 1).bit_length() - 1)
    pair = _tree(raw[: left * 1024], counter, False) + _tree(raw[left * 1024 :], counter + left, False)
    return _compress(_IV, struct.pack("<16I", *pair), 0, 64, _PARENT | (_ROOT if is_root else 0))


def digest(raw):
    return struct.pack("<8I", *_tree(raw, 0, True))
