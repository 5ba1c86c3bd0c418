"""DistilBERT in PyTorch, with the weights' names of Hugging Face: to train and to compare with."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from typofix_masked.config import NORM_EPSILON, MaskedConfig, read_masked_config
from typofix_tooling.checkpoint import Checkpoint

HIDDEN = -1e4
_TIED = "vocab_projector.weight"
_WORDS = "distilbert.embeddings.word_embeddings.weight"


class _Embeddings(nn.Module):
    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocabulary_size, config.hidden_size)
        self.position_embeddings = nn.Embedding(config.maximum_positions, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=NORM_EPSILON)

    def forward(self, tokens: Tensor) -> Tensor:
        """tokens [batch, K] -> [batch, K, H]"""
        places = self.position_embeddings(torch.arange(tokens.shape[1], device=tokens.device))
        return self.LayerNorm(self.word_embeddings(tokens) + places)


class _Attention(nn.Module):
    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self._heads = config.heads
        size = config.hidden_size
        self.q_lin, self.k_lin, self.v_lin, self.out_lin = (nn.Linear(size, size) for _ in range(4))

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        """rows [batch, K, H], mask [batch, 1, 1, K]"""
        query, key, value = (
            linear(rows).unflatten(-1, (self._heads, -1)).transpose(1, 2)
            for linear in (self.q_lin, self.k_lin, self.v_lin)
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return self.out_lin(mixed.transpose(1, 2).flatten(-2))


class _FeedForward(nn.Module):
    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self.lin1 = nn.Linear(config.hidden_size, config.feed_forward_size)
        self.lin2 = nn.Linear(config.feed_forward_size, config.hidden_size)

    def forward(self, rows: Tensor) -> Tensor:
        return self.lin2(functional.gelu(self.lin1(rows)))


class _Layer(nn.Module):
    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.sa_layer_norm = nn.LayerNorm(config.hidden_size, eps=NORM_EPSILON)
        self.ffn = _FeedForward(config)
        self.output_layer_norm = nn.LayerNorm(config.hidden_size, eps=NORM_EPSILON)

    def forward(self, rows: Tensor, mask: Tensor) -> Tensor:
        rows = self.sa_layer_norm(rows + self.attention(rows, mask))
        return self.output_layer_norm(rows + self.ffn(rows))


class _Transformer(nn.Module):
    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self.embeddings = _Embeddings(config)
        self.transformer = nn.Module()
        self.transformer.layer = nn.ModuleList(_Layer(config) for _ in range(config.layers))

    def forward(self, tokens: Tensor, visible: Tensor) -> Tensor:
        mask = (1 - visible)[:, None, None, :] * HIDDEN
        rows = self.embeddings(tokens)
        for layer in self.transformer.layer:
            rows = layer(rows, mask)
        return rows


class MaskedTorchModel(nn.Module):
    """`distilbert` is the transformer; what begins with `vocab_` is the head."""

    def __init__(self, config: MaskedConfig) -> None:
        super().__init__()
        self.distilbert = _Transformer(config)
        self.vocab_transform = nn.Linear(config.hidden_size, config.hidden_size)
        self.vocab_layer_norm = nn.LayerNorm(config.hidden_size, eps=NORM_EPSILON)
        self.vocab_projector = nn.Linear(config.hidden_size, config.vocabulary_size)

    @classmethod
    def open(cls, model_dir: Path) -> "MaskedTorchModel":
        """Reads a Hugging Face folder; a tied head starts as a copy of the embeddings."""
        model = cls(read_masked_config(model_dir))
        checkpoint = Checkpoint.open(model_dir)
        state = {}
        for name, values in model.state_dict().items():
            stored = _WORDS if name == _TIED and name not in checkpoint else name
            state[name] = torch.from_numpy(checkpoint.tensor(stored, *values.shape).copy())
        model.load_state_dict(state)
        return model

    def forward(self, tokens: Tensor, visible: Tensor) -> Tensor:
        """tokens int64 [batch, K], visible float [batch, K] -> logits [batch, K, V]"""
        return self.head(self.distilbert(tokens, visible))

    def head(self, rows: Tensor) -> Tensor:
        """Hidden rows [..., H] -> logits [..., V]"""
        transformed = functional.gelu(self.vocab_transform(rows))
        return self.vocab_projector(self.vocab_layer_norm(transformed))
