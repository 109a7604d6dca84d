"""Google Takeout exports, as small as they can be."""

import json
import zipfile


def told(**facts):
    """A photo's sidecar; `seconds` is when it was taken."""
    seconds = facts.pop("seconds", 1_577_880_000)  # noon UTC on New Year 2020
    taken = {"timestamp": str(seconds), "formatted": "1 янв. 2020 г., 12:00:00 UTC"}
    return json.dumps({"title": "x", "photoTakenTime": taken} | facts).encode()


def album(title):
    date = {"timestamp": "0", "formatted": ""}
    content = {"title": title, "description": "", "access": "protected", "date": date}
    return json.dumps(content).encode()


EXPORT = {
    "Takeout/archive_browser.html": b"<html>",
    "Takeout/Google Фото/Фото за 2020/x.jpg": b"x",
    "Takeout/Google Фото/Фото за 2020/x.jpg.supplemental-metadata.json": told(
        description=" Новый год\nу Анны ",
        people=[{"name": "Анна"}, {"name": " "}, {"name": "Иван"}],
    ),
    "Takeout/Google Фото/Фото за 2020/x-измененный.jpg": b"edited",
    "Takeout/Google Фото/Фото за 2020/film.mp4": b"",
    "Takeout/Google Фото/Фото за 2020/film.mp4.supplemental-metadata.json": told(),
    "Takeout/Google Фото/Дача/метаданные.json": album("Дача: лето/осень"),
    "Takeout/Google Фото/Дача/y(1).jpg": b"y",
    "Takeout/Google Фото/Дача/y.jpg(1).json": told(seconds=-86_400),
    "Takeout/Google Фото/Без названия/z.heic": b"z",
}


def write_folder(place, files):
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return place


def write_zip(path, files):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
