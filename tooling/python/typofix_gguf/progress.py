"""How far a long conversion has come, on standard error."""

import sys


class Progress:
    """Steps as lines; a count is written over on a terminal, elsewhere a line for each tenth."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()

    def step(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def count(self, text: str, done: int, total: int) -> None:
        if self._terminal:
            end = "\n" if done == total else ""
            print(f"\r{text} {done}/{total}", end=end, file=sys.stderr, flush=True)
        elif 10 * done // total > 10 * (done - 1) // total:
            self.step(f"{text} {done}/{total}")
