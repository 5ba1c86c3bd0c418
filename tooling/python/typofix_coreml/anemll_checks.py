"""What must be in place before ANEMLL's pipeline starts: it takes long, and fails late and unclear.

All facts of the machine come through `Machine`, so that each refusal can be tested anywhere.
"""

import json
import platform
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from typofix_tooling.checkpoint import Checkpoint
from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import read_config

ARCHITECTURE = "Qwen3ForCausalLM"
SCRIPT = Path("anemll/utils/convert_model.sh")
MONOLITH_SCRIPT = Path("anemll/utils/convert_monolith.sh")
COMPILER = Path("anemll/utils/compile_models.py")

_OLDEST_MACOS = 15
_OLDEST_ANEMLL = (0, 3, 5)
_OLDEST_COREMLTOOLS = 9
_PYTHONS = ((3, 9), (3, 11))
# Embeddings, head, two forms of the layers and what they are combined into, with room to work.
_DISK_FOR_WEIGHTS = 4

_PROBE = """\
import json, sys
found = {"python": list(sys.version_info[:2])}
for name in ("torch", "transformers", "coremltools", "sklearn"):
    try:
        found[name] = __import__(name).__version__
    except Exception as problem:
        found[name] = None
print(json.dumps(found))
"""


@dataclass(frozen=True)
class Machine:
    """This computer, as far as the pipeline minds."""

    system: str  # Darwin, Linux
    architecture: str  # arm64, x86_64
    macos: str  # 15.1; empty elsewhere
    which: Callable[[str], str | None] = shutil.which
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free

    @classmethod
    def this(cls) -> "Machine":
        return cls(platform.system(), platform.machine(), platform.mac_ver()[0])

    @property
    def compiles(self) -> bool:
        """Whether Core ML's compiler runs here; elsewhere the packages stay packages."""
        return self.system == "Darwin"


def check(anemll: Path, python: str, model: Path, output: Path, machine: Machine) -> None:
    """Refuses what cannot end well, with what to do about it."""
    _check_paths(anemll, model, output)
    _check_checkout(anemll)
    _check_model(model)
    _check_machine(machine)
    _check_python(python, machine)
    _check_disk(model, output, machine)


def _check_paths(*paths: Path) -> None:
    """The script puts paths into commands that a second shell reads."""
    for path in paths:
        for character in "\"'$`\\":
            if character in str(path.absolute()):
                raise ExportError(f"{path}: ANEMLL's script stumbles over {character} in a path")


def _check_checkout(anemll: Path) -> None:
    for script in (SCRIPT, MONOLITH_SCRIPT, COMPILER):
        if not (anemll / script).is_file():
            raise ExportError(
                f"{anemll / script}: no such file; name a checkout of "
                "https://github.com/Anemll/Anemll with --anemll"
            )
    project = anemll / "pyproject.toml"
    text = project.read_text(encoding="utf-8") if project.is_file() else ""
    version = re.search(r'^version\s*=\s*"(\d+)\.(\d+)\.(\d+)', text, re.MULTILINE)
    if version and tuple(int(part) for part in version.groups()) < _OLDEST_ANEMLL:
        wanted = ".".join(map(str, _OLDEST_ANEMLL))
        raise ExportError(
            f"{anemll} is ANEMLL {'.'.join(version.groups())}; expected {wanted} or later "
            "(earlier ones compute some models wrongly): run `git pull` there"
        )


def _check_model(model: Path) -> None:
    config = read_config(model)
    if config.architecture != ARCHITECTURE:
        raise ExportError(
            f"{model}: {config.architecture}; by ANEMLL only {ARCHITECTURE} is converted here, "
            "the own converter takes this one (leave out --via)"
        )
    if not (model / "tokenizer.json").is_file():
        raise ExportError(f"{model / 'tokenizer.json'}: no such file; ANEMLL copies it")
    # its names and shapes; the pipeline would find a missing one after many minutes
    size = (config.vocabulary_size, config.hidden_size)
    Checkpoint.open(model).tensor("model.embed_tokens.weight", *size)


def _check_machine(machine: Machine) -> None:
    for program in ("bash", "jq"):
        if machine.which(program) is None:
            raise ExportError(f"'{program}' is missing: ANEMLL's script needs it, install it")
    if not machine.compiles:
        return
    major = int(machine.macos.split(".")[0] or 0)
    if major < _OLDEST_MACOS:
        raise ExportError(
            f"this is macOS {machine.macos}; models with a state need macOS {_OLDEST_MACOS}"
        )
    if machine.architecture != "arm64":
        raise ExportError(
            f"this Python runs as {machine.architecture}; the Neural Engine needs an Apple "
            "silicon Mac and a native (arm64) Python"
        )
    if machine.which("xcrun") is None:
        raise ExportError("'xcrun' is missing: install Xcode, or its command line tools")


def _check_python(python: str, machine: Machine) -> None:
    found_at = machine.which(python)
    if found_at is None:
        raise ExportError(f"'{python}' cannot be started; name ANEMLL's Python with --python")
    if not (Path(found_at).parent / "python3").exists():
        raise ExportError(
            f"{found_at}: there is no 'python3' beside it, which ANEMLL's scripts start; "
            "name one in a virtual environment"
        )
    command = [python, "-c", _PROBE]
    probe = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(probe.stdout)
    except ValueError:
        raise ExportError(f"{python} is no working Python: {probe.stderr.strip()}") from None
    version = tuple(found["python"])
    if not _PYTHONS[0] <= version <= _PYTHONS[1]:
        raise ExportError(
            f"{python} is Python {version[0]}.{version[1]}; ANEMLL runs on 3.9 to 3.11"
        )
    missing = [name for name in ("torch", "transformers", "coremltools") if not found[name]]
    if missing:
        raise ExportError(
            f"{python} lacks {', '.join(missing)}: run `pip install -r requirements.txt` in "
            "ANEMLL's checkout, with this Python"
        )
    if int(found["coremltools"].split(".")[0]) < _OLDEST_COREMLTOOLS:
        raise ExportError(
            f"{python} has coremltools {found['coremltools']}; "
            f"expected {_OLDEST_COREMLTOOLS}.0 or later"
        )


def _check_disk(model: Path, output: Path, machine: Machine) -> None:
    folder = output.absolute()
    while not folder.exists():
        folder = folder.parent
    needed = _DISK_FOR_WEIGHTS * weight_bytes(model)
    free = machine.free_bytes(folder)
    if free < needed:
        raise ExportError(
            f"{folder} has {free / 1e9:.1f} GB free; the conversion takes up to {needed / 1e9:.1f}"
        )


def weight_bytes(model: Path) -> int:
    """What the files of weights take."""
    return sum(file.stat().st_size for file in model.glob("*.safetensors"))
