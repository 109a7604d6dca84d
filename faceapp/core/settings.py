"""Every setting, its type and its default, declared once."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """What a person may choose; empty strings mean "decide by the situation"."""

    language: str = ""
    theme: str = ""
    engine: str = "builtin"
    device: str = "auto"
    half_precision: bool = False
    speed: str = ""
    second_look: bool = True
    group_after_scan: bool = True
    max_megapixels: int = 100
    max_file_mb: int = 1024
    thumbnail_cache_mb: int = 4096
    index_type: str = "IVF_SQ8"
    index_parameters: dict[str, int] = field(default_factory=dict)
    archive_entries: int = 100_000
    archive_gb: int = 50
    csv_bom: bool = False
    downloads: int = 4
    original_cache_mb: int = 10_000
    vk_application: str = ""
    yandex_application: str = ""
    dropbox_application: str = ""


CHOICES: dict[str, tuple[str, ...]] = {
    "language": ("", "ru", "en"),
    "theme": ("", "light", "dark"),
    "device": ("auto", "cpu", "cuda", "tensorrt"),
    "speed": ("", "considerate", "full"),
    "index_type": ("HNSW", "HNSW_SQ", "IVF_FLAT", "IVF_SQ8", "FLAT"),
}
