"""Help: a page with a table, a search over all pages, a search in vain."""

from functools import partial

from tests.screens.stage import Stage


def topic(name: str, stage: Stage) -> None:
    stage.window.desk.help_wanted.emit(name)


def search(words: dict[str, str], stage: Stage) -> None:
    topic("", stage)
    stage.window.page("help").field.setText(words[stage.window.desk.texts.language])


SCREENS = {
    "help-start": partial(topic, "start"),
    "help-search": partial(topic, "search"),
    "help-sources": partial(topic, "sources"),
    "help-keys": partial(topic, "keys"),
    "help-found": partial(search, {"ru": "движок", "en": "engine"}),
    "help-none": partial(search, {"ru": "гиппопотам", "en": "hippopotamus"}),
}
