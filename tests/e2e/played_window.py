"""`python -m tests.e2e.played_window POLICY DATA LANGUAGE [FILES]`: a window, its hosts played."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from faceapp.app import open_window
from faceapp.net.policy import NetPolicy


def as_text(policy: NetPolicy) -> str:
    """A policy for the command line."""
    return json.dumps(asdict(policy), default=str)


def _from_text(text: str) -> NetPolicy:
    fields = json.loads(text)
    routes = {host: (address, port) for host, (address, port) in fields.pop("routes").items()}
    return NetPolicy(Path(fields.pop("ca_bundle")), routes=routes, **fields)


if __name__ == "__main__":  # a process that scans imports this module again
    _, policy, data, language, *files = sys.argv
    sys.exit(open_window(Path(data), list(map(Path, files)), language, _from_text(policy)))
