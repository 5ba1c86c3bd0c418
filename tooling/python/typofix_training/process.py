"""How a process that trains on a processor wants to be started."""

from __future__ import annotations

import os
import sys

# Read once, when a process starts. Sleeping threads instead of spinning ones: the machine stays
# usable. Freed memory is kept: glibc hands large blocks back to the kernel at once, and faulting
# them in again took a quarter of the time (tooling/EXPERIMENTS.md).
_ENVIRONMENT = {
    "OMP_WAIT_POLICY": "passive",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": str(1 << 34),
    "MALLOC_TOP_PAD_": str(1 << 28),
    "MALLOC_ARENA_MAX": "1",
}


def tune(module: str) -> None:
    """Starts this process, which runs a module's command, anew if it lacks the settings above."""
    missing = {key: value for key, value in _ENVIRONMENT.items() if key not in os.environ}
    if missing and sys.platform == "linux":
        arguments = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, arguments, os.environ | missing)
