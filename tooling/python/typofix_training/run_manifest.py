"""The record beside a run's output: configuration, source commit, inputs and outputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from typofix_tooling.manifest import source_commit


def write(folder: Path, config: dict[str, Any], inputs: list[Path], outputs: list[Path]) -> None:
    """Writes `manifest.json`; files are named, not placed: no path of this machine is kept."""
    manifest = {
        "config": _names_only(config),
        "commit": source_commit(),
        "inputs": [_entry(path) for path in inputs],
        "outputs": [_entry(path) for path in outputs],
    }
    partial = folder / "manifest.json.partial"
    partial.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    partial.replace(folder / "manifest.json")


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
