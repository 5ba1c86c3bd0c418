"""The command `finetune`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from typofix_finetuning import corrections, machine, opinion, prompt
from typofix_finetuning.config import (
    BACKENDS,
    CHAT,
    COMPLETION,
    CONTRAST,
    MODEL,
    OBJECTIVES,
    FinetuneConfig,
    make_config,
    read_config,
)
from typofix_finetuning.examples import Data, load, padded_steps
from typofix_finetuning.steps import Step, carry_out
from typofix_tooling.prompt import POSITIONS, Prompt
from typofix_training.config import Source
from typofix_training.errors import TrainingError, told
from typofix_training.process import tune

_DESCRIPTION = """\
Fine-tunes a pretrained Hugging Face model into a corrector, on pairs of corrupted and clean text
(`generate --format chat`, or plain pairs). The same command goes on where it stopped.

OUTPUT/model is the model that did best on the validation pairs, a Hugging Face folder;
OUTPUT/prompt.json its prompt, for export_onnx; OUTPUT/curve.png the losses so far.
"""
_EXAMPLES = """\
backends:
  full     all weights, or the last --layers, by our own loop: quickest on a processor
  peft     low-rank adapters (transformers, PEFT): little memory; CPU, Apple's GPU, CUDA
  unsloth  low-rank adapters on four-bit weights (Unsloth, TRL): CUDA
  mlx      low-rank adapters (mlx-lm): Apple silicon
  auto     unsloth with CUDA, mlx on Apple silicon, else full

examples:
  typofix-tooling finetune --config runs/smollm2/finetune.toml --output runs/again
  typofix-tooling finetune --model SmolLM2-135M-Instruct --data chat.jsonl \\
      --validation chat.validation.jsonl --output runs/smollm2 --tokens 800000
  typofix-tooling finetune --model unsloth/Qwen3-0.6B-unsloth-bnb-4bit --data chat.jsonl \\
      --output runs/qwen3 --dry-run
  typofix-tooling finetune --model SmolLM2-135M-Instruct --data chat.jsonl data/corrections.jsonl \\
      --validation data/corrections.validation.jsonl --output runs/smollm2 --all \\
      --corrections data --labelled gitfix-dev.jsonl.gz --clean clean-*.tsv.gz
