"""What the composition root hands to a library: every adapter, imported when it is first called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.jobs import CancelToken, Report
from faceapp.core.ports import Engine, Exporter, NeighbourSearch, PhotoSource, VectorIndex
from faceapp.core.records import DeviceReport
from faceapp.core.remote import Accounts, SourceIdentity
from faceapp.core.settings import Settings
from faceapp.core.watching import OpenWatcher
from faceapp.services.catalogue import CatalogueService
from faceapp.services.grouping import GroupingPlan, GroupingRequest
from faceapp.services.models import ModelService
from faceapp.services.remote_place import OpenRemote
from faceapp.services.scan import ScanRequest, ScanSummary
from faceapp.services.vectors import VectorStore, Verdict


@dataclass(frozen=True)
class Adapters:
    """The ways to everything that services may not import."""

    open_source: Callable[[Path], PhotoSource]
    load_engine: Callable[[str], Engine]
    identify_engine: Callable[[str], tuple[str, int]]
    make_memory_index: Callable[[int], VectorIndex]
    open_vector_store: Callable[[], VectorStore]
    exporters: Callable[[bool], Mapping[str, Exporter]]
    models: Callable[[], ModelService]
    device: Callable[[str], DeviceReport]
    benchmark: Callable[[str], float]
    catalogue: Callable[[], CatalogueService]
    scan_apart: Callable[[ScanRequest, CancelToken, Report], ScanSummary]
    index_parameters: Callable[[str, Mapping[str, int]], Mapping[str, int]]
    follow: Callable[[Settings], None]
    rebuild_apart: Callable[[CancelToken, Report], int]
    verify_apart: Callable[[CancelToken, Report], Verdict]
    neighbours: Callable[[], NeighbourSearch]
    plan_groups_apart: Callable[[GroupingRequest, CancelToken, Report], GroupingPlan]
    identify_source: Callable[[str, str], SourceIdentity]
    open_remote: OpenRemote
    accounts: Callable[[], Accounts]
    open_watcher: OpenWatcher
