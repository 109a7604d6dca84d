"""What a scan was asked to do survives as the row of its job."""

import json
from pathlib import Path

from faceapp.services.scan import ScanOptions, ScanRequest


def test_a_request_comes_back_from_its_row():
    options = ScanOptions(retry_failed=True, in_tiles=True)
    request = ScanRequest((Path("/фото"), Path("/b\udcff")), "builtin", options)
    assert ScanRequest.from_arguments(json.loads(json.dumps(request.as_arguments()))) == request


def test_a_row_of_an_older_version_asks_for_nothing():
    assert ScanRequest.from_arguments({"sources": 1, "engine": "x"}) == ScanRequest((), "x")
