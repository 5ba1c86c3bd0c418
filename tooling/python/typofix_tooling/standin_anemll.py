"""Folders as ANEMLL's conversion leaves them, for the stand-in of Core ML in `native/standin`.

Names, interfaces and `meta.yaml` are those of ANEMLL 0.3.5 for Qwen3; the programs hold weights
that the stand-in alone runs.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.standin import EMBED, HEAD, LAYERS, WHOLE, Layout, Part, Weights, write_weights

_PACKAGED = "Data/dev.typofix.standin/weights.bin"
_COMPILED = "weights.bin"
_COPIED = ("config.json", "tokenizer.json", "tokenizer_config.json")

_META = """\
model_info:
  name: {name}
  version: 0.3.5
  framework: Core ML
  architecture: qwen
{kind}  parameters:
    context_length: {context}
    batch_size: {batch}
    lut_ffn: none
    model_prefix: qwen
    split_lm_head: {heads}
{programs}"""


@dataclass(frozen=True)
class AnemllFolder:
    """How a folder is laid out: `chunks` of the layers, or 0 for one program."""

    chunks: int = 1
    context: int = 256
    batch: int = 64
    heads: int = 16
    compiled: bool = False


def write_anemll_folder(
    folder: Path, model: Path, config: ModelConfig, weights: Weights, form: AnemllFolder
) -> None:
    """Writes programs, `meta.yaml`, and copies of the model's own files."""
    if config.vocabulary_size % form.heads:
        raise ExportError(f"{config.vocabulary_size} tokens: expected a multiple of {form.heads}")
    if form.chunks > config.layers:
        raise ExportError(f"{form.chunks} chunks of {config.layers} layers")
    folder.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        if (model / name).is_file():
            shutil.copyfile(model / name, folder / name)
    for name, part in _parts(config, form).items():
        chunks = [config.vocabulary_size // form.heads] * form.heads
        layout = Layout(form.batch, form.context, form.context, chunks, part)
        file = f"{name}.mlmodelc/{_COMPILED}" if form.compiled else f"{name}.mlpackage/{_PACKAGED}"
        write_weights(folder / file, config, weights, layout)
    meta = _meta(folder.name, config, form)
    (folder / "meta.yaml").write_text(meta, encoding="utf-8", newline="\n")


def _parts(config: ModelConfig, form: AnemllFolder) -> dict[str, Part]:
    """What each program holds, by its name."""
    if not form.chunks:
        return {"qwen_monolithic_full": Part(WHOLE, 0, config.layers)}
    parts = {"qwen_embeddings": Part(EMBED, 0, config.layers)}
    for chunk in range(form.chunks):
        first = chunk * config.layers // form.chunks
        end = (chunk + 1) * config.layers // form.chunks
        parts[_chunk_name(chunk, form)] = Part(LAYERS, first, end)
    return parts | {"qwen_lm_head": Part(HEAD, 0, config.layers)}


def _chunk_name(chunk: int, form: AnemllFolder) -> str:
    return f"qwen_FFN_PF_chunk_{chunk + 1:02d}of{form.chunks:02d}"


def _meta(name: str, config: ModelConfig, form: AnemllFolder) -> str:
    programs = {
        "num_chunks": str(form.chunks),
        "embeddings": "qwen_embeddings.mlmodelc",
        "lm_head": "qwen_lm_head.mlmodelc",
        "ffn": f"{_chunk_name(0, form)}.mlmodelc",
    }
    if not form.chunks:
        programs = {
            "vocab_size": str(config.vocabulary_size),
            "monolithic_model": "qwen_monolithic_full.mlmodelc",
            "functions": json.dumps(["infer", "prefill"]),
        }
    return _META.format(
        name=name,
        kind="" if form.chunks else "  model_type: monolithic\n",
        context=form.context,
        batch=form.batch,
        heads=form.heads,
        programs="".join(f"    {key}: {value}\n" for key, value in programs.items()),
    )
