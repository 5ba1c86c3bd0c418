"""A Python that lacks a package: one line that says what to install, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from typofix_tooling.__main__ import COMMANDS, main, start

TOOLING = Path(__file__).parent.parent
OPTIONS = ["--table", "t.tsv", "--output", "out", "--model", "m"]


def run_without(package: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    (folder / f"{package}.py").write_text(
        f"raise ModuleNotFoundError(\"No module named '{package}'\", name='{package}')\n"
    )
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=TOOLING,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(TOOLING)])},
    )


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        (["-m", "typofix_tooling", "calibrate"], "tooling/python[calibration]"),
        (["-m", "typofix_tooling", "thresholds"], "tooling/python[calibration]"),
        (["-m", "typofix_tooling", "dequantize"], "tooling/python"),
        (["-m", "typofix_tooling", "convert"], "tooling/python[coreml]"),
        (["-m", "typofix_coreml"], "tooling/python[coreml]"),
        (["export_onnx.py"], "tooling/python"),
    ],
)
def test_without_numpy_one_line_says_what_to_install(
    command: list[str], wanted: str, tmp_path: Path
) -> None:
    result = run_without("numpy", tmp_path, *command, *OPTIONS)
    assert result.returncode == 2
    name = {"typofix_coreml": "convert"}.get(command[-1], command[-1].removesuffix(".py"))
    assert result.stderr.splitlines() == [
        f"{name}: the Python package 'numpy' is missing: run `pip install -e '{wanted}'`"
    ]


def test_a_module_of_ours_that_is_missing_is_no_matter_of_installing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(COMMANDS, "convert", ("typofix_nowhere", "[coreml]"))
    with pytest.raises(ModuleNotFoundError):
        start("convert", [])


def test_an_unknown_command_is_answered_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["colour"]) == 2
    assert "calibrate, thresholds" in capsys.readouterr().err
