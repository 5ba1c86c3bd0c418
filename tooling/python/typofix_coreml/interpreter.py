"""Runs an ML program on any machine: reads an `.mlpackage`, executes it operation by operation.

Made to prove a conversion where there is no Core ML, not to be quick. It reads the package itself,
weights and all, so what it runs is what a Mac would be given.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import coremltools as ct
import numpy as np
from coremltools.converters.mil.frontend.milproto.load import load as load_program
from coremltools.converters.mil.mil import Function, Program, Var, types
from coremltools.converters.mil.mil import Operation as MilOperation

from typofix_coreml.operations import OPERATIONS, Arguments, Array
from typofix_tooling.errors import ExportError

State = dict[str, Array]

_READ, _UPDATE = "read_state", "coreml_update_state"
_CONSTANTS = ("const", "constexpr_")
_NUMPY_TYPES = {types.int32: np.int32, types.fp16: np.float16, types.fp32: np.float32}


class InterpreterError(ExportError):
    """The program or its inputs are none that can be run; the message names the operation."""


class Interpreter:
    """Executes the functions of one program. Holds no state between calls but constants.

    `emulate_half`: round each float16 result to float16. Without it everything is float32, which
    tells an error of the conversion from one of the precision.
    """

    def __init__(self, program: Program, emulate_half: bool = True) -> None:
        self._program = program
        self._emulate_half = emulate_half
        self._small_constants: dict[Var, Any] = {}
        for function in program.functions.values():
            for operation in function.operations:
                _check_known(operation)

    @classmethod
    def open(cls, package: Path, emulate_half: bool = True) -> "Interpreter":
        """Reads an `.mlpackage` with its weights."""
        if not (package / "Manifest.json").is_file():
            raise InterpreterError(f"{package}: no Core ML package")
        model = ct.models.MLModel(str(package), skip_model_load=True)
        spec = model.get_spec()
        program = load_program(spec, spec.specificationVersion, model.weights_dir)
        return cls(program, emulate_half)

    def inputs(self, function: str = "main") -> dict[str, tuple[int, ...]]:
        """The shapes of the inputs by name, state left out."""
        return {
            name: _shape(var)
            for name, var in self._function(function).inputs.items()
            if not types.is_state(var.sym_type)
        }

    def new_state(self, function: str = "main") -> State:
        """What a new `MLState` holds: zeros."""
        return {
            name: np.zeros(_shape(var), np.float32)
            for name, var in self._function(function).inputs.items()
            if types.is_state(var.sym_type)
        }

    def run(
        self, inputs: Mapping[str, Array], state: State | None = None, function: str = "main"
    ) -> dict[str, Array]:
        """One prediction; `state` is changed as the program says. Shapes and types must fit."""
        main = self._function(function)
        state = {} if state is None else state
        values: dict[Var, Any] = dict(_checked_inputs(main, inputs, state))
        uses = _last_uses(main)
        for index, operation in enumerate(main.operations):
            if operation.op_type.startswith(_CONSTANTS):
                continue
            results = self._execute(operation, values, state)
            values.update(zip(operation.outputs, results, strict=True))
            for var in uses.get(index, ()):
                values.pop(var, None)
        return {var.name: _as_declared(values[var], var) for var in main.outputs}

    def _function(self, name: str) -> Function:
        if name not in self._program.functions:
            known = ", ".join(self._program.functions)
            raise InterpreterError(f"no function '{name}'; there are {known}")
        return self._program.functions[name]

    def _execute(
        self, operation: MilOperation, values: Mapping[Var, Any], state: State
    ) -> list[Array]:
        if operation.op_type == _READ:
            return [state[operation.inputs["input"].name]]
        arguments = {
            name: self._value(var, values)
            for name, var in operation.inputs.items()
            if var is not None and not (operation.op_type == _UPDATE and name == "state")
        }
        if operation.op_type == _UPDATE:
            state[operation.inputs["state"].name] = arguments["value"]
            return [arguments["value"]]
        rounding = self._rounding(operation.outputs[0])
        try:
            with np.errstate(over="ignore"):
                result = OPERATIONS[operation.op_type](Arguments(arguments, rounding))
        except (ValueError, IndexError) as problem:
            raise InterpreterError(f"{_name(operation)}: {problem}") from problem
        results = result if isinstance(result, tuple) else (result,)
        return [
            self._settled(operation, var, value)
            for var, value in zip(operation.outputs, results, strict=True)
        ]

    def _settled(self, operation: MilOperation, var: Var, value: Array) -> Array:
        """The result in the precision that the program gives it, after a check."""
        if value.shape != _shape(var):
            raise InterpreterError(
                f"{_name(operation)}: a result of {value.shape}; declared {_shape(var)}"
            )
        with np.errstate(over="ignore"):
            value = self._rounding(var)(value)
        if value.dtype.kind == "f" and not np.isfinite(value).all():
            raise InterpreterError(f"{_name(operation)}: a result that is not finite")
        return value

    def _rounding(self, var: Var) -> Any:
        if self._emulate_half and var.dtype == types.fp16:
            return _round_to_half
        return _widened

    def _value(self, var: Var | Iterable[Var], values: Mapping[Var, Any]) -> Any:
        if isinstance(var, list | tuple):
            return [self._value(item, values) for item in var]
        if var in values:
            return values[var]
        if var in self._small_constants:
            return self._small_constants[var]
        value = _constant(var)
        # Large weights are widened at each use: keeping them would take twice the package's size.
        if not isinstance(value, np.ndarray) or value.size < 1 << 16:
            self._small_constants[var] = value
        return value


def _check_known(operation: MilOperation) -> None:
    kind = operation.op_type
    if kind not in OPERATIONS and kind not in (_READ, _UPDATE) and not kind.startswith(_CONSTANTS):
        raise InterpreterError(
            f"{_name(operation)}: the operation '{kind}' is unknown to the interpreter"
        )


def _name(operation: MilOperation) -> str:
    return f"{operation.op_type} '{operation.name}'"


def _shape(var: Var) -> tuple[int, ...]:
    kind = var.sym_type.wrapped_type() if types.is_state(var.sym_type) else var.sym_type
    return tuple(int(size) for size in kind.get_shape()) if types.is_tensor(kind) else ()


def _constant(var: Var) -> Any:
    value = var.val
    if value is None and var.op is not None and var.op.op_type.startswith("constexpr_"):
        value = var.op.materialized_val_inference()
    if value is None:
        raise InterpreterError(f"the value of '{var.name}' is known nowhere")
    if isinstance(value, str | bool | np.bool_ | np.str_):
        return value
    return _widened(np.asarray(value))


def _widened(value: Array) -> Array:
    if value.dtype.kind == "f":
        return value.astype(np.float32, copy=False)
    return value.astype(np.int64, copy=False) if value.dtype.kind in "iu" else value


def _round_to_half(value: Array) -> Array:
    return value.astype(np.float16).astype(np.float32)


def _as_declared(value: Array, var: Var) -> Array:
    return value.astype(_NUMPY_TYPES[var.dtype])


def _checked_inputs(
    function: Function, inputs: Mapping[str, Array], state: State
) -> Iterable[tuple[Var, Array]]:
    given = set(inputs) | set(state)
    if given != set(function.inputs):
        raise InterpreterError(f"inputs {sorted(given)}; expected {sorted(function.inputs)}")
    for name, var in function.inputs.items():
        stateful = types.is_state(var.sym_type)
        value = np.asarray(state[name] if stateful else inputs[name])
        if value.shape != _shape(var):
            raise InterpreterError(f"'{name}' has shape {value.shape}; expected {_shape(var)}")
        if stateful:
            continue
        wanted = _NUMPY_TYPES[var.dtype]
        if value.dtype != wanted:
            raise InterpreterError(f"'{name}' is {value.dtype}; expected {np.dtype(wanted)}")
        yield var, _widened(value)


def _last_uses(function: Function) -> dict[int, list[Var]]:
    """By the index of an operation: the variables that nothing needs after it."""
    last: dict[Var, int] = {}
    for index, operation in enumerate(function.operations):
        for argument in operation.inputs.values():
            for var in argument if isinstance(argument, list | tuple) else [argument]:
                if var is not None:
                    last[var] = index
    kept = set(function.outputs)
    uses: dict[int, list[Var]] = {}
    for var, index in last.items():
        if var not in kept:
            uses.setdefault(index, []).append(var)
    return uses
