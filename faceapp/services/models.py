"""The engines at hand: the embedded one and imported packs."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from faceapp.core.engine_names import base_of
from faceapp.core.errors import Code, UserError
from faceapp.core.records import EngineInfo


@dataclass(frozen=True)
class ModelService:
    """Lists, imports and checks engines; the adapters are handed in.

    `import_path` copies a pack, a model or a zip into the models folder (UserError, FatalError).
    `takes_making` says of an engine whether it must be made first, in up to half a minute;
    `verify` says of each engine what is wrong with its files; empty lists are good news.
    """

    engines_at_hand: Callable[[], Sequence[EngineInfo]]
    import_path: Callable[[Path, str | None], EngineInfo]
    verify: Callable[[], dict[str, list[str]]]
    find_combination: Callable[[str], EngineInfo]
    takes_making: Callable[[str], bool]

    def engines(self, active: str) -> list[EngineInfo]:
        """All engines with names of their own and the chosen one, which is marked."""
        engines = list(self.engines_at_hand())
        known = {engine.name: engine for engine in engines}
        if active not in known:
            base = base_of(active)
            with suppress(UserError):  # its files are gone: there is none to mark
                info = known[base] if base in known else self.find_combination(base)
                engines.append(replace(info, name=active))
        return [replace(engine, is_active=engine.name == active) for engine in engines]

    def require(self, name: str) -> None:
        """Raise UserError naming the known engines if there is no engine `name`.

        What follows a colon says how to run it; that is looked at when it is opened.
        """
        base = base_of(name)
        if "+" in base:
            self.find_combination(base)
            return
        known = [engine.name for engine in self.engines_at_hand()]
        if base not in known:
            raise UserError(Code.UNKNOWN_ENGINE, engine=name, known=", ".join(known))
