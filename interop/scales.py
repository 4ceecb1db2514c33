"""Asks the library tlog-scales whether every key of a policy that speaks for this log has signed.

usage: scales.py POLICY CHECKPOINT    exit code 0: all have signed; 1: one has not, or wrongly
"""

import logging
import pathlib
import sys

from tlog_scales import signing, tlog

import package as pkg

logging.disable(logging.CRITICAL)


def main(policy_path, note_path):
    policy = pkg.Policy.read(policy_path)
    try:
        checkpoint = tlog.Checkpoint.from_text(pathlib.Path(note_path).read_text())
    except ValueError as error:
        print(error)
        return 1
    logs = [key for key in policy.logs if key.startswith(checkpoint.origin + "+")]
    keys = [signing.Vkey.from_string(key) for key in logs + policy.witnesses]
    signed = {(v.name, v.key_id) for v, _ in signing.VkeySet(*keys).verify(checkpoint.signatures, checkpoint)}
    missing = [str(key.serialize())[:60] for key in keys if (key.name, key.key_id) not in signed]
    print("\n".join(f"no good signature by {key}" for key in missing))
    return 1 if missing or not logs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
