"""Answers draws: reads JSON lines `{"clock", "facts", ...}` on standard input, prints one result per line.

An input error is printed as `{"clock", "error": {"code", "fact"}}`. The last word on standard error names the
time-zone database. `--no-exercise` refuses `assume_in_force`, as outside an exercise.
"""

import argparse
import json
import sys

from arithmetic import tz_database
from clocks import InputError, answer


def answer_line(line, exercise):
    """One draw as text to one result as an object."""
    draw = json.loads(line)
    try:
        return answer(draw["clock"], draw["facts"], exercise)
    except InputError as error:
        return {"clock": draw["clock"], "error": {"code": error.code, "fact": error.name}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--no-exercise", action="store_true", help="refuse the fact assume_in_force")
    exercise = not parser.parse_args().no_exercise
    n_answered = 0
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(answer_line(line, exercise), ensure_ascii=False, separators=(",", ":")))
            n_answered += 1
    print(f"{n_answered} answered with {tz_database()}", file=sys.stderr)


if __name__ == "__main__":
    main()
