"""Random models, written once for all tests."""

from pathlib import Path

import numpy as np
import pytest

from typofix_tooling.model_config import ModelConfig
from typofix_tooling.random_models import CONFIGS, Weights, random_tree, write_model
from typofix_tooling.token_tree import TokenTree

SEED = 20


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A Hugging Face folder for each architecture."""
    root = tmp_path_factory.mktemp("models")
    for name in CONFIGS:
        write_model(root / name, name, SEED)
    return {name: root / name for name in CONFIGS}


@pytest.fixture
def qwen3(tmp_path: Path) -> tuple[Path, ModelConfig, Weights]:
    """A folder that a test may damage."""
    folder = tmp_path / "damaged"
    config, weights = write_model(folder, "qwen3", SEED)
    return folder, config, weights


@pytest.fixture
def tree() -> TokenTree:
    return random_tree(np.random.default_rng(SEED), prompt=11, branches=8)


@pytest.fixture(scope="session")
def programs(models: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A converted program of each architecture."""
    from coreml_models import converted  # noqa: PLC0415 (needs the extra `coreml`)

    root = tmp_path_factory.mktemp("programs")
    return {name: converted(folder, root / name) for name, folder in models.items()}
