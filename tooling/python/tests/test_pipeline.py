"""The pipeline: its plan, its stamps, and the whole on a random model."""

import gzip
import json
import random
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from typofix_finetuning import corrections, opinion
from typofix_finetuning.steps import CHECKOUT, JAVA, Step, carry_out
from typofix_pipeline import __main__ as pipeline
from typofix_pipeline import config
from typofix_training.errors import TrainingError

REPOSITORIES = 10
SLIPS = {"the": "teh", "would": "woudl", "there": "tehre", "which": "whcih", "from": "form"}
SENTENCES = (
    "This option tells the server which files it may read from the folder of the project.",
    "There is no need to change the settings if the first run would end without an error.",
    "We added a test that fails when there are more rows than the table would allow.",
    "Most of the time is spent in the loop, which reads a line from the file and counts it.",
)
BUILT = Path(CHECKOUT / "tooling" / "target" / "tooling-0.1.0-SNAPSHOT.jar")


def correction(chance: random.Random, repository: int) -> dict[str, object]:
    meant = chance.choice(SENTENCES)
    wrong, right = chance.choice([(w, r) for r, w in SLIPS.items() if f" {r} " in meant])
    place = meant.index(f" {right} ") + 1
    typed = meant[:place] + wrong + meant[place + len(right) :]
    edit = {"wrong": wrong, "right": right, "col": place, "kind": "word", "cls": "nonword",
            "codespell": True, "typos": True}  # fmt: skip
    return {"repo": f"made/{repository:02}", "src": f"// {typed}", "tgt": f"// {meant}",
            "edits": [edit | {"col": place + 3}], "before": chance.choice(SENTENCES), "after": "",
            "cls": "nonword", "tool": False, "n_edits": 1}  # fmt: skip


def write_lines(path: Path, seed: int, count: int) -> Path:
    chance = random.Random(seed)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        for number in range(count):
            line = correction(chance, number % REPOSITORIES)
            stream.write(json.dumps(line) + "\n")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "corrections.jsonl.gz", 1, 300)


def test_no_repository_is_learnt_from_and_judged_by(lines: Path, tmp_path: Path) -> None:
    corrections.divide(lines, tmp_path / "data")
    with gzip.open(lines, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    learnt = (tmp_path / "data" / corrections.LEARN).read_text(encoding="utf-8").splitlines()
    with gzip.open(tmp_path / "data" / corrections.REST, "rt", encoding="utf-8") as stream:
        rest = [json.loads(line) for line in stream]
    assert len(learnt) + len(rest) == len(records)
    kept_back = {record["repo"] for record in rest}
    assert 0 < len(kept_back) < REPOSITORIES
    assert rest == [record for record in records if record["repo"] in kept_back]


def test_pairs_lack_the_marks_of_comments(lines: Path, tmp_path: Path) -> None:
    corrections.divide(lines, tmp_path / "data")
    for line in (tmp_path / "data" / corrections.LEARN).read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        assert pair["clean"] in SENTENCES
        assert pair["corrupted"] != pair["clean"]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"no gzip", "no gzipped lines"), (gzip.compress(b'{"src": 1}\n'), "lacks repo")],
)
def test_other_files_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "other.gz"
    file.write_bytes(content)
    with pytest.raises(TrainingError, match=message):
        corrections.divide(file, tmp_path / "data")


def counting(file: Path, name: str) -> Step:
    code = f"open({str(file)!r}, 'a').write({name!r})"
    return Step(name, ([sys.executable, "-c", code],))


def test_a_step_is_done_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    steps = [counting(log, "a"), counting(log, "b")]
    carry_out(tmp_path, steps)
    again = carry_out(tmp_path, steps)
    assert log.read_text() == "ab"
    assert [done.step.name for done in again] == ["a", "b"]


def test_what_follows_a_changed_step_is_done_anew(tmp_path: Path) -> None:
    log = tmp_path / "log"
    carry_out(tmp_path, [counting(log, "a"), counting(log, "b"), counting(log, "c")])
    changed = Step("b", (*counting(log, "b").commands, [sys.executable, "-c", ""]))
    carry_out(tmp_path, [counting(log, "a"), changed, counting(log, "c")])
    assert log.read_text() == "abcbc"


def test_a_step_that_failed_is_repeated(tmp_path: Path) -> None:
    log = tmp_path / "log"
    failing = Step("b", (*counting(log, "b").commands, [sys.executable, "-c", "exit(3)"]))
    for _ in range(2):
        with pytest.raises(TrainingError, match="failed with 3"):
            carry_out(tmp_path, [counting(log, "a"), failing])
    assert log.read_text() == "abb"


