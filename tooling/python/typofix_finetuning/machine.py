"""Which backend a machine has what it takes for, and what is missing for one."""

from __future__ import annotations

import platform
from importlib.util import find_spec

# The packages of each backend, and the optional dependencies of ours that bring them.
_PACKAGES = {
    "full": (("torch", "matplotlib"), "training"),
    "peft": (("torch", "matplotlib", "transformers", "peft"), "finetuning"),
    "unsloth": (("torch", "matplotlib", "transformers", "peft", "trl", "datasets",
                 "bitsandbytes", "unsloth"), "unsloth"),
    "mlx": (("mlx", "mlx_lm", "matplotlib"), "mlx"),
}  # fmt: skip


def choose() -> str:
    """Unsloth where there is CUDA, MLX on Apple silicon, all weights on another processor."""
    if has_cuda():
        return "unsloth"
    return "mlx" if is_apple_silicon() else "full"


def missing(backend: str) -> list[str]:
    """A line for each thing that the backend needs and this machine lacks.

    MLX is meant for Apple silicon, but runs on Linux's processors, too (`mlx[cpu]`).
    """
    packages, extra = _PACKAGES[backend]
    problems = [
        f"the Python package '{package}' is missing: run `pip install -e 'tooling/python[{extra}]'`"
        for package in packages
        if find_spec(package) is None
    ]
    if backend == "unsloth" and not has_cuda():
        problems.append("no CUDA device: Unsloth needs one; use --backend full or peft here")
    return problems


def is_apple_silicon() -> bool:
    return platform.system() == "Darwin" and platform.machine() == "arm64"


def has_cuda() -> bool:
    if find_spec("torch") is None:
        return False
    import torch  # noqa: PLC0415 (gigabytes: only who trains has it)

    return bool(torch.cuda.is_available())
