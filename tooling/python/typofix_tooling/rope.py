"""Rotary position tables."""

import math

import numpy as np
from numpy.typing import NDArray

from typofix_tooling.model_config import Llama3Scaling, ModelConfig


def inverse_frequencies(config: ModelConfig) -> NDArray[np.float64]:
    """[head_dimension / 2]: the angle that each pair of channels turns by from place to place."""
    exponent = np.arange(0, config.head_dimension, 2, dtype=np.float64) / config.head_dimension
    frequencies = config.rope_theta**-exponent
    if config.rope_scaling is None:
        return frequencies
    return _stretch_low_frequencies(frequencies, config.rope_scaling)


def _stretch_low_frequencies(
    frequencies: NDArray[np.float64], scaling: Llama3Scaling
) -> NDArray[np.float64]:
    """Llama 3.1: slow pairs are slowed by `factor`, quick ones kept, those between blended."""
    turns = scaling.original_positions * frequencies / (2 * math.pi)
    span = scaling.high_frequency_factor - scaling.low_frequency_factor
    kept = np.clip((turns - scaling.low_frequency_factor) / span, 0.0, 1.0)
    return kept * frequencies + (1 - kept) * frequencies / scaling.factor


def tables(config: ModelConfig, positions: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cosines and sines, each [positions, head_dimension / 2]."""
    angles = np.arange(positions, dtype=np.float64)[:, None] * inverse_frequencies(config)[None, :]
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
