"""What a run measured so far: a table of numbers (JSONL) and a plot (PNG) of it."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from typofix_training.pairs import CHANGED, COPIED, PROMPT

TABLE, PLOT = "curve.jsonl", "curve.png"


@dataclass(frozen=True)
class Point:
    """Mean losses in nats a token and shares in [0, 1]; `held_out` says on which text."""

    step: int
    tokens: int
    rate: float  # share of the full learning rate
    held_out: bool
    prompt_loss: float
    copied_loss: float
    changed_loss: float
    changed_right: float  # share of changed tokens that the model puts first

    def line(self) -> str:
        """One line for a person; a run whose loss leaves the prompt out has none of it to show."""
        where = "held out" if self.held_out else "training"
        prompt = "" if math.isnan(self.prompt_loss) else f"prompt {self.prompt_loss:.3f}  "
        return (
            f"{self.tokens / 1e6:8.2f} M tokens  {where}: {prompt}"
            f"copied {self.copied_loss:.4f}  changed {self.changed_loss:.3f} "
            f"({self.changed_right:.1%} first)  rate {self.rate:.2f}"
        )


class Means:
    """Sums up losses by class of token."""

    def __init__(self) -> None:
        self._losses = {PROMPT: 0.0, COPIED: 0.0, CHANGED: 0.0}
        self._counts = {PROMPT: 0, COPIED: 0, CHANGED: 0}
        self._right = 0

    def add(self, kind: int, loss: float, count: int, right: int = 0) -> None:
        """Adds the summed loss of `count` tokens of a class."""
        self._losses[kind] += loss
        self._counts[kind] += count
        if kind == CHANGED:
            self._right += right

    def point(self, step: int, tokens: int, rate: float, *, held_out: bool) -> Point:
        """The means; NaN for a class without tokens."""
        prompt, copied, changed = (
            self._losses[kind] / self._counts[kind] if self._counts[kind] else math.nan
            for kind in (PROMPT, COPIED, CHANGED)
        )
        right = self._right / self._counts[CHANGED] if self._counts[CHANGED] else math.nan
        return Point(step, tokens, rate, held_out, prompt, copied, changed, right)


def append(folder: Path, point: Point) -> None:
    """Adds a point to the run's table."""
    with (folder / TABLE).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(point)) + "\n")


def read(folder: Path) -> list[Point]:
    """The points so far; a half-written last line is left out."""
    points = []
    if (folder / TABLE).exists():
        for line in (folder / TABLE).read_text(encoding="utf-8").splitlines():
            try:
                points.append(Point(**json.loads(line)))
            except (json.JSONDecodeError, TypeError):
                continue
    return points


def plot(folder: Path) -> None:
    """Draws losses and accuracy over tokens."""
    # Imported late: a second that only this needs.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    points = read(folder)
    figure = Figure(figsize=(10, 7), layout="constrained")
    FigureCanvasAgg(figure)
    upper, lower = figure.subplots(2, 1, sharex=True)
    for held_out, style in ((False, "-"), (True, "o--")):
        chosen = [point for point in points if point.held_out == held_out]
        millions = [point.tokens / 1e6 for point in chosen]
        suffix = " (held out)" if held_out else ""
        for name, colour in (("changed_loss", "C3"), ("prompt_loss", "C0"), ("copied_loss", "C2")):
            losses = [getattr(point, name) for point in chosen]
            if all(math.isnan(loss) for loss in losses):
                continue
            upper.plot(
                millions,
                losses,
                style,
                color=colour,
                markersize=3,
                label=name.replace("_loss", "") + suffix,
            )
        lower.plot(
            millions,
            [point.changed_right for point in chosen],
            style,
            color="C3",
            markersize=3,
            label="changed tokens put first" + suffix,
        )
    upper.set(yscale="log", ylabel="loss, nats a token")
    lower.set(xlabel="tokens, millions", ylabel="share", ylim=(0, 1))
    for axes in (upper, lower):
        axes.legend()
        axes.grid(alpha=0.3)
    partial = folder / ("partial-" + PLOT)
    figure.savefig(partial)
    partial.replace(folder / PLOT)
