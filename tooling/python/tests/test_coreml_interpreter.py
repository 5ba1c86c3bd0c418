"""The interpreter itself: it must be right, and must say what it cannot run."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from coreml_models import BLOCK, SLOTS, opened
from coremltools.converters.mil import Builder as mb  # noqa: N813
from coremltools.converters.mil.mil import Program, Var, types

from typofix_coreml.interpreter import Interpreter, InterpreterError
from typofix_coreml.program import TARGET

X = np.random.default_rng(2).standard_normal((1, 4, 1, 6)).astype(np.float16)


def program_of(body: Callable[[Var], Var], shape: tuple[int, ...] = X.shape) -> Program:
    @mb.program(input_specs=[mb.TensorSpec(shape, dtype=types.fp16)], opset_version=TARGET)
    def program(x: Var) -> Var:
        return mb.identity(x=body(x), name="y")

    return program


def result(body: Callable[[Var], Var], x: np.ndarray = X, emulate_half: bool = True) -> np.ndarray:
    return Interpreter(program_of(body, x.shape), emulate_half).run({"x": x})["y"]


def test_an_unknown_operation_is_named() -> None:
    with pytest.raises(InterpreterError, match="erf 'strange': the operation 'erf' is unknown"):
        Interpreter(program_of(lambda x: mb.erf(x=x, name="strange")))


def test_inputs_that_do_not_fit_are_refused(programs: dict[str, Path]) -> None:
    interpreter = opened(programs["qwen3"])
    inputs = {
        "token_ids": np.zeros((1, BLOCK), np.int32),
        "position_ids": np.zeros(BLOCK, np.int32),
        "first_slot": np.zeros(1, np.int32),
        "mask": np.zeros((1, 1, BLOCK, SLOTS), np.float16),
    }
    state = interpreter.new_state()
    for name, wrong, message in (
        ("mask", np.zeros((1, 1, BLOCK, 8), np.float16), "'mask' has shape .*; expected"),
        ("mask", np.zeros((1, 1, BLOCK, SLOTS), np.float32), "'mask' is float32; expected float16"),
        ("token_ids", np.full((1, BLOCK), 320, np.int32), "gather .* index 320 to 320 of 320"),
        ("first_slot", np.array([SLOTS - BLOCK + 1], np.int32), "slice_update .* of axis 2"),
    ):
        with pytest.raises(InterpreterError, match=message):
            interpreter.run(inputs | {name: wrong}, state)
    with pytest.raises(InterpreterError, match=r"expected .*'kv_cache'"):
        interpreter.run(inputs)
    with pytest.raises(InterpreterError, match="no function 'prefill'; there are main"):
        interpreter.run(inputs, state, "prefill")


def test_a_row_that_sees_nothing_finite_is_reported(programs: dict[str, Path]) -> None:
    interpreter = opened(programs["qwen3"])
    inputs = {
        "token_ids": np.zeros((1, BLOCK), np.int32),
        "position_ids": np.zeros(BLOCK, np.int32),
        "first_slot": np.zeros(1, np.int32),
        "mask": np.full((1, 1, BLOCK, SLOTS), -np.inf, np.float16),
    }
    with pytest.raises(InterpreterError, match="a result that is not finite"):
        interpreter.run(inputs, interpreter.new_state())


def test_values_beyond_float16_are_reported_only_in_float16() -> None:
    def overflow(x: Var) -> Var:
        return mb.mul(x=mb.mul(x=x, y=np.float16(6e4)), y=np.float16(1e-4))

    large = np.full((1, 1, 1, 2), 3, np.float16)
    with pytest.raises(InterpreterError, match=r"mul .* not finite"):
        result(overflow, large)
    np.testing.assert_allclose(result(overflow, large, emulate_half=False), 18, rtol=1e-2)


def test_results_are_rounded_to_float16_step_by_step() -> None:
    def there_and_back(x: Var) -> Var:
        return mb.sub(x=mb.add(x=x, y=np.float16(2048)), y=np.float16(2048))

    small = np.full((1, 1, 1, 2), 0.4, np.float16)
    assert (result(there_and_back, small) == 0).all()
    assert (result(there_and_back, small, emulate_half=False) > 0.39).all()


def test_norms_and_softmax_agree_with_the_textbook() -> None:
    x = X.astype(np.float64)
    shares = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
    found = result(lambda v: mb.softmax(x=v, axis=-1))
    np.testing.assert_allclose(found, shares, atol=2e-3)
    gamma = np.array([1, 2, 0.5, -1], np.float16)
    centred = x - x.mean(axis=1, keepdims=True)
    normed = centred / np.sqrt(np.square(centred).mean(axis=1, keepdims=True) + 1e-3)
    found = result(lambda v: mb.layer_norm(x=v, axes=[1], gamma=gamma, epsilon=np.float16(1e-3)))
    np.testing.assert_allclose(found, normed * gamma[:, None, None], atol=5e-3)
    found = result(lambda v: mb.silu(x=v))
    np.testing.assert_allclose(found, x / (1 + np.exp(-x)), atol=3e-3)


def test_a_convolution_that_is_no_product_of_rows_is_refused() -> None:
    kernel = np.ones((2, 4, 1, 3), np.float16)
    with pytest.raises(InterpreterError, match="no 1x1 convolution"):
        result(lambda x: mb.conv(x=x, weight=kernel, pad_type="valid"))


def test_the_state_keeps_what_was_written(programs: dict[str, Path]) -> None:
    interpreter = opened(programs["qwen3"])
    mask = np.full((1, 1, BLOCK, SLOTS), -1e4, np.float16)
    mask[0, 0, range(BLOCK), range(32, 32 + BLOCK)] = 0
    inputs = {
        "token_ids": np.arange(BLOCK, dtype=np.int32)[None],
        "position_ids": np.arange(BLOCK, dtype=np.int32),
        "first_slot": np.array([32], np.int32),
        "mask": mask,
    }
    state = interpreter.new_state()
    interpreter.run(inputs, state)
    written = np.abs(state["kv_cache"]).max(axis=(1, 3))  # [2 L, S]
    # every tensor of it: keys and values of each layer, and nothing beside the block
    assert (written[:, 32 : 32 + BLOCK] > 0).all()
    assert (written[:, :32] == 0).all()
    assert (written[:, 32 + BLOCK :] == 0).all()


def test_a_folder_that_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InterpreterError, match="no Core ML package"):
        Interpreter.open(tmp_path / "none.mlpackage")
