"""A stand-in for a checkout of ANEMLL: the arguments, outputs and faults of its scripts.

The faults are those of ANEMLL 0.3.5; see typofix_coreml/anemll.py.
"""

import json
import stat
import sys
from pathlib import Path

_CONVERT = r"""#!/bin/bash
# The arguments of convert_model.sh; what it is asked to do goes to calls.txt.
LUT2=4; LUT3=6; PREFIX=llama; CHUNKS=2
while [[ $# -gt 0 ]]; do
  case $1 in
    --model|--context|--batch|--lut1) shift 2;;
    --output) OUT=$2; shift 2;;
    --lut2) LUT2=$2; shift 2;;
    --lut3) LUT3=$2; shift 2;;
    --chunk) CHUNKS=$2; shift 2;;
    --prefix) PREFIX=$2; shift 2;;
    --only) ONLY=$2; shift 2;;
    --skip-check) shift;;
    *) echo "Unknown parameter: $1"; exit 1;;
  esac
done
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
echo "$ONLY" >> "$HERE/calls.txt"
if [ -f "$HERE/fail_$ONLY" ]; then echo "Error in step $ONLY: out of memory"; exit 1; fi
if [ -f "$HERE/silent_$ONLY" ]; then echo "Conversion completed successfully!"; exit 0; fi
package() { # name bytes
  mkdir -p "$OUT/$1/Data/com.apple.CoreML/weights"
  [ -f "$HERE/half_$ONLY" ] && return
  echo '{}' > "$OUT/$1/Manifest.json"
  echo model > "$OUT/$1/Data/com.apple.CoreML/model.mlmodel"
  head -c "$2" /dev/zero > "$OUT/$1/Data/com.apple.CoreML/weights/weight.bin"
}
OF="chunk_01of$(printf %02d "$CHUNKS")"
L2=${LUT2:+_lut$LUT2}; L3=${LUT3:+_lut$LUT3}
BYTES=WHOLE
if [ -n "$LUT2" ] && [ ! -f "$HERE/no_palette" ]; then BYTES=$((BYTES / 2)); fi
case $ONLY in
  1) package "${PREFIX}_embeddings.mlpackage" 10;;
  2) package "${PREFIX}_lm_head$L3.mlpackage" 10;;
  3) package "${PREFIX}_FFN${L2}_$OF.mlpackage" $BYTES;;
  4) package "${PREFIX}_prefill${L2}_$OF.mlpackage" $BYTES;;
  5) package "${PREFIX}_FFN_PF${L2}_$OF.mlpackage" $BYTES;;
  7) echo model_info: > "$OUT/meta.yaml"; echo '{}' > "$OUT/tokenizer.json";;
esac
echo "Completed step $ONLY (--only mode)"
"""

_MONOLITH = r"""#!/bin/bash
# The arguments of convert_monolith.sh.
LUT=4; PREFIX=llama
while [[ $# -gt 0 ]]; do
  case $1 in
    --model|--context|--batch) shift 2;;
    --output) OUT=$2; shift 2;;
    --lut) LUT=$2; shift 2;;
    --prefix) PREFIX=$2; shift 2;;
    --only) ONLY=$2; shift 2;;
    --skip-check) shift;;
    *) echo "Unknown parameter: $1"; exit 1;;
  esac
done
package() {
  mkdir -p "$OUT/$1/Data/com.apple.CoreML"
  echo '{}' > "$OUT/$1/Manifest.json"
  echo model > "$OUT/$1/Data/com.apple.CoreML/model.mlmodel"
}
LUT=${LUT:+_lut$LUT}
case $ONLY in
  1) package "${PREFIX}_monolithic$LUT.mlpackage";;
  2) package "${PREFIX}_monolithic_prefill$LUT.mlpackage";;
  3) package "${PREFIX}_monolithic_full$LUT.mlpackage";;
  5) echo model_info: > "$OUT/meta.yaml"; echo '{}' > "$OUT/tokenizer.json";;
esac
"""

_COMPILE = """\
import argparse, pathlib
parser = argparse.ArgumentParser()
parser.add_argument("part")
for name in ("--lut", "--chunk", "--prefix", "--input", "--output"):
    parser.add_argument(name)
chosen = parser.parse_args()
lut = f"_lut{chosen.lut}" if chosen.lut else ""
number = f"_chunk_01of{int(chosen.chunk or 1):02d}"
names = {"1": "embeddings", "2": f"FFN_PF{lut}{number}", "3": f"lm_head{lut}"}
name = (names | {"monolithic": f"monolithic_full{lut}"})[chosen.part]
package = pathlib.Path(chosen.input, f"{chosen.prefix}_{name}.mlpackage")
assert package.is_dir(), package
target = pathlib.Path(chosen.output, package.stem + ".mlmodelc")
target.mkdir()
(target / "coremldata.bin").write_text("compiled")
"""

_PYTHON = """#!/bin/sh
# answers the question for versions; runs everything else as it is
case "$*" in
  *sys.version_info*) echo 'ANSWER';;
  *) exec REAL "$@";;
esac
"""

_ANSWER = {"python": [3, 11], "torch": "2.5.0", "transformers": "4.40.0", "coremltools": "9.0"}


def write_checkout(root: Path, layer_bytes: int, version: str = "0.3.5") -> Path:
    """A folder that passes for a checkout; `layer_bytes`: the layers' size in float16."""
    utils = root / "anemll/utils"
    utils.mkdir(parents=True)
    (utils / "convert_model.sh").write_text(_CONVERT.replace("WHOLE", str(layer_bytes)))
    (utils / "convert_monolith.sh").write_text(_MONOLITH)
    (utils / "compile_models.py").write_text(_COMPILE)
    (root / "pyproject.toml").write_text(f'[project]\nname = "anemll"\nversion = "{version}"\n')
    return root


def write_python(folder: Path) -> str:
    """A `python3` that has all that ANEMLL wants."""
    folder.mkdir(parents=True)
    program = folder / "python3"
    program.write_text(
        _PYTHON.replace("REAL", sys.executable).replace("ANSWER", json.dumps(_ANSWER))
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


def calls(checkout: Path) -> list[int]:
    """The steps that the script was started for."""
    path = checkout / "anemll/utils/calls.txt"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def fault(checkout: Path, name: str) -> Path:
    """Sets a fault: `fail_N`, `silent_N`, `half_N`, `no_palette`. Delete the file to mend it."""
    path = checkout / "anemll/utils" / name
    path.touch()
    return path
