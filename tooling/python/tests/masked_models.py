"""A small random DistilBERT with a word-piece tokenizer."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

CONFIG = {
    "architectures": ["DistilBertForMaskedLM"],
    "model_type": "distilbert",
    "activation": "gelu",
    "dim": 32,
    "hidden_dim": 64,
    "n_layers": 2,
    "n_heads": 4,
    "vocab_size": 200,
    "max_position_embeddings": 40,
}
_WORDS = ["this", "is", "a", "test", "with", "typos", "sis", "th", "thi"]


def write_masked_model(folder: Path, seed: int) -> dict[str, np.ndarray]:
    """Writes a Hugging Face folder; returns the weights."""
    generator = np.random.default_rng(seed)
    weights: dict[str, np.ndarray] = {}
    hidden, wide, vocabulary = CONFIG["dim"], CONFIG["hidden_dim"], CONFIG["vocab_size"]

    def put(name: str, values: np.ndarray) -> None:
        weights[name] = values.astype(np.float32)

    def linear(name: str, outputs: int, inputs: int) -> None:
        put(f"{name}.weight", generator.standard_normal((outputs, inputs)) * 1.5 / inputs**0.5)
        put(f"{name}.bias", generator.normal(0, 0.2, outputs))

    def norm(name: str) -> None:
        put(f"{name}.weight", generator.uniform(0.5, 1.5, hidden))
        put(f"{name}.bias", generator.normal(0, 0.2, hidden))

    embeddings = "distilbert.embeddings"
    put(f"{embeddings}.word_embeddings.weight", generator.normal(0, 0.4, (vocabulary, hidden)))
    places = (CONFIG["max_position_embeddings"], hidden)
    put(f"{embeddings}.position_embeddings.weight", generator.standard_normal(places))
    norm(f"{embeddings}.LayerNorm")
    for layer in range(CONFIG["n_layers"]):
        name = f"distilbert.transformer.layer.{layer}"
        for part in ("q", "k", "v", "out"):
            linear(f"{name}.attention.{part}_lin", hidden, hidden)
        linear(f"{name}.ffn.lin1", wide, hidden)
        linear(f"{name}.ffn.lin2", hidden, wide)
        norm(f"{name}.sa_layer_norm")
        norm(f"{name}.output_layer_norm")
    linear("vocab_transform", hidden, hidden)
    norm("vocab_layer_norm")
    put("vocab_projector.bias", generator.normal(0, 0.2, vocabulary))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(CONFIG))
    save_file(weights, folder / "model.safetensors")
    tokenizer().save(str(folder / "tokenizer.json"))
    return weights


def tokenizer() -> Tokenizer:
    """Lower case, words and letters, as `distilbert-base-uncased` has them, but few."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pieces = ["[PAD]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *_WORDS]
    pieces += [letter for letter in letters if letter not in pieces]
    pieces += [f"##{letter}" for letter in letters]
    vocabulary = {piece: index for index, piece in enumerate(pieces)}
    result = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    result.normalizer = normalizers.BertNormalizer(lowercase=True)
    result.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    result.post_processor = processors.BertProcessing(("[SEP]", 4), ("[CLS]", 3))
    return result
