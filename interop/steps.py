"""Count the instructions that a program takes, each stepped over by the processor itself.

usage: steps.py PROGRAM [ARGUMENT ...]

Prints one number. Addresses are not drawn, so the same program takes the same way each time. What a debugger would be
told is told here: the child asks to be traced, and each of its instructions ends in a stop. Only a program with one
thread is counted whole.
"""

import ctypes
import os
import signal
import sys

TRACEME, STEP = 0, 9
NO_RANDOM_ADDRESSES = 0x0040000
MOST = 100_000_000


def count(program, arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    libc.ptrace.restype = ctypes.c_long
    child = os.fork()
    if child == 0:
        libc.personality(NO_RANDOM_ADDRESSES)
        libc.ptrace(TRACEME, 0, None, None)
        os.execv(program, [program, *arguments])
    step, wait = libc.ptrace, os.waitpid
    _, status = wait(child, 0)
    for n_steps in range(MOST):
        if not os.WIFSTOPPED(status):
            if not os.WIFEXITED(status) or os.WEXITSTATUS(status):
                raise SystemExit(f"the program ended with {status}")
            return n_steps
        if os.WSTOPSIG(status) != signal.SIGTRAP:
            os.kill(child, signal.SIGKILL)
            raise SystemExit(f"the program got signal {os.WSTOPSIG(status)}")
        if step(STEP, child, None, None) != 0:
            raise SystemExit(f"cannot step: {os.strerror(ctypes.get_errno())}")
        _, status = wait(child, 0)
    os.kill(child, signal.SIGKILL)
    raise SystemExit(f"more than {MOST} instructions")


if __name__ == "__main__":
    print(count(sys.argv[1], sys.argv[2:]))
