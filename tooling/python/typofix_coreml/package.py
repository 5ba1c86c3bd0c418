"""Writing a program as a package, with a description beside it.

A folder that is a model bundle lists the description in its manifest from then on.
"""

import shutil
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import coremltools as ct

from typofix_coreml.contract import (
    CONTRACT_VERSION,
    LOGIT_GROUP,
    ProgramSizes,
    logit_chunks,
    positions_of,
)
from typofix_coreml.description import DESCRIPTION, PACKAGE, read_description, write_description
from typofix_coreml.program import TARGET, build_program
from typofix_coreml.weights import StoredWeights
from typofix_tooling import manifest
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig, read_config

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


def convert(model_dir: Path, output: Path, options: ConvertOptions) -> Path:
    """Converts a Hugging Face folder; returns the package.

    What stood in `output` before is replaced at the very end: a conversion that fails or is stopped
    leaves it as it was.
    """
    config = read_config(model_dir)
    description = _description(config, options, model_dir)
    _check_bundle(output, description)
    model = _converted(config, Checkpoint.open(model_dir), options)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".convert-", dir=output) as folder:
        partial = Path(folder) / PACKAGE
        model.save(str(partial))
        description["files"] = {
            file.relative_to(partial).as_posix(): manifest.file_entry(file)
            for file in sorted(partial.rglob("*"))
            if file.is_file()
        }
        _put(partial, output / PACKAGE, Path(folder) / "old")
        write_description(output, description)
    if (output / manifest.MANIFEST).is_file():
        manifest.add(output, [output / DESCRIPTION])
    return output / PACKAGE


def check(output: Path) -> list[str]:
    """One line for each file of the package that is missing or differs; none if all is well."""
    description = read_description(output)
    package = output / description["program"]
    problems = []
    for name, expected in description["files"].items():
        path = package / name
        if not path.is_file():
            problems.append(f"{path}: missing")
        elif manifest.file_entry(path) != expected:
            problems.append(f"{path}: size or SHA-256 differs from {DESCRIPTION}")
    return problems


def _converted(
    config: ModelConfig, checkpoint: Checkpoint, options: ConvertOptions
) -> ct.models.MLModel:
    model = ct.convert(
        build_program(config, StoredWeights(checkpoint, options.weights), options.sizes),
        convert_to="mlprogram",
        minimum_deployment_target=TARGET,
        compute_precision=ct.precision.FLOAT32,  # it is float16 already where it should be
        compute_units=ct.ComputeUnit.CPU_AND_NE,
        skip_model_load=True,
    )
    spec = model.get_spec()
    metadata = spec.description.metadata
    metadata.shortDescription = f"{config.architecture}, scores {options.sizes.block} rows a call"
    metadata.userDefined["dev.typofix.contract"] = str(CONTRACT_VERSION)
    metadata.userDefined["dev.typofix.block"] = str(options.sizes.block)
    metadata.userDefined["dev.typofix.slots"] = str(options.sizes.slots)
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


def _description(config: ModelConfig, options: ConvertOptions, model_dir: Path) -> dict[str, Any]:
    sources = [model_dir / "config.json", *sorted(model_dir.glob("*.safetensors"))]
    return {
        "formatVersion": CONTRACT_VERSION,
        "program": PACKAGE,
        "architecture": config.architecture,
        "layers": config.layers,
        "hiddenSize": config.hidden_size,
        "keyValueHeads": config.key_value_heads,
        "headDimension": config.head_dimension,
        "vocabularySize": config.vocabulary_size,
        "maximumPositions": positions_of(config),
        "block": options.sizes.block,
        "slots": options.sizes.slots,
        "logitGroup": LOGIT_GROUP,
        "logitChunks": logit_chunks(config.vocabulary_size),
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
