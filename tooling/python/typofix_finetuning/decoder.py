"""Llama, Qwen2 and Qwen3 decoders in PyTorch, with Hugging Face's names for their weights.

Written out for the same reason as `typofix_training.model`: on a processor it is faster than
the generic one (tooling/EXPERIMENTS.md has both speeds), and the mask of packed rows is its own.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig
from typofix_tooling.rope import inverse_frequencies
from typofix_training.errors import TrainingError
from typofix_training.model import Norm, rotate


class Attention(nn.Module):
    """Grouped-query attention with rotated (Qwen3: and normalised) queries and keys."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        bias, hidden = config.query_key_value_bias, config.hidden_size
        self.q_proj = nn.Linear(hidden, config.query_size, bias=bias)
        self.k_proj = nn.Linear(hidden, config.key_value_size, bias=bias)
        self.v_proj = nn.Linear(hidden, config.key_value_size, bias=bias)
        self.o_proj = nn.Linear(config.query_size, hidden, bias=config.output_bias)
        if config.query_key_norm:
            self.q_norm = Norm(config.head_dimension, config.norm_epsilon)
            self.k_norm = Norm(config.head_dimension, config.norm_epsilon)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = x.shape
        width = self.config.head_dimension
        query = self.q_proj(x).view(rows, length, -1, width)
        key = self.k_proj(x).view(rows, length, -1, width)
        if self.config.query_key_norm:
            query, key = self.q_norm(query), self.k_norm(key)
        query = rotate(query.transpose(1, 2), cos, sin)
        key = rotate(key.transpose(1, 2), cos, sin)
        value = self.v_proj(x).view(rows, length, -1, width).transpose(1, 2)
        sharing = self.config.queries_per_key
        key, value = key.repeat_interleave(sharing, 1), value.repeat_interleave(sharing, 1)
        # Plain products: PyTorch's fused attention is slower on a processor at this length.
        scores = (query @ key.transpose(-1, -2)) * width**-0.5  # [rows, heads, length, length]
        shares = torch.softmax((scores + mask).float(), -1).to(value.dtype)
        return self.o_proj((shares @ value).transpose(1, 2).reshape(rows, length, -1))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        hidden, inner, bias = config.hidden_size, config.feed_forward_size, config.feed_forward_bias
        self.gate_proj = nn.Linear(hidden, inner, bias=bias)
        self.up_proj = nn.Linear(hidden, inner, bias=bias)
        self.down_proj = nn.Linear(inner, hidden, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(functional.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    """Attention and feed-forward, each added to what went in."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.input_layernorm = Norm(config.hidden_size, config.norm_epsilon)
        self.self_attn = Attention(config)
        self.post_attention_layernorm = Norm(config.hidden_size, config.norm_epsilon)
        self.mlp = FeedForward(config)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, mask: Tensor) -> Tensor:
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class _Body(nn.Module):
    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocabulary_size, config.hidden_size)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.layers))
        self.norm = Norm(config.hidden_size, config.norm_epsilon)


class Decoder(nn.Module):
    """A pretrained model, all its weights in float32."""

    def __init__(self, config: ModelConfig, weights: Checkpoint) -> None:
        super().__init__()
        with torch.device("meta"):
            self.model = _Body(config)
            if not config.tied_embeddings:
                self.lm_head = nn.Linear(config.hidden_size, config.vocabulary_size, bias=False)
        self.config = config
        try:
            named = {
                name: torch.from_numpy(weights.tensor(name, *value.shape))
                for name, value in self.state_dict().items()
            }
        except ExportError as problem:
            raise TrainingError(str(problem)) from None
        self.load_state_dict(named, assign=True)
        frequencies = torch.from_numpy(inverse_frequencies(config)).float()
        self.register_buffer("frequencies", frequencies, persistent=False)

    def hidden(self, tokens: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Last hidden states [rows, W, hidden] of tokens, positions [rows, W] and a mask."""
        angles = (positions.float()[..., None] * self.frequencies)[:, None]  # [rows, 1, W, half]
        cos, sin = angles.cos().repeat(1, 1, 1, 2), angles.sin().repeat(1, 1, 1, 2)
        x = self.model.embed_tokens(tokens)
        for layer in self.model.layers:
            x = layer(x, cos, sin, mask)
        return self.model.norm(x)

    def head(self) -> Tensor:
        """[vocabulary, hidden]"""
        return (
            self.model.embed_tokens.weight if self.config.tied_embeddings else (self.lm_head.weight)
        )
