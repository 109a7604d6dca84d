"""How a run of the program ended."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Run:
    """How a command ended; `code` is minus the signal that killed it."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)
