"""A second node of the exchange protocol CX/1, written from `docs/spec` alone. See `../README.md`.

What two independent readers may share is taken from the second verifier: CBOR, canonical JSON, strict Ed25519 and the one
form of a zip file. Neither was written with sight of our crates.
"""

import pathlib
import sys

_SECOND = str(pathlib.Path(__file__).resolve().parent.parent.parent / "second")
if _SECOND not in sys.path:
    sys.path.append(_SECOND)
