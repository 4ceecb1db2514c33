#!/usr/bin/env python3
"""Check a court package: `verifier.py PACKAGE --policy POLICY [--json]`.

Exit codes: 0 verified, 5 failed, 1 a path cannot be read, 2 usage.
"""

import argparse
import json
import os
import stat
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from courtpackage import checks, policy  # noqa: E402

VERIFIED, UNREADABLE, USAGE, FAILED = 0, 1, 2, 5


def _open(path):
    """A regular file, opened for reading without waiting for anything."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_CLOEXEC", 0)), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "not a regular file", path)
    return file


def main(arguments=None):
    """Run the command and give its exit code."""
    parser = argparse.ArgumentParser(description="Check a court package against a policy.")
    parser.add_argument("package", metavar="PACKAGE")
    parser.add_argument("--policy", metavar="POLICY", required=True)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    try:
        with _open(given.policy) as file:
            rules = file.read(policy.MAX_FILE + 1)
        package = _open(given.package)
    except (OSError, ValueError) as fault:
        print(f"cannot read: {ascii(str(fault))}", file=sys.stderr)
        return UNREADABLE
    with package:
        result = checks.run(package, rules)
    if given.json:
        print(json.dumps(result, sort_keys=True))
    elif result["ok"]:
        print("verified")
    else:
        print(f"failed: {result['first_broken']['id']}: {result['first_broken']['detail']}")
    return VERIFIED if result["ok"] else FAILED


if __name__ == "__main__":
    sys.exit(main())
