"""`coreml.json`: what a converted program is, for those who call it. Needs no coremltools."""

import json
from pathlib import Path
from typing import Any

from typofix_coreml.contract import CONTRACT_VERSION
from typofix_tooling.errors import ExportError
from typofix_tooling.manifest import write_atomically

DESCRIPTION = "coreml.json"
PACKAGE = "model.mlpackage"


def read_description(folder: Path) -> dict[str, Any]:
    """Reads the description of the program in a folder; refuses one of another version."""
    path = folder / DESCRIPTION
    try:
        description: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExportError(f"{path}: no such file; expected a converted model") from None
    except json.JSONDecodeError as problem:
        raise ExportError(f"{path}: not JSON: {problem}") from None
    version = description.get("formatVersion")
    if version != CONTRACT_VERSION:
        raise ExportError(f"{path}: format version {version}; expected {CONTRACT_VERSION}")
    return description


def write_description(folder: Path, description: dict[str, Any]) -> None:
    text = json.dumps(description, indent=2, ensure_ascii=False) + "\n"
    write_atomically(folder / DESCRIPTION, text)