"""


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _arguments().parse_args(arguments)
    return told(lambda: _finetune(chosen))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="typofix-tooling finetune",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--output", type=Path, required=True, help="folder of the run")
    add("--config", type=Path, help="the run, in TOML; options stand above it")
    add("--dry-run", action="store_true", help="show what would be done and what is missing")
    add("--no-compile", action="store_true", help="`full`: start at once, but run slower")
    _add_settings(parser.add_argument_group("settings of the run (defaults: see FinetuneConfig)"))
    group = parser.add_argument_group("afterwards")
    group.add_argument(
        "--all",
        action="store_true",
        help="export, calibrate and evaluate the model as a second opinion, too",
    )
    group.add_argument(
        "--corrections", type=Path, metavar="DIR", help="made by `typofix-tooling corrections`"
    )
    group.add_argument("--labelled", type=Path, metavar="FILE", help="lines and corrections")
    group.add_argument("--clean", type=Path, nargs="+", default=[], metavar="FILE")
    group.add_argument("--every", type=int, default=1, metavar="N", help="a quick look")
    return parser


def _add_settings(group: Any) -> None:
    add = group.add_argument
    add("--model", help="a Hugging Face folder")
    add("--data", nargs="+", metavar="FILE", help="pairs to learn from")
    add("--validation", nargs="+", metavar="FILE", help="pairs to judge by")
    add("--backend", choices=("auto", *BACKENDS))
    add("--objective", choices=OBJECTIVES, help="language-model: clean text alone, no prompt; "
        "contrast: also, that each error is less probable than what it was made from")  # fmt: skip
    add("--prompt", metavar=f"{CHAT}|{COMPLETION}|FILE", help="FILE: pieces, in JSON")
    add("--instruction", metavar="TEXT", help="what the prompt asks for; may be empty")
    add("--positions", choices=POSITIONS)
    for name, kind, text in (
        ("epochs", float, "times each pair is seen"),
        ("tokens", int, "most tokens of the run"),
        ("rate", float, "AdamW's learning rate"),
        ("layers", int, "`full`: train the last N layers alone; 0: all"),
        ("rank", int, "of the adapters"),
        ("window", int, "tokens of a row"),
        ("batch", int, "rows of a step"),
        ("changed-weight", float, "of a changed token against 1 of a copied one"),
        ("copy-kept", float, "share of the copied tokens that count"),
        ("language-weight", float, "contrast: of the clean tokens' loss against the errors'"),
        ("validate-every", int, "steps"),
        ("patience", int, "validations without a gain before it stops; 0: never"),
        ("seed", int, ""),
        ("threads", int, ""),
    ):
        add(f"--{name}", type=kind, metavar="N", help=text)


def _config(chosen: argparse.Namespace) -> FinetuneConfig:
    settings = {
        key: value
        for key, value in vars(chosen).items()
        if key in FinetuneConfig.__dataclass_fields__ and value is not None
    }
    if chosen.data:
        settings["data"] = tuple(Source(path) for path in chosen.data)
    if chosen.validation:
        settings["validation"] = tuple(chosen.validation)
    config = read_config(chosen.config, settings) if chosen.config else make_config(settings)
    if config.backend == "auto":
        config = replace(config, backend=machine.choose())
    if config.backend in ("unsloth", "mlx"):
        if config.positions == "aligned":
            raise TrainingError(f"{config.backend} knows only positions that are continued")
        if config.objective == CONTRAST:
            raise TrainingError(f"{config.backend} cannot contrast: use --backend full or peft")
    return config


def _finetune(chosen: argparse.Namespace) -> int:
    config = _config(chosen)
    steps = _steps_after(chosen) if chosen.all else []
    missing = machine.missing(config.backend)
    if missing and not chosen.dry_run:
        raise TrainingError("; ".join(missing))
    if not chosen.dry_run and config.backend in ("full", "peft"):
        tune("typofix_finetuning")
    tokenizer = load_tokenizer(config.model)
    wording = prompt.choose(config, tokenizer)
    tokens = prompt.tokens_of(wording, tokenizer)
    data = load(config, tokenizer, tokens)
    if chosen.dry_run:
        return _show(config, wording, data, tokenizer, chosen.output, missing)
    chosen.output.mkdir(parents=True, exist_ok=True)
    pieces = prompt.write(wording, chosen.output)
    finished = _train(config, chosen.output, data, tokens, compile_layers=not chosen.no_compile)
    model = chosen.output / MODEL
    if finished and not model.is_dir():
        raise TrainingError(
            "no validation was better than the model as it came: try a lower --rate, or more pairs"
        )
    _write_manifest(config, chosen.output, pieces)
    print(f"{model}: {'fine-tuned' if finished else 'stopped; the same command goes on'}")
    if finished and steps:
        carry_out(chosen.output.resolve(), steps)
    return 0 if finished else 130


def _steps_after(chosen: argparse.Namespace) -> list[Step]:
    if chosen.corrections is None or chosen.labelled is None:
        raise TrainingError("--all needs --corrections and --labelled: lines with corrections")
    data, run = chosen.corrections.resolve(), chosen.output.resolve()
    examination = opinion.Examination(
        data / corrections.REST,
        chosen.labelled.resolve(),
        tuple(path.resolve() for path in chosen.clean),
        chosen.every,
    )
    return list(opinion.steps(run, run.name, data, examination))


def load_tokenizer(model: str) -> Tokenizer:
    """The tokenizer of a Hugging Face folder, or of a model on the hub."""
    path = Path(model) / "tokenizer.json"
    try:
        if Path(model).exists():
            return Tokenizer.from_file(str(path))
        return Tokenizer.from_pretrained(model)
    except Exception as problem:  # the library raises bare Exception
        reason = str(problem).splitlines()[0]
        raise TrainingError(
            f"{model}: no Hugging Face folder with a tokenizer.json, and not to be had from the "
            f"hub ({reason}): name the folder of a model"
        ) from None


def _show(
    config: FinetuneConfig, wording: Prompt, data: Data, tokenizer: Tokenizer, output: Path,
    missing: list[str],
) -> int:  # fmt: skip
    """What a run would do; exit code 1 if something is missing for it."""
    from typofix_finetuning import mlx_training, trl_training  # noqa: PLC0415

    print(f"backend: {config.backend}")
    arguments: dict[str, dict[str, Any]] = {}
    if config.backend == "unsloth":
        arguments = {
            "FastLanguageModel.from_pretrained": trl_training.model_arguments(config),
            "FastLanguageModel.get_peft_model": trl_training.adapter_arguments(config),
            "SFTConfig": trl_training.trainer_arguments(
                config, output, padded_steps(config, data.training)
            ),
        }
    elif config.backend == "mlx":
        arguments = {"linear_to_lora_layers": mlx_training.adapter_arguments(config)}
    for name, values in arguments.items():
        print(f"{name}: {json.dumps(values)}")
    print(f"before text: {wording.beforeText}  before answer: {wording.beforeAnswer}")
    print(f"after answer: {wording.afterAnswer}")
    first = data.training[0]
    print(f"an example: {tokenizer.decode(first.tokens.tolist(), skip_special_tokens=False)!r}")
    count = sum(len(example.tokens) for example in data.training)
    print(
        f"{len(data.training)} examples of {count / len(data.training):.0f} tokens in an epoch, "
        f"{len(data.validation)} for validation"
    )
    for line in missing:
        print(f"missing: {line}", file=sys.stderr)
    return 1 if missing else 0


def _train(
    config: FinetuneConfig, output: Path, data: Data, tokens: prompt.PromptTokens, *,
    compile_layers: bool,
) -> bool:  # fmt: skip
    if config.backend == "unsloth":
        from typofix_finetuning import trl_training  # noqa: PLC0415

        return trl_training.train(config, output, data, tokens)
    if config.backend == "mlx":
        from typofix_finetuning import mlx_training  # noqa: PLC0415

        return mlx_training.train(config, output, data, tokens)
    import torch  # noqa: PLC0415

    from typofix_finetuning.learners import AdapterLearner, FullLearner  # noqa: PLC0415
    from typofix_finetuning.loop import Batches, Run  # noqa: PLC0415

    torch.set_num_threads(config.threads)
    torch.manual_seed(config.seed)
    learner = (
        FullLearner(config, compile_layers=compile_layers)
        if config.backend == "full"
        else AdapterLearner(config)
    )
    batches = Batches(data, tokens, config)
    print(
        f"{batches.steps()} steps of {config.batch} x {config.window} tokens, "
        f"{batches.filled():.0%} of the places filled, "
        f"{sum(p.numel() for p in learner.trained().values()) / 1e6:.1f} M parameters learn",
        flush=True,
    )
    return Run(config, output, learner, batches).train()


def _write_manifest(config: FinetuneConfig, output: Path, pieces: Path) -> None:
    from typofix_training import run_manifest  # noqa: PLC0415

    inputs = [Path(source.path) for source in config.data] + [Path(p) for p in config.validation]
    base = Path(config.model)
    inputs += [path for path in sorted(base.glob("*.safetensors")) if base.is_dir()]
    weights = sorted((output / MODEL).glob("*.safetensors"))
    run_manifest.write(output, config.as_dict(), inputs, [*weights, pieces])


if __name__ == "__main__":
    sys.exit(main())
