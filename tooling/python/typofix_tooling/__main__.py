"""Starts a command; a package that this Python lacks is told in one line."""

import sys
from collections.abc import Sequence
from importlib import import_module

# The module of each command, and the optional dependencies that it needs.
COMMANDS = {
    "calibrate": ("typofix_tooling.calibrate", "[calibration]"),
    "thresholds": ("typofix_tooling.thresholds", "[calibration]"),
    "dequantize": ("typofix_tooling.dequantize", ""),
    "export_onnx": ("typofix_tooling.export_onnx", ""),
    "import": ("typofix_gguf.command", "[import]"),
    "convert": ("typofix_coreml.convert", "[coreml]"),
    "bench-model": ("typofix_tooling.bench_model", "[import]"),
    "ane": ("typofix_coreml.bench", "[coreml]"),
}


def start(name: str, arguments: Sequence[str]) -> int:
    """Runs a command to its end and returns its exit code."""
    module, extra = COMMANDS[name]
    try:
        return int(import_module(module).main(arguments))
    except ModuleNotFoundError as missing:
        package = missing.name or ""
        if package.startswith("typofix_"):  # a fault of ours
            raise
        print(
            f"{name}: the Python package '{package}' is missing: "
            f"run `pip install -e 'tooling/python{extra}'`",
            file=sys.stderr,
        )
        return 2


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(f"expected a command: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    return start(arguments[0], arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