@pytest.fixture
def settings(tmp_path: Path, lines: Path) -> Path:
    """The files of a pipeline, but for its model."""
    (tmp_path / "text.txt").write_text("\n\n".join(SENTENCES * 5) + "\n", encoding="utf-8")
    write_lines(tmp_path / "labelled.jsonl.gz", 2, 16)
    with gzip.open(tmp_path / "clean.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(f"made\t{sentence}\n" for sentence in SENTENCES * 3)
    (tmp_path / "model").mkdir()
    shutil.copy(CHECKOUT / "models" / "tiny" / "tokenizer.json", tmp_path / "model")
    (tmp_path / "prompt.json").write_text(json.dumps({"positions": "continued"}), encoding="utf-8")
    path = tmp_path / "pipeline.toml"
    path.write_text(
        f"""\
model = "model"
corrections = "{lines.name}"
corrections_repeat = 2
labelled = "labelled.jsonl.gz"
clean = ["clean.tsv.gz"]

[[text]]
name = "chat"
input = ["text.txt"]
count = 40
seed = 3

[finetune]
backend = "mlx"
prompt = "prompt.json"
tokens = 4000
rate = 1e-2
rank = 4
validate_every = 3
""",
        encoding="utf-8",
    )
    return path


def test_plans_each_step_with_a_command_that_exists(settings: Path, tmp_path: Path) -> None:
    steps = list(pipeline.plan(config.read(settings), tmp_path / "run"))
    assert [step.name for step in steps] == [
        "texts", "corrections", "fine-tuning", "bundle", "made errors", "table train",
        "table around", "table made", "table labelled", "table clean", "decision", "evaluation",
        "Core ML", "server",
    ]  # fmt: skip
    for step in steps:
        for command in step.commands:
            assert command[0] in (*JAVA, sys.executable)


def test_a_model_that_contrasts_learns_from_what_is_in_doubt(
    settings: Path, tmp_path: Path
) -> None:
    text = settings.read_text(encoding="utf-8")
    text = text.replace('backend = "mlx"', 'backend = "full"\nobjective = "contrast"')
    settings.write_text(text + "\n[language]\ntokens = 2000\n", encoding="utf-8")
    chosen = config.read(settings)
    run = tmp_path / "run"
    steps = {step.name: step for step in pipeline.plan(chosen, run)}
    assert list(steps)[:6] == [
        "texts", "corrections", "language", "doubts", "fine-tuning", "bundle",
    ]  # fmt: skip
    assert "--edits" in steps["texts"].commands[0]
    assert "--format" not in steps["texts"].commands[0]
    made = {command[command.index("--output") + 1] for command in steps["doubts"].commands}
    learnt = pipeline._settings(chosen, run)
    assert {table["path"] for table in learnt["data"]} | set(learnt["validation"]) == made
    first = pipeline._language_settings(chosen, run)
    assert (first["objective"], first["tokens"]) == ("language-model", 2000)
    assert learnt["model"] == str(run / "language" / "model")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('model = "model"', 'model = "nowhere"', "nowhere: no such file"),
        ("seed = 3", "sead = 3", "unknown key 'sead'"),
        ("count = 40", 'count = "many"', "a setting is missing or of another type"),
        ("[finetune]", "[tune]", "unknown key 'tune'"),
    ],
)
def test_a_wrong_setting_is_named(old: str, new: str, message: str, settings: Path) -> None:
    settings.write_text(settings.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(TrainingError, match=message):
        config.read(settings)


@pytest.mark.skipif(not BUILT.is_file(), reason="mvn package builds what the steps start")
def test_from_text_to_a_served_model(settings: Path, tmp_path: Path) -> None:
    for package in ("mlx_lm", "lightgbm", "coremltools"):
        pytest.importorskip(package)
    write_random_llama(tmp_path / "model")
    run = tmp_path / "run"
    arguments = ["--config", str(settings), "--output", str(run)]
    assert pipeline.main(arguments) == 0
    report = (run / "PIPELINE.md").read_text(encoding="utf-8")
    for heading in ("Fine-tuning", "Examination", "What was made", "Served", "Steps"):
        assert f"## {heading}" in report
    assert "model.mlpackage" in report
    assert re.search(r"Thresholds: .*misspelling 0\.\d", report)
    served = json.loads((run / "served.json").read_text(encoding="utf-8"))
    assert len(served["texts"]) == 3
    manifest = json.loads((run / opinion.BUNDLE / "manifest.json").read_text(encoding="utf-8"))
    assert {"model.onnx", "second-opinion.json", "coreml.json"} <= manifest["files"].keys()
    stamps = sorted((run / "steps").iterdir())
    before = [stamp.stat().st_mtime_ns for stamp in stamps]
    assert pipeline.main(arguments) == 0
    assert [stamp.stat().st_mtime_ns for stamp in stamps] == before


def write_random_llama(folder: Path) -> None:
    """A random model with the tokenizer that lies there."""
    from safetensors.numpy import save_file  # noqa: PLC0415
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415

    from typofix_tooling.model_config import parse_config  # noqa: PLC0415
    from typofix_tooling.random_models import CONFIGS, random_weights  # noqa: PLC0415

    tokenizer = folder / "tokenizer.json"
    made = PreTrainedTokenizerFast(tokenizer_file=str(tokenizer), eos_token="<|text|>")
    raw = CONFIGS["llama"] | {
        "vocab_size": len(made), "tie_word_embeddings": True, "model_type": "llama",
        "head_dim": 16, "max_position_embeddings": 512, "rope_scaling": None,
        "attention_bias": False, "mlp_bias": False,
    }  # fmt: skip
    made.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps(raw), encoding="utf-8")
    weights = random_weights(parse_config(raw), np.random.default_rng(6))
    save_file(weights, folder / "model.safetensors")
