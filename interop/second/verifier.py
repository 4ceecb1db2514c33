#!/usr/bin/env python3
"""Check a court package, perhaps with tokens beside it, a statement of completeness, a disclosure of single fields, or
the seal over the end of a log.

`verifier.py FILE --policy POLICY [--as-of INSTANT] [--token FILE]... [--json]`; a file that begins with `{"date":` is a
statement, one that begins with `{"fields":` a disclosure, one whose first line is `comity/epoch-seal@v1` a seal.

Exit codes: 0 verified, 5 failed, 1 a path cannot be read, 2 usage.
"""

import argparse
import json
import os
import stat
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from courtpackage import basics, checks, completeness, disclosure, epoch, policy, timestamp  # noqa: E402
from courtpackage.errors import Refused, need  # noqa: E402

VERIFIED, UNREADABLE, USAGE, FAILED = 0, 1, 2, 5
OTHERS = (completeness, disclosure, epoch)


def _open(path):
    """A regular file, opened for reading without waiting for anything."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "not a regular file", path)
    return file


def _read(path, limit):
    """The bytes of a file, one more than the limit at most."""
    with _open(path) as file:
        return file.read(limit + 1)


def _other(begin):
    """What reads a file that begins like this, if it is no package."""
    return next((kind for kind in OTHERS if begin.startswith(kind.BEGIN)), None)


def _second(text):
    """The second since 1970 in which an instant lies."""
    try:
        second = basics.instant(text, "the time that is asked about") // 1000
        need(second >= 0, "a time before 1970")
        return second
    except Refused as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def main(arguments=None):
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(description="Check a package, statement, disclosure or seal.")
    parser.add_argument("file", metavar="FILE", help="a package, a statement of completeness, a disclosure, a seal")
    parser.add_argument("--policy", metavar="POLICY", required=True)
    parser.add_argument("--token", metavar="FILE", action="append", default=[], help="a token beside the package")
    parser.add_argument("--as-of", metavar="INSTANT", type=_second, help="ask what was shown then")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    if len(given.token) > timestamp.MAX_BESIDE:
        parser.error(f"more than {timestamp.MAX_BESIDE} tokens")
    try:
        rules = _read(given.policy, policy.MAX_FILE)
        file = _open(given.file)
        begin = file.read(max(len(kind.BEGIN) for kind in OTHERS))
        kind = _other(begin)
        tokens = [_read(path, timestamp.MAX_TOKEN) for path in given.token if kind is None]
    except (OSError, ValueError) as fault:
        print(f"cannot read: {ascii(str(fault))}", file=sys.stderr)
        return UNREADABLE
    with file:
        if kind is not None:
            result = kind.check(begin + file.read(kind.MAX_FILE + 1 - len(begin)), rules, given.as_of)
        else:
            result = checks.run(file, rules, tokens, given.as_of)
    if given.json:
        print(json.dumps(result, sort_keys=True))
    elif result["ok"]:
        print("verified")
    elif "code" in result:
        print(f"failed: {result['code']}: {result['detail']}")
    else:
        print(f"failed: {result['first_broken']['id']}: {result['first_broken']['detail']}")
    return VERIFIED if result["ok"] else FAILED


if __name__ == "__main__":
    sys.exit(main())
