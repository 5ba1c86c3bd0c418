"""The converted program says what the model says: executed from the package, in float16."""

from pathlib import Path

import numpy as np
import pytest
from coreml_models import BLOCK, SLOTS, converted, opened

from typofix_coreml import contract, parity
from typofix_coreml.contract import ProgramSizes
from typofix_coreml.description import DESCRIPTION, PACKAGE, check, read_description
from typofix_coreml.interpreter import Interpreter
from typofix_coreml.package import ConvertOptions, convert
from typofix_coreml.session import BlockSession
from typofix_tooling.bundle import MODEL, BundleOptions, export
from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.dequantize import dequantize
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config
from typofix_tooling.parity import compare, read_cases, recompute, tree_of
from typofix_tooling.random_models import CONFIGS, VOCABULARY, random_tree
from typofix_tooling.reference import ReferenceModel
from typofix_tooling.token_tree import TokenTree, TreeScorer

ROOT = Path(__file__).parents[3]
TINY = ROOT / "models/tiny"
EXPECTED = ROOT / "ane-engine/src/test/resources/dev/typofix/engine/expected-tiny.json"
# Outputs and rotary tables stay float16.
SINGLE_TOLERANCE = 0.01
# Twice the largest seen: eight bits are coarse on random weights.
TOLERANCES = {"int8": 0.5, "int8-mixed": 0.4, "palette8": 0.5}


def trees(count: int, seed: int) -> list[TokenTree]:
    """Up to three blocks each, with padding in the last."""
    generator = np.random.default_rng(seed)
    return [random_tree(generator, prompt=11, branches=8) for _ in range(count)]


@pytest.mark.parametrize("name", CONFIGS)
def test_all_log_probabilities_agree_with_the_reference(
    name: str, models: dict[str, Path], programs: dict[str, Path]
) -> None:
    judge = parity.by_reference(ReferenceModel.open(models[name]))
    found = parity.agreement(opened(programs[name]), VOCABULARY, trees(4, seed=3), judge)
    assert found.disagreements == 0, found
    assert found.largest < parity.HALF_TOLERANCE
    assert found.mean < parity.HALF_MEAN_TOLERANCE
    assert found.ties <= found.rows // 50


def test_without_emulation_the_program_computes_what_its_weights_say(
    models: dict[str, Path], programs: dict[str, Path]
) -> None:
    """An error of the conversion would show here, where float16 hides nothing."""
    rounded = {
        name: values.astype(np.float16).astype(np.float32)
        for name, values in Checkpoint.open(models["qwen3"]).tensors().items()
    }
    judge = parity.by_reference(ReferenceModel(read_config(models["qwen3"]), rounded))
    some = trees(2, seed=5)
    single = parity.agreement(
        opened(programs["qwen3"], emulate_half=False), VOCABULARY, some, judge
    )
    half = parity.agreement(opened(programs["qwen3"]), VOCABULARY, some, judge)
    assert single.largest < SINGLE_TOLERANCE, single
    assert single.mean < half.mean / 2, half  # so the emulation does something


@pytest.mark.parametrize("weights", TOLERANCES)
def test_eight_bit_weights_lie_near_the_reference(
    weights: str, models: dict[str, Path], tmp_path: Path
) -> None:
    interpreter = opened(converted(models["qwen3"], tmp_path / "out", weights))
    judge = parity.by_reference(ReferenceModel.open(models["qwen3"]))
    found = parity.agreement(interpreter, VOCABULARY, trees(2, seed=7), judge)
    assert found.mean > parity.HALF_MEAN_TOLERANCE  # they are eight bits indeed
    assert found.largest < TOLERANCES[weights]


