"""Converted random models for the tests of the Apple path."""

from pathlib import Path

from typofix_coreml.contract import ProgramSizes
from typofix_coreml.interpreter import Interpreter
from typofix_coreml.package import ConvertOptions, convert

BLOCK, SLOTS = 16, 96


def converted(model_dir: Path, output: Path, weights: str = "fp16") -> Path:
    """The folder of a program with small blocks."""
    convert(model_dir, output, ConvertOptions(ProgramSizes(BLOCK, SLOTS), weights))
    return output


def opened(folder: Path, emulate_half: bool = True) -> Interpreter:
    return Interpreter.open(folder / "model.mlpackage", emulate_half)
