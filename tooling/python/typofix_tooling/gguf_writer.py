"""Writing weights as llama.cpp reads them (GGUF), so that the same model can be timed there.

Such a file is asked with token numbers alone: its vocabulary holds made-up names.
"""

from pathlib import Path

import gguf
from gguf import MODEL_ARCH as ARCHITECTURES
from gguf import GGMLQuantizationType as Kind

from typofix_tooling.checkpoint import Checkpoint, Float32
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig

_ARCHITECTURES = {
    "Qwen3ForCausalLM": ARCHITECTURES.QWEN3,
    "Qwen2ForCausalLM": ARCHITECTURES.QWEN2,
    "LlamaForCausalLM": ARCHITECTURES.LLAMA,
}
# What comes nearest to each of our quantisations. Embeddings and head are 8 bits wide in both.
_MATRICES = {"fp32": Kind.F32, "int8": Kind.Q8_0, "int4": Kind.Q4_0}
_ENDS = {"fp32": Kind.F32, "int8": Kind.Q8_0, "int4": Kind.Q8_0}


def write_gguf(config: ModelConfig, checkpoint: Checkpoint, quantization: str, path: Path) -> None:
    """Writes the checkpoint's weights; `quantization` is one of `linear.QUANTIZATIONS`."""
    if config.rope_scaling is not None:
        raise ExportError("rope_scaling cannot be written as GGUF")
    architecture = _ARCHITECTURES[config.architecture]
    names = gguf.get_tensor_name_map(architecture, config.layers)
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[architecture])
    _describe(writer, config)
    tensors = checkpoint.tensors()
    for name in sorted(tensors):
        stem, _, kind = name.rpartition(".")
        place = names.get_name(stem)
        if place is None:
            raise ExportError(f"tensor '{name}' has no place in a GGUF file")
        values = tensors.pop(name)
        if architecture == ARCHITECTURES.LLAMA:
            values = _interleaved(config, stem, values)
        _add(writer, f"{place}.{kind}", values, quantization)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: gguf.GGUFWriter, config: ModelConfig) -> None:
    writer.add_block_count(config.layers)
    writer.add_context_length(config.maximum_positions)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.feed_forward_size)
    writer.add_head_count(config.query_heads)
    writer.add_head_count_kv(config.key_value_heads)
    writer.add_key_length(config.head_dimension)
    writer.add_value_length(config.head_dimension)
    writer.add_rope_dimension_count(config.head_dimension)
    writer.add_rope_freq_base(config.rope_theta)
    writer.add_layer_norm_rms_eps(config.norm_epsilon)
    writer.add_tokenizer_model("gpt2")  # without any vocabulary llama.cpp's bindings do not load it
    writer.add_tokenizer_pre("default")
    writer.add_token_list([f"token{number}" for number in range(config.vocabulary_size)])
    writer.add_token_types([gguf.TokenType.NORMAL] * config.vocabulary_size)
    writer.add_token_merges(["t o"])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)


def _interleaved(config: ModelConfig, stem: str, values: Float32) -> Float32:
    """Llama's rotary pairs stand side by side in GGUF, half a head apart in Hugging Face."""
    heads = {"q_proj": config.query_heads, "k_proj": config.key_value_heads}
    count = heads.get(stem.rpartition(".")[2])
    if count is None:
        return values
    halves = values.reshape(count, 2, -1, *values.shape[1:])
    return halves.swapaxes(1, 2).reshape(values.shape)


def _add(writer: gguf.GGUFWriter, name: str, values: Float32, quantization: str) -> None:
    if values.ndim == 1:
        writer.add_tensor(name, values)
        return
    ends = name.startswith(("token_embd", "output."))
    kind = (_ENDS if ends else _MATRICES)[quantization]
    writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
