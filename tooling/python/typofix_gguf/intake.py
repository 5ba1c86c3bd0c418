"""From a GGUF file or a Hugging Face folder to a bundle, whole or not at all."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from typofix_gguf import tokenizer
from typofix_gguf.convert import Conversion
from typofix_gguf.progress import Progress
from typofix_gguf.prompt import language_model_prompt
from typofix_tooling import manifest
from typofix_tooling.bundle import TOKENIZER, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config
from typofix_tooling.prompt import Prompt

# How the scores of the embedded model become confidences: a beginning for any other.
EMBEDDED_CALIBRATION = Path(__file__).parents[3] / "models" / "tiny" / "calibration.json"

_CALIBRATION = "calibration.json"
_MEGABYTE = 1_000_000
# Bytes of a bundle for each weight, a little more than measured.
_BUNDLE_BYTES = {"fp32": 4.1, "int8": 1.1, "int4": 1.1}


@dataclass(frozen=True)
class ImportOptions:
    """What the bundle is called and holds; None leaves it to the model."""

    name: str
    calibration: Path = EMBEDDED_CALIBRATION
    quantization: str = "int8"
    licence: str | None = None
    prompt: Prompt | None = None
    keep: Path | None = None


def take_in(source: Path, output: Path, options: ImportOptions, progress: Progress) -> str:
    """Makes `output` of `source`, and says in a line what was made.

    Raises:
        ExportError: the model cannot be taken in; nothing was written.
        OSError: a folder cannot be written; nothing was written.
    """
    for folder in (output, options.keep):
        if folder is not None and folder.exists():
            raise ExportError(f"{folder}: exists already; remove it or choose another folder")
    if not options.calibration.is_file():
        raise ExportError(f"{options.calibration}: no such file; name one with --calibration")
    if source.is_dir():
        if options.keep is not None:
            raise ExportError(f"--keep: {source} is a Hugging Face folder already")
        progress.step("checking the model")
        _check_folder(source)
        prompt = options.prompt or _prompt_of_folder(source)
        return _bundle(source, output, replace(options, prompt=prompt), progress)
    conversion = Conversion(source)
    options = replace(
        options,
        prompt=conversion.prompt(options.prompt),
        licence=options.licence or conversion.licence,
    )
    kept = options.keep or output
    _check_space(kept, conversion.bytes + _bundle_bytes(conversion.weights, options))
    with _unfinished(kept) as folder:
        conversion.write(folder, progress)
        made = _bundle(folder, output, options, progress)
        if options.keep is not None:
            folder.rename(options.keep)
    return made


def _check_folder(model: Path) -> None:
    config = read_config(model)
    file = model / TOKENIZER
    if not file.is_file():
        raise ExportError(f"{file}: no such file; a bundle needs the model's tokenizer")
    tokenizer.check(file.read_text(encoding="utf-8"), config.vocabulary_size, file)


def _prompt_of_folder(model: Path) -> Prompt:
    content, config = (
        json.loads((model / name).read_text(encoding="utf-8"))
        for name in (TOKENIZER, "config.json")
    )
    return language_model_prompt(content, config, model)


def _bundle(model: Path, output: Path, options: ImportOptions, progress: Progress) -> str:
    weights = Checkpoint.open(model).count("")
    _check_space(output, _bundle_bytes(weights, options))
    bundle = BundleOptions(
        name=options.name,
        quantization=options.quantization,
        prompt=options.prompt or Prompt(),
        licence=options.licence or "unknown",
        rotated=options.quantization == "int8",
    )
    progress.step(f"writing the bundle, {options.quantization}")
    with _unfinished(output) as folder:
        export(model, folder, bundle)
        shutil.copyfile(options.calibration, folder / _CALIBRATION)
        manifest.add(folder, [folder / _CALIBRATION])
        size = sum(file.stat().st_size for file in folder.iterdir())
        folder.rename(output)
    return (
        f"{output}: {read_config(model).architecture}, {weights / _MEGABYTE:.1f} million weights, "
        f"{options.quantization}, {size / _MEGABYTE:.1f} MB"
    )


def _bundle_bytes(weights: int, options: ImportOptions) -> int:
    return int(weights * _BUNDLE_BYTES[options.quantization])


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A new folder beside the target, to be renamed; removed if it was not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=target.parent) as parent:
        folder = Path(parent) / target.name
        folder.mkdir()
        yield folder


def _check_space(target: Path, needed: int) -> None:
    folder = next(parent for parent in target.absolute().parents if parent.exists())
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ExportError(
            f"{target}: about {needed / _MEGABYTE:.0f} MB are needed, "
            f"{free / _MEGABYTE:.0f} MB are free; make room or choose another disk"
        )
