"""The same looking in InsightFace Evaluation Studio: its album page with many thumbnails.

Its pictures are what it stores itself, WebP of 120 pixels. A list of 10,000 is what it is asked
for, since it fills all rows at once; the grid of ours is beside it in `window_feel`.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtWidgets import QApplication

from tests.bench.figures import Figure
from tests.bench.frames import frames, until
from tests.bench.measuring import in_fresh_process, load, resident_mb

ROWS, SMALL_ROWS, FRAMES = 10_000, 200, 200


def beside_the_studio(pictures: Path, small: bool) -> list[Figure]:
    """Its figures, or why there are none."""
    try:
        return in_fresh_process(_studio, pictures, SMALL_ROWS if small else ROWS)
    except ImportError as error:
        return [Figure("Evaluation Studio", 0, "", f"not measured: {error}")]


def _studio(pictures: Path, rows: int) -> list[Figure]:
    studio = import_module("insightface.gui.core.utils")
    album_page = import_module("insightface.gui.pages.album_page")
    application = QApplication.instance() or QApplication(sys.argv[:1])
    files = sorted(pictures.glob("*.jpg"))
    images = [studio.read_image(str(file)) for file in files]
    webps = [studio.encode_webp_thumbnail(image, max_side=120, quality=35) for image in images]
    context = SimpleNamespace(config=SimpleNamespace(ui_language="en"), storage=None, engine=None)
    page = album_page.AlbumPage(context)
    page.resize(1280, 800)
    page.show()
    application.processEvents()
    page.cluster_items = {
        1: [
            {"media_path": f"/album/IMG_{row:06}.jpg", "media_thumbnail": webps[row % len(webps)]}
            for row in range(rows)
        ]
    }
    before, started = resident_mb(), time.perf_counter()
    page._populate_photos(1)
    filled_s = time.perf_counter() - started
    memory = resident_mb() - before
    table = page.photo_table
    table.setVerticalScrollMode(table.ScrollMode.ScrollPerPixel)
    until(lambda: table.verticalScrollBar().maximum() > 0)
    whole, processor, _ = frames(table, min(FRAMES, rows // 10))
    p50, p99 = np.percentile(whole, (50, 99))
    said = f"p50 {p50:.1f}; processor time p99 {np.percentile(processor, 99):.1f}; {load()}"
    page.close()
    return [
        Figure(f"Evaluation Studio: album of {rows:,}, window still", filled_s, "s", load()),
        Figure("Evaluation Studio: memory of these rows", memory, "MB"),
        Figure("Evaluation Studio: frame p99", float(p99), "ms", said),
    ]
