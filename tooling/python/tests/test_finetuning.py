"""Fine-tuning small random models; parts are skipped where their packages are not installed."""

import json
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e .[training]")

from finetuning_data import CHATML, tokenizer_with, write_chat  # noqa: E402

from typofix_finetuning import mlx_training, prompt, trl_training  # noqa: E402
from typofix_finetuning.batch import contrast_batch  # noqa: E402
from typofix_finetuning.config import FinetuneConfig  # noqa: E402
from typofix_finetuning.examples import Data, load, pack  # noqa: E402
from typofix_finetuning.learners import (  # noqa: E402
    AdapterLearner,
    FullLearner,
    mask_of,
    save_hugging_face,
)
from typofix_finetuning.loop import Batches, Run  # noqa: E402
from typofix_finetuning.prompt import PromptTokens  # noqa: E402
from typofix_tooling.checkpoint import Checkpoint  # noqa: E402
from typofix_tooling.model_config import read_config  # noqa: E402
from typofix_tooling.random_models import CONFIGS  # noqa: E402
from typofix_tooling.reference import ReferenceModel  # noqa: E402
from typofix_training import curve  # noqa: E402
from typofix_training.config import Source  # noqa: E402
from typofix_training.errors import TrainingError  # noqa: E402


@pytest.fixture(scope="module")
def config(models: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> FinetuneConfig:
    folder = tmp_path_factory.mktemp("finetuning")
    tokenizer_with(CHATML).save(str(models["qwen3"] / "tokenizer.json"))
    return FinetuneConfig(
        model=str(models["qwen3"]),
        data=(Source(str(write_chat(folder / "chat.jsonl", 200))),),
        backend="full",
        window=96,
        batch=4,
        epochs=2.0,
        rate=3e-3,
        validate_every=5,
        validation_rows=4,
        threads=1,
    )


def prepared(config: FinetuneConfig) -> tuple[Data, PromptTokens]:
    tokenizer = tokenizer_with(CHATML)
    tokens = prompt.tokens_of(prompt.choose(config, tokenizer), tokenizer)
    return load(config, tokenizer, tokens), tokens


def run_of(config: FinetuneConfig, folder: Path) -> Run:
    folder.mkdir(exist_ok=True)
    torch.manual_seed(config.seed)
    learner = FullLearner(config, compile_layers=False)
    return Run(config, folder, learner, Batches(*prepared(config), config))


@pytest.mark.parametrize("name", list(CONFIGS))
def test_packed_examples_score_as_each_does_alone(
    name: str, models: dict[str, Path], config: FinetuneConfig
) -> None:
    for positions in ("continued", "aligned"):
        chosen = replace(config, model=str(models[name]), positions=positions)
        data, tokens = prepared(chosen)
        rows = pack(data.validation[:8], tokens, 96, seed=1)
        learner = FullLearner(chosen, compile_layers=False)
        arrays = (rows.tokens, rows.positions, rows.segments, rows.borrowed)
        inputs, places, *seen = (torch.from_numpy(a).long() for a in arrays)
        with torch.no_grad():
            hidden = learner.hidden(inputs, places, mask_of(*seen))
            ours = torch.log_softmax(hidden @ learner.head().T, -1).numpy()
        reference = ReferenceModel.open(models[name])
        at = np.flatnonzero(rows.segments[0] == rows.segments[0].max())
        first = len(tokens.constant)
        alone = [*tokens.constant, *rows.tokens[0, at].tolist()]
        theirs = reference.next_token(alone, [*range(first), *rows.positions[0, at].tolist()])
        np.testing.assert_allclose(ours[0, at[-1]], theirs, atol=2e-4)


def test_fine_tuning_lowers_the_loss_and_writes_what_the_exporter_reads(
    config: FinetuneConfig, tmp_path: Path
) -> None:
    assert run_of(replace(config, epochs=8.0), tmp_path).train()
    held_out = [point for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1].copied_loss < 0.7 * held_out[0].copied_loss
    written = read_config(tmp_path / "model")
    assert written == read_config(Path(config.model))
    assert Checkpoint.open(tmp_path / "model").count("model.layers.0.") > 0
    assert (tmp_path / "model" / "tokenizer.json").is_file()
    assert (tmp_path / curve.PLOT).stat().st_size > 1000


def test_a_language_model_is_trained_on(config: FinetuneConfig, tmp_path: Path) -> None:
    assert run_of(replace(config, objective="language-model"), tmp_path).train()
    held_out = [point for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1].copied_loss < held_out[0].copied_loss


def test_an_error_scores_as_the_text_with_it_does(config: FinetuneConfig) -> None:
    chosen = replace(config, objective="contrast")
    data, tokens = prepared(chosen)
    learner = FullLearner(chosen, compile_layers=False)
    branched = [example for example in data.validation if example.branches]
    rows = pack(branched, tokens, 96, seed=1)
    batch = contrast_batch(rows, 0.3)
    assert batch.contrasts == len(branched) > 4
    with torch.no_grad():
        margins = batch._margins(learner.losses(rows, batch.places, batch.targets)[0]).tolist()
    expected = []
    for example in branched:
        (branch,) = example.branches
        with_error = np.concatenate([example.tokens[: branch.first + 1], branch.tokens])
        expected.append(
            sum_of_losses(learner, with_error)
            - sum_of_losses(learner, example.tokens[: branch.end + 1])
        )
    np.testing.assert_allclose(sorted(margins), sorted(expected), atol=0.1)  # bfloat16


def test_a_right_edit_is_to_be_more_probable(config: FinetuneConfig, tmp_path: Path) -> None:
    edits = {True: ("fox", "dog", True), False: ("dog", "fox", False)}
    path = tmp_path / "doubts.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(200):
            typed, new, right = edits[number % 2 == 0]
            edit = {"start": 10, "end": 13, "replacement": new, "right": right}
            text = f"the quick {typed} jumps {'over ' * (number % 5)}the"
            lines.write(json.dumps({"text": text, "edits": [edit]}) + "\n")
    chosen = replace(config, objective="contrast", data=(Source(str(path)),), epochs=6.0)
    assert run_of(chosen, tmp_path / "run").train()
    held_out = [point for point in curve.read(tmp_path / "run") if point.held_out]
    assert held_out[-1].changed_right == 1
    assert held_out[-1].changed_loss < 0.1 * held_out[0].changed_loss


def sum_of_losses(learner: FullLearner, text: np.ndarray) -> float:
    tokens, length = torch.from_numpy(text).long(), len(text) - 1
    alone = torch.ones(1, length).long()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        mask = mask_of(alone, torch.zeros(1, length, 2).long())
        hidden = learner.hidden(tokens[None, :-1], torch.arange(length)[None], mask)
        logits = hidden[0] @ learner.head().T
    return float(torch.nn.functional.cross_entropy(logits.float(), tokens[1:], reduction="sum"))


def test_errors_become_less_probable(config: FinetuneConfig, tmp_path: Path) -> None:
    assert run_of(replace(config, objective="contrast", epochs=8.0), tmp_path).train()
    held_out = [point for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1].changed_loss < 0.7 * held_out[0].changed_loss
    assert held_out[-1].changed_right > 0.9
    assert held_out[-1].copied_loss < held_out[0].copied_loss, "and clean text more"


def test_only_the_last_layers_learn(config: FinetuneConfig, tmp_path: Path) -> None:
    assert run_of(replace(config, layers=1), tmp_path).train()
    before, after = (Checkpoint.open(path).tensors() for path in
                     (Path(config.model), tmp_path / "model"))  # fmt: skip
    same = {name for name in before if np.array_equal(before[name], after[name])}
    assert {name for name in before if ".layers.0." in name or "embed" in name} <= same
    assert not any(".layers.1." in name for name in same)


def test_an_interrupted_run_ends_with_the_same_weights(
    config: FinetuneConfig, tmp_path: Path
) -> None:
    assert run_of(config, tmp_path / "whole").train()
    interrupted = run_of(config, tmp_path / "parts")
    stop_in_step(interrupted, 7)
    assert not interrupted.train()
    assert run_of(config, tmp_path / "parts").train()
    whole, parts = (
        (tmp_path / name / "model" / "model.safetensors").read_bytes()
        for name in ("whole", "parts")
    )
    assert whole == parts


def stop_in_step(run: Run, number: int) -> None:
    making = run._batches.training

    def counting(step: int):  # noqa: ANN202
        if step == number:
            signal.raise_signal(signal.SIGINT)
        return making(step)

    run._batches.training = counting


def test_a_resumed_run_wants_the_same_settings(config: FinetuneConfig, tmp_path: Path) -> None:
    run_of(config, tmp_path).train()
    with pytest.raises(TrainingError, match=r"rate was 0\.003, is 0\.1"):
        run_of(replace(config, rate=0.1), tmp_path)
    assert run_of(replace(config, epochs=3.0), tmp_path).train(), "more epochs may follow"


def test_a_loss_that_is_no_number_keeps_the_last_good_model(
    config: FinetuneConfig, tmp_path: Path
) -> None:
    run = run_of(config, tmp_path)
    making = run._batches.training

    def spoiling(step: int):  # noqa: ANN202
        batch = making(step)
        if step == 8:
            batch.weights[:] = np.nan
        return batch

    run._batches.training = spoiling
    with pytest.raises(TrainingError, match=r"the loss is nan .* step 8: .* lower --rate"):
        run.train()
    tensors = Checkpoint.open(tmp_path / "model").tensors()  # refuses what is not finite
    assert tensors
    assert (tmp_path / "checkpoint.pt").is_file()


def test_a_run_without_gain_stops_early(config: FinetuneConfig, tmp_path: Path) -> None:
    still = replace(config, rate=0.0, epochs=50.0, patience=2, validate_every=1)
    assert run_of(still, tmp_path).train()
    assert curve.read(tmp_path)[-1].step <= 3


def test_a_full_disk_keeps_the_model_before(config: FinetuneConfig, tmp_path: Path) -> None:
    good = {"a": torch.zeros(3)}
    save_hugging_face(good, Path(config.model), tmp_path / "model")
    (tmp_path / "model" / "model.safetensors.partial").mkdir()  # cannot be written
    with pytest.raises(TrainingError, match="the model before it is intact"):
        save_hugging_face({"a": torch.ones(3)}, Path(config.model), tmp_path / "model")
    assert not Checkpoint.open(tmp_path / "model").tensors()["a"].any()


def test_a_model_of_another_architecture_is_refused(config: FinetuneConfig, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"architectures": ["BertModel"]}))
    with pytest.raises(TrainingError, match="BertModel"):
        FullLearner(replace(config, model=str(tmp_path)), compile_layers=False)


