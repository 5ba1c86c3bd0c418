"""A signal ends a training after its step; a second one at once."""

from __future__ import annotations

import signal
import sys
from types import FrameType


class StopRequest:
    """Whether somebody pressed Ctrl-C, or the system asked the process to end."""

    def __init__(self) -> None:
        self.made = False

    def listen(self) -> None:
        """Takes the signals from now on."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._take)

    def _take(self, number: int, _frame: FrameType | None) -> None:
        if self.made:
            sys.exit(128 + number)
        print("stopping after this step; once more to stop at once", file=sys.stderr, flush=True)
        self.made = True
