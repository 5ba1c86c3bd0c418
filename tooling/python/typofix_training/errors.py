"""The one error that a person sees as a single line."""

import sys
from collections.abc import Callable


class TrainingError(Exception):
    """What was given makes the work impossible; the message says why and what to do."""


def told(work: Callable[[], int]) -> int:
    """A command's work; what a person can mend is told in one line, with exit code 2."""
    try:
        return work()
    except TrainingError as problem:
        print(f"typofix-tooling: {problem}", file=sys.stderr)
    except OSError as problem:
        print(f"typofix-tooling: {problem.filename}: {problem.strerror}", file=sys.stderr)
    return 2
