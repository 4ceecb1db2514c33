"""Mirrors, checked by code that was written from `docs/spec` alone.

usage: run.py --comity BIN --work DIR [--client | --server]

A log of its own making brings itself to `comity witness serve --mirror`, honestly and not (`client_checks.py`); nodes of a
sandbox bring their log to a mirror of its own, and get it back from there (`server_checks.py`). One line per check as in
`interop/check.py`. Python's own library and `cryptography`; everything listens on 127.0.0.1 and ends with this script.
"""

import argparse
import io
import pathlib
import sys
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))

import tree  # noqa: E402,F401  (puts the second verifier on the path)
from check import Report  # noqa: E402
from client_checks import ClientChecks  # noqa: E402
from server_checks import ServerChecks  # noqa: E402


def own_tests(report):
    """The checkers' own tests; the artefact are the sources."""
    said = io.StringIO()
    done = unittest.TextTestRunner(said).run(unittest.TestLoader().loadTestsFromName("test_mirror"))
    sources = b"".join(path.read_bytes() for path in sorted(pathlib.Path(__file__).parent.glob("*.py")))
    report.say(("mirror-checks", "own"), "own-tests", sources, (done.wasSuccessful() and done.testsRun > 0, said.getvalue()), [])


def main():
    parser = argparse.ArgumentParser()
    for name in ("comity", "work"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--client", action="store_true", help="only our mirror, asked by a log of its own")
    parser.add_argument("--server", action="store_true", help="only our nodes, taken in by a mirror of its own")
    args = parser.parse_args()
    report, work = Report(), pathlib.Path(args.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    own_tests(report)
    if not args.server:
        checks = ClientChecks(report, args.comity, work)
        try:
            checks.run()
        finally:
            checks.program.kill()
    if not args.client:
        checks = ServerChecks(report, args.comity, work)
        try:
            checks.run()
        finally:
            checks.end()
    return 1 if report.n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
