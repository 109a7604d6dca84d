"""How far the network is trusted; no setting, option or variable changes any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class NetPolicy:
    """Limits of downloads; the first three are for servers of a test's own.

    `routes` leads from a host's name to the address and port where a test plays that host: names,
    certificates and everything above stay as they are.

    `ca_bundle` names other authorities than the usual ones, and there is no way to ask for none. An
    address that lets fewer than `min_bytes_per_s` arrive over `window_s` counts as broken.
    After `tries` in a row that brought less than `progress_bytes` each it is given up; a service
    gets `service_tries`, and waits that it asks for itself up to `longest_asked_s`. `pace` shortens
    the rests between two requests, for tests.

    Browsers come back from a sign-in to `sign_in_port`, within `sign_in_s`. The port is always the
    same: services send nobody to an address that its application has not registered.
    """

    ca_bundle: Path | None = None
    reaches_loopback: bool = False
    routes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    connect_timeout_s: float = 10
    window_s: float = 30
    min_bytes_per_s: float = 1000
    tries: int = 4
    progress_bytes: int = 1_000_000
    first_wait_s: float = 1
    longest_wait_s: float = 60
    longest_asked_s: float = 600
    redirects: int = 5
    max_unknown_bytes: int = 1_000_000_000
    max_answer_bytes: int = 64_000_000
    service_tries: int = 8
    pace: float = 1
    sign_in_port: int = 47365
    sign_in_s: float = 600
