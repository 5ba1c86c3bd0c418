"""Writing a program as a package, with a description beside it.

A folder that is a model bundle lists the description in its manifest from then on.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import coremltools as ct
from coremltools.converters.mil.mil import Program

from typofix_coreml.contract import (
    CONTRACT_VERSION,
    LOGIT_GROUP,
    ProgramSizes,
    logit_chunks,
    positions_of,
)
from typofix_coreml.description import DESCRIPTION, PACKAGE, package_files, write_description
from typofix_coreml.program import TARGET, build_program
from typofix_coreml.weights import StoredWeights
from typofix_masked.config import ARCHITECTURE as MASKED_ARCHITECTURE
from typofix_masked.config import MaskedConfig, is_masked_model, read_masked_config
from typofix_masked.program import build_masked_program
from typofix_tooling import manifest
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config

MINIMUM_SYSTEM = "macOS 15"

# What a bundle's manifest and the description must agree on.
_SHARED = (
    *("architecture", "layers", "hiddenSize", "keyValueHeads", "headDimension"),
    "vocabularySize",
)


@dataclass(frozen=True)
class ConvertOptions:
    """How a model is to be converted: `weights` is one of `weights.WEIGHTS`."""

    sizes: ProgramSizes
    weights: str = "fp16"


@dataclass(frozen=True)
class _Plan:
    """What is to be built: the shape as the description gives it, and how."""

    shape: dict[str, Any]
    build: Callable[[StoredWeights], Program]


def convert(model_dir: Path, output: Path, options: ConvertOptions) -> Path:
    """Converts a Hugging Face folder; returns the package.

    What stood in `output` before is replaced at the very end: a conversion that fails or is stopped
    leaves it as it was.
    """
    if output.exists() and not output.is_dir():
        raise ExportError(f"{output}: exists and is no folder")
    plan = _plan(model_dir, options)
    description = _description(plan, options, model_dir)
    _check_bundle(output, description)
    model = _converted(plan, StoredWeights(Checkpoint.open(model_dir), options.weights))
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".convert-", dir=output) as folder:
        partial = Path(folder) / PACKAGE
        model.save(str(partial))
        description["files"] = package_files(partial)
        _put(partial, output / PACKAGE, Path(folder) / "old")
        write_description(output, description)
    if (output / manifest.MANIFEST).is_file():
        manifest.add(output, [output / DESCRIPTION])
    return output / PACKAGE


def _plan(model_dir: Path, options: ConvertOptions) -> _Plan:
    if is_masked_model(model_dir):
        return _masked_plan(read_masked_config(model_dir), options.sizes.block)
    config, sizes = read_config(model_dir), options.sizes
    shape = {
        **config.described(),
        "maximumPositions": positions_of(config),
        "block": sizes.block,
        "slots": sizes.slots,
    }
    return _Plan(shape, lambda weights: build_program(config, weights, sizes))


def _masked_plan(config: MaskedConfig, length: int) -> _Plan:
    if length > config.maximum_positions:
        raise ExportError(f"{length} rows; the model has {config.maximum_positions} positions")
    shape = {
        "architecture": MASKED_ARCHITECTURE,
        "layers": config.layers,
        "hiddenSize": config.hidden_size,
        "headDimension": config.head_dimension,
        "vocabularySize": config.vocabulary_size,
        "maximumPositions": config.maximum_positions,
        "block": length,
    }
    return _Plan(shape, lambda weights: build_masked_program(config, weights, length))


def _converted(plan: _Plan, weights: StoredWeights) -> ct.models.MLModel:
    model = ct.convert(
        plan.build(weights),
        convert_to="mlprogram",
        minimum_deployment_target=TARGET,
        compute_precision=ct.precision.FLOAT32,  # it is float16 already where it should be
        compute_units=ct.ComputeUnit.CPU_AND_NE,
        skip_model_load=True,
    )
    spec = model.get_spec()
    metadata = spec.description.metadata
    architecture, block = plan.shape["architecture"], plan.shape["block"]
    metadata.shortDescription = f"{architecture}, {block} rows a call"
    metadata.userDefined["dev.typofix.contract"] = str(CONTRACT_VERSION)
    for key in ("block", "slots"):
        if key in plan.shape:
            metadata.userDefined[f"dev.typofix.{key}"] = str(plan.shape[key])
    # two conversions of one model differ in nothing but the package's own identifiers
    metadata.userDefined.pop("com.github.apple.coremltools.conversion_date", None)
    return ct.models.MLModel(spec, weights_dir=model.weights_dir, skip_model_load=True)


def _put(new: Path, target: Path, aside: Path) -> None:
    """Moves a folder to where another one may stand. No one ever sees half of either."""
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    if aside.exists():
        shutil.rmtree(aside)


def _description(plan: _Plan, options: ConvertOptions, model_dir: Path) -> dict[str, Any]:
    sources = [model_dir / "config.json", *sorted(model_dir.glob("*.safetensors"))]
    return {
        "formatVersion": CONTRACT_VERSION,
        "program": PACKAGE,
        **plan.shape,
        "logitGroup": LOGIT_GROUP,
        "logitChunks": logit_chunks(plan.shape["vocabularySize"]),
        "weights": options.weights,
        "minimumSystem": MINIMUM_SYSTEM,
        "tools": {"coremltools": version("coremltools")},
        "source": {file.name: manifest.file_entry(file) for file in sources},
    }


def _check_bundle(output: Path, description: dict[str, Any]) -> None:
    """A program of another model than the bundle's own would score with foreign weights."""
    if not (output / manifest.MANIFEST).is_file():
        return
    bundle = manifest.read(output)
    for key in _SHARED:
        if bundle.get(key) != description[key]:
            raise ExportError(
                f"{output / manifest.MANIFEST}: {key} is {bundle.get(key)}, the model to convert "
                f"has {description[key]}: a bundle holds one model"
            )
