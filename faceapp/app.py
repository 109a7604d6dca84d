"""The composition root: the only place that knows every adapter; each is imported when needed."""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property, partial
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from loguru import logger

from faceapp import paths
from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken, Report
from faceapp.core.places import needs_account
from faceapp.core.ports import Engine, Exporter, NeighbourSearch, PhotoSource, VectorIndex
from faceapp.core.records import DeviceReport
from faceapp.core.remote import Accounts, Keeping, RemoteSource, SourceIdentity
from faceapp.core.settings import Settings
from faceapp.core.watching import Changed, FolderWatcher, Told
from faceapp.loading import without_collecting
from faceapp.net.policy import NetPolicy
from faceapp.net.redaction import redacted
from faceapp.services.adapters import Adapters
from faceapp.services.apart import run_apart
from faceapp.services.catalogue import CatalogueService
from faceapp.services.grouping import GroupingPlan, GroupingRequest
from faceapp.services.models import ModelService
from faceapp.services.scan import ScanRequest, ScanSummary
from faceapp.services.settings import load_settings
from faceapp.services.vectors import VectorStore, Verdict
from faceapp.services.workspace import Workspace
from faceapp.stores.rows import SourceRow
from faceapp.texts import Texts
from faceapp.vectors.index_choice import choose_index

if TYPE_CHECKING:
    from faceapp.net.secrets import Lent
    from faceapp.sources.accounts import ServiceAccounts


def open_workspace(
    data: Path | None,
    *,
    catalogue: Path | None = None,
    net: NetPolicy | None = None,
    is_lent: bool = False,
    secrets: "Lent | None" = None,
) -> Workspace:
    """The library in `data` or in its usual place. Raises UserError if its settings are invalid.

    A test may name a catalogue and a server of its own; nothing a person can set does. A lent
    library is written under the lock of another process, which may lend its `secrets` too.
    """
    paths.keep_files_private()
    folders = paths.folders(data)
    _log_to(folders.logs)
    settings = load_settings(folders.settings)
    choose_index(settings.index_type, settings.index_parameters)
    composition = _Composition(folders, settings, catalogue, net or NetPolicy(), data, secrets)
    workers = composition.workers(is_lent=is_lent)
    return Workspace(folders, settings, composition.adapters(), workers, is_lent=is_lent)


def open_window(
    data: Path | None, files: Sequence[Path], language: str, net: NetPolicy | None = None
) -> int:
    """Show the window until it is closed; the exit code. Scans `files` first.

    A test may name servers of its own; nothing a person can set does.
    """
    with without_collecting():
        from faceapp.ui.application import run_window

    return run_window(partial(open_workspace, data, net=net), paths.folders(data), files, language)


def scan_lent(
    data: Path | None,
    net: NetPolicy,
    secrets: "Lent | None",
    request: ScanRequest,
    token: CancelToken,
    report: Report,
) -> ScanSummary:
    """Scan a library whose lock another process holds. Raises UserError, FatalError."""
    with closing(open_workspace(data, net=net, is_lent=True, secrets=secrets)) as workspace:
        paths = request.paths
        if paths:
            workspace.photos.readmit(paths)
        found = workspace.wanted_sources(request)
        card = workspace.engine_card(request.engine)
        return workspace.scan(found, card, token, report, options=request.options, paths=paths)


def rebuild_lent(data: Path | None, token: CancelToken, report: Report) -> int:
    """Make the index of a lent library anew. Raises UserError, FatalError, Cancelled."""
    with closing(open_workspace(data, is_lent=True)) as workspace:
        return workspace.rebuild_index(token, report)


def verify_lent(data: Path | None, _token: CancelToken, _report: Report) -> Verdict:
    """Compare the index of a lent library with its database. Raises UserError, FatalError."""
    with closing(open_workspace(data, is_lent=True)) as workspace:
        return workspace.verify()


