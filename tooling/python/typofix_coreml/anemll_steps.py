"""The steps of ANEMLL's pipelines: what each is called with, and what it must leave.

*Chunked*: embeddings, layers and head apart; its prefill returns one row a call, enough for chat.
*Monolithic*: all in one program, whose prefill returns the logits of all its rows: to score text.
"""

from dataclasses import dataclass
from pathlib import Path

from typofix_coreml.anemll_checks import COMPILER, MONOLITH_SCRIPT, SCRIPT, Machine
from typofix_tooling.errors import ExportError

PREFIX = "qwen"
LAYOUTS = ("chunked", "monolithic")
PALETTE_BITS = {"fp16": None, "palette8": 8}

# how its compiler script numbers the parts of a chunked model
_EMBEDDINGS, _LAYERS, _HEAD = "1", "2", "3"
_MONOLITH = "monolithic"


@dataclass(frozen=True)
class AnemllOptions:
    """How ANEMLL is to be run."""

    anemll: Path
    model: Path
    output: Path
    context: int = 256
    chunks: int = 1
    batch: int = 64
    weights: str = "fp16"  # of PALETTE_BITS
    layout: str = "chunked"  # of LAYOUTS
    python: str = "python3"

    def __post_init__(self) -> None:
        if self.weights not in PALETTE_BITS:
            known = " or ".join(PALETTE_BITS)
            raise ExportError(f"ANEMLL has no {self.weights} weights; expected {known}")
        for name, value in (("context", self.context), ("batch", self.batch)):
            if value < 1 or value % 32:
                raise ExportError(f"{name} is {value}; expected a multiple of 32")
        if self.batch > self.context:
            raise ExportError(f"batch {self.batch} is larger than the context, {self.context}")
        if self.layout not in LAYOUTS:
            raise ExportError(f"layout '{self.layout}'; expected one of {', '.join(LAYOUTS)}")
        if self.monolithic and self.chunks != 1:
            raise ExportError(f"{self.chunks} chunks; a monolithic model is one")
        if self.chunks < 1:
            raise ExportError(f"{self.chunks} chunks; expected 1 or more")

    @property
    def monolithic(self) -> bool:
        return self.layout == "monolithic"

    @property
    def palette(self) -> str:
        """The bits of a palette; empty for none, as ANEMLL's scripts take it."""
        bits = PALETTE_BITS[self.weights]
        return "" if bits is None else str(bits)

    @property
    def suffix(self) -> str:
        return f"_lut{self.palette}" if self.palette else ""

    def arguments(self) -> list[str]:
        """What is the same for each step, as the script takes it."""
        shared = [
            *("--model", str(self.model.absolute())),
            *("--context", str(self.context)),
            *("--batch", str(self.batch)),
            *("--prefix", PREFIX),
            "--skip-check",  # done before, with clearer words
        ]
        if self.monolithic:
            return [*shared, "--lut", self.palette]
        # the embeddings are a table that the processor reads: a palette gains nothing
        palettes = ["--lut1", "", "--lut2", self.palette, "--lut3", self.palette]
        return [*shared, "--chunk", str(self.chunks), *palettes]

    def named(self, part: str) -> str:
        """`qwen_lm_head_lut8` and so on, without an ending."""
        return f"{PREFIX}_{part}{self.suffix}"

    def chunked(self, part: str) -> list[str]:
        """`qwen_FFN_chunk_01of01` and so on, without an ending."""
        return [
            f"{self.named(part)}_chunk_{number:02d}of{self.chunks:02d}"
            for number in range(1, self.chunks + 1)
        ]


@dataclass(frozen=True)
class Step:
    """A step by the script's own number, and the entries of the folder that it must leave.

    `compiles`: the parts that the compiler script takes one by one, instead of the main script.
    `layers`: whether what it leaves holds the layers once, so that their size tells of palettes.
    """

    number: int
    what: str
    leaves: list[str]
    compiles: tuple[str, ...] = ()
    layers: bool = False


def steps_of(options: AnemllOptions, machine: Machine) -> list[Step]:
    """All steps that this machine can do. The last of ANEMLL's, a chat, is left to people."""
    steps = _monolithic(options) if options.monolithic else _chunked(options)
    return [step for step in steps if machine.compiles or not step.compiles]


def _chunked(options: AnemllOptions) -> list[Step]:
    embeddings, head = f"{PREFIX}_embeddings", options.named("lm_head")
    layers, prefill, joined = (options.chunked(part) for part in ("FFN", "prefill", "FFN_PF"))
    compiled = [f"{name}.mlmodelc" for name in (embeddings, head, *joined)]
    return [
        Step(1, "embeddings", _packages([embeddings])),
        Step(2, "language model head", _packages([head])),
        Step(3, "layers, token by token", _packages(layers), layers=True),
        Step(4, "layers, by batch", _packages(prefill)),
        Step(5, "both forms joined", _packages(joined)),
        Step(6, "compiled", compiled, (_EMBEDDINGS, _HEAD, _LAYERS)),
        Step(7, "tokenizer and description", ["meta.yaml", "tokenizer.json"]),
    ]


def _monolithic(options: AnemllOptions) -> list[Step]:
    single, prefill, joined = (
        options.named(part) for part in ("monolithic", "monolithic_prefill", "monolithic_full")
    )
    return [
        Step(1, "model, token by token", _packages([single])),
        Step(2, "model, by batch", _packages([prefill])),
        Step(3, "both forms joined", _packages([joined])),
        Step(4, "compiled", [f"{joined}.mlmodelc"], (_MONOLITH,)),
        Step(5, "tokenizer and description", ["meta.yaml", "tokenizer.json"]),
    ]


def _packages(names: list[str]) -> list[str]:
    return [f"{name}.mlpackage" for name in names]


def commands_of(step: Step, options: AnemllOptions, folder: Path) -> list[list[str]]:
    """What is to be started for a step that works in `folder`."""
    place = str(folder.absolute())
    if not step.compiles:
        script = MONOLITH_SCRIPT if options.monolithic else SCRIPT
        only = ["--output", place, "--only", str(step.number)]
        return [["bash", str((options.anemll / script).absolute()), *options.arguments(), *only]]
    compiler = str((options.anemll / COMPILER).absolute())
    commands = []
    for part in step.compiles:
        command = ["python3", compiler, part]
        if part != _EMBEDDINGS and options.palette:
            command += ["--lut", options.palette]
        if part == _LAYERS:
            command += ["--chunk", str(options.chunks)]
        commands.append([*command, "--prefix", PREFIX, "--input", place, "--output", place])
    return commands
