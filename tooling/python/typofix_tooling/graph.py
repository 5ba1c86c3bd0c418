"""A thin layer over `onnx.helper`: named constants, nodes that return their outputs' names."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

MICROSOFT = "com.microsoft"
_OPSET = 18
# IR version 9 goes with opset 18 and is read by every ONNX Runtime since 1.15.
_IR_VERSION = 9
# protobuf cannot write more than 2 GiB into one file
EXTERNAL_DATA_ABOVE = 1_500_000_000
_SMALLEST_EXTERNAL_TENSOR = 1024

Shape = list[int | str]


class GraphBuilder:
    """Collects one graph. Not safe for use by several threads."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, kind: type, shape: Shape) -> str:
        self._inputs.append(_value(name, kind, shape))
        return name

    def output(self, name: str, kind: type, shape: Shape) -> None:
        """Declares that the value of this name, made by a node, leaves the graph."""
        self._outputs.append(_value(name, kind, shape))

    def constant(self, name: str, values: NDArray[Any]) -> str:
        if name in self._constants:
            raise ValueError(f"constant '{name}' is already there")
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def scalar(self, value: float, kind: type = np.float32) -> str:
        """A constant without dimensions; equal ones are stored once."""
        return self._shared(f"{np.dtype(kind).name}_{value:g}", np.array(value, kind))

    def ints(self, *values: int) -> str:
        """A constant list of int64; equal ones are stored once."""
        return self._shared("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def _shared(self, name: str, values: NDArray[Any]) -> str:
        return name if name in self._constants else self.constant(name, values)

    def node(self, operator: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        """Adds a node with one output, which gets the given name or one made up."""
        return self.nodes(operator, *inputs, names=[name or self._fresh(operator)], **attributes)[0]

    def nodes(
        self, operator: str, *inputs: str, names: list[str], domain: str = "", **attributes: Any
    ) -> list[str]:
        """Adds a node with several outputs; an empty name leaves that output out."""
        self._nodes.append(
            helper.make_node(
                operator,
                list(inputs),
                names,
                name=f"{operator}_{len(self._nodes)}",
                domain=domain,
                **attributes,
            )
        )
        return names

    def several(self, operator: str, *inputs: str, count: int, **attributes: Any) -> list[str]:
        """Adds a node with `count` outputs whose names are made up."""
        stem = self._fresh(operator)
        names = [f"{stem}_{part}" for part in range(count)]
        return self.nodes(operator, *inputs, names=names, **attributes)

    def _fresh(self, operator: str) -> str:
        return f"{operator.lower()}_{len(self._nodes)}"

    def build(self) -> onnx.ModelProto:
        graph = helper.make_graph(
            self._nodes,
            "typofix",
            self._inputs,
            self._outputs,
            initializer=list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="typofix-tooling")
        model.ir_version = _IR_VERSION
        return model


def _value(name: str, kind: type, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(
        name, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), shape
    )


def save(model: onnx.ModelProto, path: Path, external_data: bool | None = None) -> list[Path]:
    """Writes the model, its weights beside it in `<name>.data` when asked or when too large.

    Returns the files written.
    """
    data = path.with_name(path.name + ".data")
    data.unlink(missing_ok=True)  # onnx would append to it
    if external_data is None:
        size = sum(len(tensor.raw_data) for tensor in model.graph.initializer)
        external_data = size > EXTERNAL_DATA_ABOVE
    if not external_data:
        path.write_bytes(model.SerializeToString(deterministic=True))
        return [path]
    onnx.save_model(
        model,
        str(path),
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=data.name,
        size_threshold=_SMALLEST_EXTERNAL_TENSOR,
    )
    return [path, data]
