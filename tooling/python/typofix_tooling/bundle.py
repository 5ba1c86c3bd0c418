"""Writing a model bundle: graph, tokenizer, manifest."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from typofix_tooling import graph, manifest
from typofix_tooling.activations import fixed_scales, read_sample
from typofix_tooling.checkpoint import Checkpoint, Tensors, Weights
from typofix_tooling.errors import ExportError
from typofix_tooling.head import TOP_COUNT
from typofix_tooling.language_model_graph import GraphOptions, build_graph
from typofix_tooling.model_config import ModelConfig, read_config
from typofix_tooling.prompt import EMBEDDED_PROMPT, Prompt, check_prompt_tokens, load_tokenizer
from typofix_tooling.rotation import SAMPLE, RotatedWeights

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"

# Sentences are short; larger tables of cosines would only make the file larger.
DEFAULT_MAXIMUM_POSITIONS = 4096


@dataclass(frozen=True)
class BundleOptions:
    """What an exported bundle says of itself and how its weights are stored."""

    name: str
    quantization: str = "int8"
    int8_range: str = "pairs"
    prompt: Prompt = EMBEDDED_PROMPT
    licence: str = "unknown"
    training_commit: str | None = None
    training_data: str | None = None
    maximum_positions: int = DEFAULT_MAXIMUM_POSITIONS
    external_data: bool | None = None
    rotated: bool = False  # see `rotation`; wants a tokenizer.json and the package tokenizers
    sample: tuple[Path, ...] = ()  # pairs to fix the scales of activations on; see `activations`

    def __post_init__(self) -> None:
        if self.sample and (self.rotated or self.quantization != "int8"):
            raise ExportError("a sample fixes scales of int8 activations, of weights as they are")


def export(model_dir: Path, bundle: Path, options: BundleOptions) -> None:
    """Exports a Hugging Face folder as a bundle.

    Other files of the bundle (model card, calibration) stay. The manifest starts anew: list a
    calibration that still holds with `python -m typofix_tooling.manifest add`.
    """
    config = read_config(model_dir)
    positions = min(options.maximum_positions, config.maximum_positions)
    checkpoint = Checkpoint.open(model_dir)
    tensors: Tensors = checkpoint
    limits: Mapping[str, float] = {}
    if options.rotated:
        tokenizer = load_tokenizer(model_dir / TOKENIZER, "rotating")
        texts = [tokenizer.encode(text).ids for text in SAMPLE]
        tensors = RotatedWeights(config, checkpoint.tensors(), texts)
    if options.sample:
        sample = read_sample(options.sample, model_dir / TOKENIZER, options.prompt)
        scales = fixed_scales(config, checkpoint.tensors(), sample)
        tensors, limits = Weights(scales.weights), scales.limits
    graph_options = GraphOptions(options.quantization, options.int8_range, positions, limits)
    model = build_graph(config, tensors, graph_options)
    bundle.mkdir(parents=True, exist_ok=True)
    files = graph.save(model, bundle / MODEL, options.external_data)
    tokenizer_file = model_dir / TOKENIZER
    if tokenizer_file.exists():
        content = json.loads(tokenizer_file.read_text(encoding="utf-8"))
        check_prompt_tokens(content, options.prompt, tokenizer_file)
        shutil.copyfile(tokenizer_file, bundle / TOKENIZER)
        files.append(bundle / TOKENIZER)
    manifest.write(bundle, _manifest(config, options, positions, files))


def _manifest(
    config: ModelConfig, options: BundleOptions, positions: int, files: list[Path]
) -> dict[str, Any]:
    return {
        "formatVersion": manifest.FORMAT_VERSION,
        "name": options.name,
        **config.described(),
        "maximumPositions": positions,
        "topCount": TOP_COUNT,
        "quantization": options.quantization,
        "prompt": asdict(options.prompt),
        "licence": options.licence,
        "training": {"commit": options.training_commit, "data": options.training_data},
        "files": {file.name: manifest.file_entry(file) for file in files},
    }
