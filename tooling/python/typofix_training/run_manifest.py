"""The record beside a run's output: configuration, source commit, inputs and outputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typofix_tooling.manifest import source_commit, write_atomically


def write(folder: Path, config: dict[str, Any], inputs: list[Path], outputs: list[Path]) -> None:
    """Writes `manifest.json`; files are named, not placed: no path of this machine is kept."""
    manifest = {
        "config": _names_only(config),
        "commit": source_commit(),
        "inputs": [_entry(path) for path in inputs],
        "outputs": [_entry(path) for path in outputs],
    }
    _write(folder / "manifest.json", manifest)


def write_beside(
    output: Path, command: str, config: dict[str, Any], inputs: Sequence[Path]
) -> None:
    """Writes `OUTPUT.manifest.json`, in the form of the Java commands' manifests."""
    manifest = {
        "command": command,
        "source-commit": source_commit(),
        "config": config,
        "inputs": [_entry(path) for path in inputs],
        "outputs": [_entry(output)],
    }
    _write(output.with_name(output.name + ".manifest.json"), manifest)


def _write(path: Path, manifest: dict[str, Any]) -> None:
    write_atomically(path, json.dumps(manifest, indent=2) + "\n")


def _names_only(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _names_only(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_names_only(entry) for entry in value]
    return Path(value).name if isinstance(value, str) else value


def _entry(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": digest.hexdigest()}
