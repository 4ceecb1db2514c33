"""Our bytes, asked for line by line: the program `seal-lines`. And the program of the JavaScript peers, which is asked alike."""

import json
import subprocess


class Refused(Exception):
    """What was asked is refused, with its code."""


class Lines:
    """A program that answers each line with a line."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, op, **fields):
        """The answer; `Refused` if that is what it is. Bytes go and come as hexadecimal."""
        asked = {"op": op} | {name: plain(value) for name, value in fields.items()}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"no answer to {op}")
        said = json.loads(line)
        if "refused" in said:
            raise Refused(said["refused"])
        return said["ok"]

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)


def plain(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
