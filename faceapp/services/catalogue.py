"""Models that can be fetched: what they are, who agreed to their licence, install and remove."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.catalogue import CatalogueModel, Offer
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.records import EngineInfo
from faceapp.paths import make_private_folder
from faceapp.services import consents
from faceapp.services.writer_lock import WriterLock


@dataclass(frozen=True)
class CatalogueService:
    """Installs and removes models; the adapters are handed in."""

    models: Sequence[CatalogueModel]
    folder: Path
    installed_names: Callable[[], set[str]]
    install_model: Callable[[CatalogueModel, CancelToken, Report], EngineInfo]
    remove_model: Callable[[str, str], None]

    def offers(self) -> list[Offer]:
        """The catalogue, in its own order."""
        installed = self.installed_names()
        return [Offer(model, model.name in installed) for model in self.models]

    def offer(self, name: str) -> Offer:
        """One model of the catalogue. Raises UserError naming all of them."""
        found = [offer for offer in self.offers() if offer.model.name == name]
        if not found:
            known = ", ".join(model.name for model in self.models)
            raise UserError(Code.UNKNOWN_MODEL, name=name, known=known)
        return found[0]

    def has_consent(self, model: CatalogueModel) -> bool:
        """Whether the licence of the model was accepted for it. Raises UserError."""
        return consents.has_consent(self._consents, model)

    def give_consent(self, model: CatalogueModel) -> None:
        """Record that the licence was accepted. Raises UserError, FatalError."""
        consents.record_consent(self._consents, model)

    def install(self, model: CatalogueModel, token: CancelToken, report: Report) -> EngineInfo:
        """Fetch the model, verify and import it. Raises UserError, FatalError, Cancelled."""
        if not self.has_consent(model):
            raise UserError(Code.CONSENT_NEEDED, name=model.name)
        with self._changing("download"):
            return self.install_model(model, token, report)

    def remove(self, name: str, engine: str) -> None:
        """Delete the files of a model; vectors and names in the library stay.

        Raises UserError if `engine`, the chosen one, needs them, or FatalError.
        """
        with self._changing("removal"):
            self.remove_model(name, engine)

    @property
    def _consents(self) -> Path:
        return self.folder / "consents.toml"

    def _changing(self, purpose: str) -> AbstractContextManager[None]:
        """One process at a time: two must not write to one unfinished file."""
        make_private_folder(self.folder)
        return WriterLock(self.folder / ".lock").held(purpose)