@pytest.fixture(scope="module")
def small_llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random model that `transformers` wrote."""
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("llama")
    shape = transformers.LlamaConfig(
        vocab_size=320, hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=256,
        tie_word_embeddings=True,
    )  # fmt: skip
    torch.manual_seed(4)
    transformers.LlamaForCausalLM(shape).save_pretrained(folder)
    made = tokenizer_with(CHATML)
    made.save(str(folder / "tokenizer.json"))
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=made, eos_token=CHATML[0])
    fast.save_pretrained(folder)
    return folder


def test_adapters_learn_and_are_merged(
    config: FinetuneConfig, small_llama: Path, tmp_path: Path
) -> None:
    pytest.importorskip("peft")
    chosen = replace(config, model=str(small_llama), backend="peft", epochs=4.0)
    learner = AdapterLearner(chosen)
    data, tokens = prepared(chosen)
    assert Run(chosen, tmp_path, learner, Batches(data, tokens, chosen)).train()
    held_out = [point for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1].copied_loss < held_out[0].copied_loss
    save_hugging_face(learner.weights(), small_llama, tmp_path / "now")
    merged = FullLearner(replace(chosen, model=str(tmp_path / "now")), compile_layers=False)
    batch = Batches(data, tokens, chosen).held_out()[0].rows
    arrays = (batch.tokens, batch.positions, batch.segments, batch.borrowed)
    inputs, places, *seen = (torch.from_numpy(a).long() for a in arrays)
    with torch.no_grad():
        theirs, ours = (one.hidden(inputs, places, mask_of(*seen)) for one in (learner, merged))
    torch.testing.assert_close(theirs, ours, atol=1e-4, rtol=1e-4)


def test_trls_trainer_takes_our_examples_and_loss(
    config: FinetuneConfig, small_llama: Path, tmp_path: Path
) -> None:
    pytest.importorskip("trl")
    pytest.importorskip("peft")
    chosen = replace(config, model=str(small_llama), epochs=2.0)
    data, tokens = prepared(chosen)
    learner = AdapterLearner(chosen)
    from transformers import AutoTokenizer  # noqa: PLC0415

    trainer = trl_training.build_trainer(
        learner._model, AutoTokenizer.from_pretrained(small_llama), chosen, data, tokens, tmp_path,
        use_cpu=True, bf16=False,
    )  # fmt: skip
    trainer.train()
    points = curve.read(tmp_path)
    held_out = [point for point in points if point.held_out]
    assert held_out[-1].copied_loss < held_out[0].copied_loss
    assert any(not point.held_out for point in points)


def test_mlx_learns_and_merges(config: FinetuneConfig, small_llama: Path, tmp_path: Path) -> None:
    pytest.importorskip("mlx_lm")
    chosen = replace(config, model=str(small_llama), epochs=4.0, rate=1e-2)
    data, tokens = prepared(chosen)
    assert mlx_training.train(chosen, tmp_path, data, tokens)
    held_out = [point.copied_loss for point in curve.read(tmp_path) if point.held_out]
    assert held_out[-1] < held_out[0]
    before, after = (Checkpoint.open(path).tensors() for path in (small_llama, tmp_path / "model"))
    assert before.keys() == after.keys()
    changed = {name for name in before if not np.allclose(before[name], after[name], atol=1e-6)}
    assert any("q_proj" in name for name in changed)
