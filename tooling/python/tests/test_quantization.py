"""Quantised weights: how far off, and never out of what processors can add."""

import numpy as np
import pytest

from typofix_tooling.quantization import largest_pair_sum, quantize_blocks, quantize_rows


def matrix(columns: int = 64) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((40, columns)).astype(np.float32)


@pytest.mark.parametrize("columns", [64, 63])
def test_pairs_never_saturate_sixteen_bits(columns: int) -> None:
    quantized = quantize_rows(matrix(columns), "pairs")
    assert largest_pair_sum(quantized.values) * 255 <= np.iinfo(np.int16).max


def test_the_full_range_would_saturate() -> None:
    assert largest_pair_sum(quantize_rows(matrix(), "full").values) * 255 > np.iinfo(np.int16).max


def test_half_the_range_is_seven_bits() -> None:
    assert np.abs(quantize_rows(matrix(), "half").values).max() == 64


@pytest.mark.parametrize("int8_range", ["full", "half", "pairs"])
def test_a_weight_is_off_by_half_a_step_at_most(int8_range: str) -> None:
    weights = matrix()
    quantized = quantize_rows(weights, int8_range)
    steps = np.abs(quantized.dequantized() - weights) / quantized.scales[:, None]
    assert steps.max() <= 0.5 + 1e-4


def test_a_row_of_zeros_stays_zero() -> None:
    weights = matrix()
    weights[4] = 0
    assert not quantize_rows(weights).dequantized()[4].any()
    assert not (quantize_blocks(weights).scales[4]).any()


def test_four_bits_unpack_to_near_the_weights() -> None:
    weights = matrix()
    quantized = quantize_blocks(weights)
    low, high = quantized.packed & 15, quantized.packed >> 4
    values = np.stack([low, high], axis=-1).reshape(40, 2, 32).astype(np.float32) - 8
    restored = (values * quantized.scales[..., None]).reshape(weights.shape)
    step = np.abs(quantized.scales).max()
    assert np.abs(restored - weights).max() <= step + 1e-6
    assert np.abs(restored - weights).mean() < step / 4