def plan_groups_lent(
    data: Path | None, request: GroupingRequest, token: CancelToken, report: Report
) -> GroupingPlan:
    """Compute groups of a lent library. Raises UserError, FatalError, Cancelled."""
    with closing(open_workspace(data, is_lent=True)) as workspace:
        return workspace.grouping.plan(request, token, report)


def _log_to(folder: Path) -> None:
    logger.remove()
    # Without `diagnose` values of variables, which may be names and paths, stay out of the log.
    logger.add(_LogFile(folder / "faceapp.log"), diagnose=False)
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


class _LogFile(RotatingFileHandler):
    """The log and its five predecessors; where it cannot be written, the work goes on without."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=5_000_000, backupCount=5, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        paths.make_private_folder(Path(self.baseFilename).parent)
        return super()._open()

    def format(self, record: logging.LogRecord) -> str:
        """Tracebacks too, whose messages may be addresses with tokens."""
        return redacted(super().format(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        """Let go of the file: what it still holds would fail again when it is closed."""
        stream, self.stream = self.stream, None
        if stream:
            with suppress(OSError):
                stream.close()


class _Bridge(logging.Handler):
    """Remarks of libraries go to the log file, not to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        logger.log(record.levelno, "{}: {}", record.name, record.getMessage())


class _Composition:
    """Builds adapters for one library."""

    def __init__(
        self,
        folders: paths.Folders,
        settings: Settings,
        catalogue: Path | None,
        net: NetPolicy,
        data: Path | None,
        secrets: "Lent | None",
    ) -> None:
        self.folders = folders
        self.settings = settings
        self.catalogue_file = catalogue
        self.net = net
        self.data = data
        self.secrets = secrets

    def adapters(self) -> Adapters:
        return Adapters(
            self.open_source,
            self.load_engine,
            self.identify_engine,
            self.make_memory_index,
            self.open_vector_store,
            self.exporters,
            self.models,
            self.device,
            self.benchmark,
            self.catalogue,
            self.scan_apart,
            self.index_parameters,
            self.follow,
            self.rebuild_apart,
            self.verify_apart,
            self.neighbours,
            self.plan_groups_apart,
            self.identify_source,
            self.open_remote,
            self.accounts,
            self.open_watcher,
        )

    def follow(self, settings: Settings) -> None:
        """Build what comes next with other settings."""
        self.settings = settings

    def workers(self, *, is_lent: bool) -> int:
        """Photos worked on at once: every core at full speed, else one is left to the person.

        Whoever lends a library is a window, and works considerately unless told otherwise.
        """
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        speed = self.settings.speed or ("considerate" if is_lent else "full")
        spare = 1 if speed == "considerate" else 0
        return max(1, (cores or 1) - spare)

    def open_source(self, path: Path) -> PhotoSource:
        from faceapp.sources import open_source

        return open_source(path, self.settings)

    def identify_source(self, kind: str, link: str) -> SourceIdentity:
        from faceapp.sources.remote import identify_source

        return identify_source(kind, link)

    def open_remote(
        self, row: SourceRow, token: CancelToken, on_wait: Callable[[str], None]
    ) -> RemoteSource:
        from faceapp.net.service import Service
        from faceapp.sources.remote import open_remote

        def secret() -> str | None:
            if not needs_account(row.kind, row.root):
                return None
            accounts = self.accounts()
            found = accounts.secret(row.kind, row.account, token)
            if found is None and accounts.keeping is Keeping.LOCKED:
                raise UserError(Code.SECRETS_LOCKED)
            return found

        first = secret()
        service = Service(self.net, token, on_wait=on_wait, name=row.kind)
        limit = self.settings.max_file_mb
        return open_remote(
            row.kind,
            row.root,
            service,
            first,
            max_file_mb=limit,
            captcha=row.captcha,
            renew=secret,
        )

    @cached_property
    def _accounts(self) -> "ServiceAccounts":
        from faceapp.net.secrets import Secrets
        from faceapp.net.sign_in import Words
        from faceapp.sources.accounts import ServiceAccounts

        def words() -> Words:
            texts = Texts(self.settings.language)
            return Words(done=texts.say("sign_in.done"), refused=texts.say("sign_in.refused"))

        secrets = Secrets(self.folders.data, lent=self.secrets)
        return ServiceAccounts(self.net, lambda: self.settings, secrets, words)

    def accounts(self) -> Accounts:
        """Who is signed in; looked up once."""
        return self._accounts

    def open_watcher(self, changed: Changed, told: Told) -> FolderWatcher:
        from faceapp.sources.watching import Watcher

        return Watcher(changed, told)

    def make_memory_index(self, dimension: int) -> VectorIndex:
        from faceapp.vectors.memory_index import MemoryIndex

        return MemoryIndex(dimension)

    def open_vector_store(self) -> VectorStore:
        from faceapp.vectors.milvus_lite_index import MilvusStore

        return MilvusStore(
            self.folders.vectors, self.settings.index_type, self.settings.index_parameters
        )

    def scan_apart(self, request: ScanRequest, token: CancelToken, report: Report) -> ScanSummary:
        # Who has not looked at accounts has nothing that another process would not find.
        secrets = self._accounts.lent() if "_accounts" in self.__dict__ else None
        work = partial(scan_lent, self.data, self.net, secrets, request)
        return run_apart(work, token, report)

    def rebuild_apart(self, token: CancelToken, report: Report) -> int:
        return run_apart(partial(rebuild_lent, self.data), token, report)

    def verify_apart(self, token: CancelToken, report: Report) -> Verdict:
        return run_apart(partial(verify_lent, self.data), token, report)

    def neighbours(self) -> NeighbourSearch:
        from faceapp.vectors.neighbours import find_neighbours

        return find_neighbours

    def plan_groups_apart(
        self, request: GroupingRequest, token: CancelToken, report: Report
    ) -> GroupingPlan:
        return run_apart(partial(plan_groups_lent, self.data, request), token, report)

    def index_parameters(self, index_type: str, given: Mapping[str, int]) -> Mapping[str, int]:
        choice = choose_index(index_type, given)
        return choice.build | choice.search

    def exporters(self, bom: bool) -> Mapping[str, Exporter]:
        from faceapp.outputs.csv_export import export_csv
        from faceapp.outputs.json_export import export_json

        return {".csv": partial(export_csv, bom=bom), ".json": export_json}

    def device(self, wanted: str) -> DeviceReport:
        from faceapp.ml.providers import choose_device

        return choose_device(wanted)

    def benchmark(self, device: str) -> float:
        from faceapp.ml.providers import benchmark

        return benchmark(device)

    def load_engine(self, name: str) -> Engine:
        """Open an engine's models, and try them on stored photos the first time."""
        from faceapp.ml.engines import load_engine

        return load_engine(
            name,
            self.folders,
            self.settings.device,
            is_half=self.settings.half_precision,
        )

    def identify_engine(self, name: str) -> tuple[str, int]:
        from faceapp.ml.engines import identify_engine

        return identify_engine(name, self.folders.models)

    def models(self) -> ModelService:
        from faceapp.ml.catalogue import load_catalogue, model_problems
        from faceapp.ml.engines import engine_infos, find_combination, takes_making
        from faceapp.ml.store import import_path

        models, catalogue = self.folders.models, load_catalogue(self.catalogue_file)
        return ModelService(
            partial(engine_infos, models),
            partial(import_path, models),
            partial(model_problems, models, self.folders.onnx, catalogue),
            partial(find_combination, models),
            partial(takes_making, folders=self.folders),
        )

    def catalogue(self) -> CatalogueService:
        from faceapp.ml.catalogue import installed_names, load_catalogue
        from faceapp.ml.fetching import install_model
        from faceapp.ml.store import remove_model
        from faceapp.net.http import Downloader

        models, catalogue = self.folders.models, load_catalogue(self.catalogue_file)
        return CatalogueService(
            catalogue,
            models,
            partial(installed_names, catalogue, models),
            partial(install_model, models, Downloader(self.net).fetch),
            partial(remove_model, models),
        )
