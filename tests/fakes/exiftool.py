"""Phil Harvey's exiftool, which photo programs agree with: what it reads, and what it writes."""

import json
import subprocess
from pathlib import Path
from typing import Any


def exiftool(*arguments: object) -> str:
    done = subprocess.run(
        ["exiftool", "-charset", "filename=utf8", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def written_regions(file: Path) -> list[dict[str, Any]]:
    """The flat tags of the regions of a file, one dict for each, and no complaint about it."""
    assert exiftool("-validate", "-warning", "-a", "-s3", file).strip() == "OK"
    tags = ("RegionName", "RegionType", "RegionAreaX", "RegionAreaY", "RegionAreaW", "RegionAreaH")
    (found,) = json.loads(exiftool("-json", "-n", *(f"-{tag}" for tag in tags), file))
    columns = [found.get(tag, []) for tag in tags]
    lists = [column if isinstance(column, list) else [column] for column in columns]
    names = [tag.removeprefix("Region").removeprefix("Area") for tag in tags]
    return [dict(zip(names, row, strict=True)) for row in zip(*lists, strict=True)]


def write_region(file: Path, name: str, area: tuple[float, ...], *, size=(300, 200)) -> None:
    """Let exiftool write one MWG region into a photo or sidecar, made if it is not there."""
    x, y, width, height = area
    fields = f"Area={{X={x},Y={y},W={width},H={height},Unit=normalized}}"
    dimensions = f"AppliedToDimensions={{W={size[0]},H={size[1]},Unit=pixel}}"
    info = f"{{{dimensions},RegionList=[{{Name={name},Type=Face,{fields}}}]}}"
    exiftool("-q", "-overwrite_original", f"-XMP-mwg-rs:RegionInfo={info}", file)