def test_a_head_in_several_chunks_says_the_same(
    models: dict[str, Path],
    programs: dict[str, Path],
    tree: TokenTree,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = BlockSession(opened(programs["qwen2"]), VOCABULARY).extend(tree)
    monkeypatch.setattr(contract, "_LARGEST_CHUNK", 128)
    chunked = converted(models["qwen2"], tmp_path)
    assert read_description(chunked)["logitChunks"] == [128, 128, 128]
    found = BlockSession(opened(chunked), VOCABULARY).extend(tree)
    np.testing.assert_allclose(found, whole, atol=0.01, rtol=0)


@pytest.mark.parametrize("cut", [0, 5, BLOCK, 21, 33])
def test_a_session_that_was_cut_and_regrown_is_as_good_as_a_new_one(
    cut: int, programs: dict[str, Path], tree: TokenTree
) -> None:
    interpreter = opened(programs["qwen3"])
    expected = BlockSession(interpreter, VOCABULARY).extend(tree)
    session = BlockSession(interpreter, VOCABULARY)
    session.extend(TokenTree(*(values[:cut] for values in parts(tree))))
    session.extend(random_tree(np.random.default_rng(9), prompt=13, branches=5))
    session.truncate(cut)
    rest = session.extend(TokenTree(*(values[cut:] for values in parts(tree))))
    # the blocks begin elsewhere, so products add up in the same order but in other company
    np.testing.assert_allclose(rest, expected[cut:], atol=parity.HALF_TOLERANCE, rtol=0)
    assert session.size == len(tree)


def parts(tree: TokenTree) -> tuple[list[int], list[int], list[int]]:
    return list(tree.tokens), list(tree.positions), list(tree.parents)


def test_what_hidden_slots_hold_changes_nothing(programs: dict[str, Path], tree: TokenTree) -> None:
    interpreter = opened(programs["qwen3"])
    clean, dirty = BlockSession(interpreter, VOCABULARY), BlockSession(interpreter, VOCABULARY)
    dirty.extend(random_tree(np.random.default_rng(4), prompt=20, branches=9))
    dirty.truncate(0)
    np.testing.assert_array_equal(clean.extend(tree), dirty.extend(tree))


def test_the_last_slots_are_filled_by_running_rows_again(
    models: dict[str, Path], programs: dict[str, Path]
) -> None:
    session = BlockSession(opened(programs["llama"]), VOCABULARY)
    line = TokenTree([7 + i for i in range(SLOTS)], range(SLOTS), range(-1, SLOTS - 1))
    first = SLOTS - BLOCK + 3  # a block from here on would pass the end
    session.extend(TokenTree(line.tokens[:first], line.positions[:first], line.parents[:first]))
    rest = session.extend(TokenTree(line.tokens[first:], range(first, SLOTS), line.parents[first:]))
    model = ReferenceModel.open(models["llama"])
    expected = model.next_token(list(line.tokens), list(line.positions))
    np.testing.assert_allclose(rest[-1], expected, atol=parity.HALF_TOLERANCE, rtol=0)
    with pytest.raises(ValueError, match=f"{SLOTS + 1} nodes; there are {SLOTS} slots"):
        session.extend(TokenTree([1], [0], [0]))


def test_a_single_row_costs_a_block_and_scores_the_same(
    programs: dict[str, Path], tree: TokenTree
) -> None:
    interpreter = opened(programs["qwen2"])
    expected = BlockSession(interpreter, VOCABULARY).extend(tree)
    session = BlockSession(interpreter, VOCABULARY)
    rows = [
        session.extend(TokenTree([token], [position], [parent]))
        for token, position, parent in zip(*parts(tree), strict=True)
    ]
    found = np.concatenate(rows)
    np.testing.assert_allclose(found, expected, atol=parity.HALF_TOLERANCE, rtol=0)


def test_the_embedded_model_agrees_with_its_bundle(tmp_path: Path) -> None:
    """The real one, converted anew from the weights of its own bundle."""
    dequantize(TINY, tmp_path / "model")
    export(tmp_path / "model", tmp_path / "fp32", BundleOptions("tiny", "fp32"))
    sizes = ProgramSizes.of(block=64, slots=192)
    package = convert(tmp_path / "model", tmp_path / "out", ConvertOptions(sizes))
    interpreter = Interpreter.open(package)
    vocabulary = 8192
    some = parity.random_trees(2, seed=11, vocabulary=vocabulary)
    assert max(len(tree) for tree in some) > 64
    exact = parity.by_bundle(TreeScorer(tmp_path / "fp32" / MODEL))
    found = parity.agreement(interpreter, vocabulary, some, exact)
    assert found.disagreements == 0, found
    assert found.mean < parity.HALF_MEAN_TOLERANCE
    assert found.largest < parity.HALF_TOLERANCE
    # The bundle itself rounds activations to eight bits, which is its difference, not Core ML's:
    # .19 nats of random tokens, with a scale for each row little less (.18).
    shipped = parity.agreement(
        interpreter, vocabulary, some, parity.by_bundle(TreeScorer(TINY / MODEL))
    )
    assert shipped.mean < 0.25, shipped
    assert shipped.largest < 3  # of random tokens, the odd one


def test_the_program_agrees_with_pytorch(
    models: dict[str, Path], programs: dict[str, Path]
) -> None:
    """With the model as it is trained, over several blocks of a line with restarting positions."""
    torch = pytest.importorskip("torch")
    from typofix_training.config import ModelShape  # noqa: PLC0415
    from typofix_training.model import Qwen3, load_hugging_face  # noqa: PLC0415

    config = read_config(models["qwen3"])
    shape = ModelShape(
        vocabulary=config.vocabulary_size,
        hidden=config.hidden_size,
        feed_forward=config.feed_forward_size,
        layers=config.layers,
        query_heads=config.query_heads,
        key_value_heads=config.key_value_heads,
        head_dimension=config.head_dimension,
        rope_theta=config.rope_theta,
    )
    model = Qwen3(shape)
    load_hugging_face(model, models["qwen3"])
    length = 2 * BLOCK + 5
    tokens = np.random.default_rng(6).integers(0, VOCABULARY, length).tolist()
    positions = [*range(20), *range(length - 20)]
    with torch.no_grad():
        hidden = model.hidden(torch.tensor([tokens]), torch.tensor([positions]))
        expected = torch.log_softmax(model.logits(hidden)[0], dim=-1).numpy()
    session = BlockSession(opened(programs["qwen3"]), VOCABULARY)
    found = session.extend(TokenTree(tokens, positions, range(-1, length - 1)))
    np.testing.assert_allclose(found, expected, atol=parity.HALF_TOLERANCE, rtol=0)
    # a best token that differs may be a tie only
    rows = np.arange(length)
    behind = found.max(axis=1) - found[rows, expected.argmax(axis=1)]
    assert behind.max() < parity.HALF_TOLERANCE


@pytest.mark.skipif(not (TINY / DESCRIPTION).is_file(), reason="the bundle holds no program yet")
def test_the_shipped_program_is_whole_and_agrees_with_the_trained_model() -> None:
    assert check(TINY) == []
    cases = read_cases(EXPECTED)
    found = parity.agreement(
        Interpreter.open(TINY / PACKAGE),
        read_description(TINY)["vocabularySize"],
        [tree_of(case) for case in cases],
        parity.by_expected(cases),
    )
    assert found.disagreements == 0, found
    assert found.mean < parity.MIXED_MEAN_TOLERANCE, found
    assert found.largest < parity.MIXED_TOLERANCE, found
    # whoever has the one need not fear the other: it is no further from the trained model
    assert found.mean < compare(TreeScorer(TINY / MODEL), cases).mean


@pytest.mark.skipif(not (TINY / DESCRIPTION).is_file(), reason="the bundle holds no program yet")
def test_the_embedded_model_stays_small_with_both_its_files() -> None:
    package = sum(file.stat().st_size for file in (TINY / PACKAGE).rglob("*") if file.is_file())
    assert package + (TINY / MODEL).stat().st_size < 25e6


def test_expected_values_say_what_the_reference_says(
    models: dict[str, Path], programs: dict[str, Path]
) -> None:
    """The data that a bundle's program is held to, computed for a model that is at hand."""
    some = [
        {"tokens": [*tree.tokens], "positions": [*tree.positions], "parents": [*tree.parents]}
        for tree in trees(2, seed=8)
    ]
    cases = recompute(some, models["qwen3"])
    found = parity.agreement(
        opened(programs["qwen3"]), VOCABULARY, trees(2, seed=8), parity.by_expected(cases)
    )
    assert found.disagreements == 0, found
    assert found.differences.size == sum(len(tree) - 1 for tree in trees(2, seed=8))
    assert found.largest < parity.HALF_TOLERANCE
    cases[0]["best"] = [(best + 1) % VOCABULARY for best in cases[0]["best"]]
    wrong = parity.agreement(
        opened(programs["qwen3"]), VOCABULARY, trees(1, seed=8), parity.by_expected(cases)
    )
    assert wrong.disagreements + wrong.ties == wrong.rows
    with pytest.raises(ExportError, match="recompute-with"):
        parity.by_expected(some)


def test_the_command_prints_the_agreement(
    models: dict[str, Path], programs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(programs["qwen3"]), "--model", str(models["qwen3"]), "--trees", "1"]
    assert parity.main([*arguments, "--tolerance", "0.1"]) == 0
    assert "0 disagreements" in capsys.readouterr().out
    assert parity.main([*arguments, "--tolerance", "1e-6"]) == 1
    assert parity.main([str(models["qwen3"]), "--model", str(models["qwen3"])]) == 1
    assert "coreml.json: no such file" in capsys.readouterr().err
