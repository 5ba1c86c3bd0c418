"""Names and sizes that the converted program and its callers share: see docs/coreml-program.md."""

from dataclasses import dataclass

from typofix_tooling.errors import ExportError
from typofix_tooling.model_config import ModelConfig

CONTRACT_VERSION = 1

TOKEN_IDS = "token_ids"
POSITION_IDS = "position_ids"
FIRST_SLOT = "first_slot"
MASK = "mask"
CACHE = "kv_cache"
GROUP_MAX = "group_max"
GROUP_SUM = "group_sum"

HIDDEN = -1e4
LOGIT_GROUP = 128

DEFAULT_BLOCK = 64
DEFAULT_NODES = 1024
LARGEST_BLOCK = 512
SLOT_MULTIPLE = 32
LARGEST_SLOTS = 16384

# The Neural Engine takes no more channels in one product.
_LARGEST_CHUNK = 16384
# Larger tables of cosines would only make the package larger.
_MOST_POSITIONS = 4096


def logits_name(chunk: int) -> str:
    return f"logits_{chunk}"


@dataclass(frozen=True)
class ProgramSizes:
    """The fixed sizes of a program: `block` rows a call, `slots` rows of cache."""

    block: int
    slots: int

    def __post_init__(self) -> None:
        if not 1 <= self.block <= LARGEST_BLOCK:
            raise ExportError(f"a block of {self.block} rows; expected 1 to {LARGEST_BLOCK}")
        if self.slots % SLOT_MULTIPLE or not self.block <= self.slots <= LARGEST_SLOTS:
            raise ExportError(
                f"{self.slots} slots; expected a multiple of {SLOT_MULTIPLE} "
                f"from the block's {self.block} to {LARGEST_SLOTS}"
            )

    @classmethod
    def of(cls, block: int = DEFAULT_BLOCK, slots: int | None = None) -> "ProgramSizes":
        """The sizes asked for; by default as many slots as `DEFAULT_NODES` nodes always fit in."""
        if slots is None:
            slots = -(-(DEFAULT_NODES + block) // SLOT_MULTIPLE) * SLOT_MULTIPLE
        return cls(block, slots)


def positions_of(config: ModelConfig) -> int:
    """How many rotary positions the program knows."""
    return min(config.maximum_positions, _MOST_POSITIONS)


def logit_chunks(vocabulary: int) -> list[int]:
    """The channels of each head product: whole groups, as even as they can be."""
    groups = -(-vocabulary // LOGIT_GROUP)
    chunks = -(-groups * LOGIT_GROUP // _LARGEST_CHUNK)
    return [LOGIT_GROUP * (groups // chunks + (index < groups % chunks)) for index in range(chunks)]
