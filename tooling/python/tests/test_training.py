"""The training loop on a tiny model; skipped where PyTorch is not installed."""

import json
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e .[training]")

from typofix_tooling.reference import ReferenceModel  # noqa: E402
from typofix_training import checkpoint, curve  # noqa: E402
from typofix_training.config import ModelShape, Source, TrainingConfig  # noqa: E402
from typofix_training.errors import TrainingError  # noqa: E402
from typofix_training.model import Qwen3, save_hugging_face  # noqa: E402
from typofix_training.muon import orthogonal  # noqa: E402
from typofix_training.tokenizer import train_tokenizer  # noqa: E402
from typofix_training.train import Run  # noqa: E402

SHAPE = ModelShape(
    vocabulary=280,
    hidden=32,
    feed_forward=48,
    layers=2,
    query_heads=2,
    key_value_heads=1,
    head_dimension=16,
)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> TrainingConfig:
    folder = tmp_path_factory.mktemp("training")
    words = ["red", "green", "blue", "one", "two", "three"]
    text = folder / "text.txt"
    text.write_text((" ".join(words) + "\n") * 20, encoding="utf-8")
    train_tokenizer([text], 280, 1.0, 1).save(str(folder / "tokenizer.json"))
    chance = np.random.default_rng(1)
    with (folder / "pairs.jsonl").open("w", encoding="utf-8") as stream:
        for _ in range(400):
            clean = " ".join(chance.choice(words, 5))
            pair = {"corrupted": clean.replace("red", "rde"), "clean": clean}
            stream.write(json.dumps(pair) + "\n")
    return TrainingConfig(
        data=(Source(str(folder / "pairs.jsonl")),),
        tokenizer=str(folder / "tokenizer.json"),
        shape=SHAPE,
        tokens=4 * 64 * 12,
        window=64,
        batch=4,
        warmup_steps=2,
        held_out_windows=8,
        checkpoint_every=4,
        threads=1,
    )


def weights_of(folder: Path) -> bytes:
    return (folder / "model" / "model.safetensors").read_bytes()


def test_training_lowers_the_held_out_loss(config: TrainingConfig, tmp_path: Path) -> None:
    longer = config.with_tokens(4 * 64 * 80)
    assert Run(longer, tmp_path, compile_steps=False).train()
    held_out = [point for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1].copied_loss < 0.8 * held_out[0].copied_loss
    assert (tmp_path / curve.PLOT).stat().st_size > 1000


def test_an_interrupted_run_ends_with_the_same_weights(
    config: TrainingConfig, tmp_path: Path
) -> None:
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    assert Run(config, tmp_path / "whole", compile_steps=False).train()
    interrupted = Run(config, tmp_path / "parts", compile_steps=False)
    stop_after(interrupted, steps=6)
    assert not interrupted.train()
    resumed = Run(config, tmp_path / "parts", compile_steps=False)
    assert resumed.train()
    assert weights_of(tmp_path / "whole") == weights_of(tmp_path / "parts")


def stop_after(run: Run, steps: int) -> None:
    """Asks the run to stop as a signal would, in its step of that number."""
    making = run._training.training

    def counting(config: TrainingConfig, step: int):  # noqa: ANN202
        if step == steps - 1:
            signal.raise_signal(signal.SIGINT)
        return making(config, step)

    run._training.training = counting


def test_a_cut_checkpoint_is_named_and_left_alone(config: TrainingConfig, tmp_path: Path) -> None:
    Run(config, tmp_path, compile_steps=False).train()
    path = tmp_path / checkpoint.CHECKPOINT
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TrainingError, match="not a whole checkpoint"):
        Run(config, tmp_path, compile_steps=False)
    assert len(path.read_bytes()) == len(whole) // 2


def test_a_failed_write_keeps_the_earlier_checkpoint(tmp_path: Path) -> None:
    class Unwritable:
        def __reduce__(self):  # noqa: ANN204
            raise OSError(28, "No space left on device")

    checkpoint.save(tmp_path, {"step": 1})
    with pytest.raises(TrainingError, match="earlier checkpoint is intact"):
        checkpoint.save(tmp_path, {"step": Unwritable()})
    assert checkpoint.load(tmp_path) == {"step": 1}
    assert [path.name for path in tmp_path.iterdir()] == [checkpoint.CHECKPOINT]


def test_another_shape_is_refused(config: TrainingConfig, tmp_path: Path) -> None:
    Run(config, tmp_path, compile_steps=False).train()
    wider = replace(config, shape=replace(SHAPE, hidden=48))
    with pytest.raises(TrainingError, match="another shape"):
        Run(wider, tmp_path, compile_steps=False)


def random_model() -> Qwen3:
    torch.manual_seed(3)
    model = Qwen3(SHAPE)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return model


def test_the_exporters_reference_agrees(config: TrainingConfig, tmp_path: Path) -> None:
    model = random_model()
    save_hugging_face(model, Path(config.tokenizer), tmp_path)
    tokens = torch.randint(0, 280, (1, 20), generator=torch.Generator().manual_seed(1))
    positions = torch.arange(20)[None]
    ours = torch.log_softmax(model.logits(model.hidden(tokens, positions)), -1)[0, -1]
    theirs = ReferenceModel.open(tmp_path).next_token(tokens[0].tolist(), list(range(20)))
    np.testing.assert_allclose(ours.detach().numpy(), theirs, atol=1e-4)


def test_transformers_loads_it_with_the_same_logits(config: TrainingConfig, tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    model = random_model()
    save_hugging_face(model, Path(config.tokenizer), tmp_path)
    loaded = transformers.AutoModelForCausalLM.from_pretrained(tmp_path)
    assert type(loaded).__name__ == "Qwen3ForCausalLM"
    tokens = torch.randint(0, 280, (2, 24), generator=torch.Generator().manual_seed(2))
    positions = torch.arange(24).repeat(2, 1)
    with torch.no_grad():
        ours = model.logits(model.hidden(tokens, positions))
        theirs = loaded(tokens, position_ids=positions).logits
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=1e-4)


def test_muons_directions_are_nearly_orthogonal() -> None:
    matrices = torch.randn(3, 16, 40, generator=torch.Generator().manual_seed(5))
    singular = torch.linalg.svdvals(orthogonal(matrices))
    assert singular.min() > 0.5
    assert singular.max() < 1.4
