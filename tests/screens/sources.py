"""Sources: nothing yet, every state of a card, kinds to add, dialogs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from faceapp.core.errors import Code, FatalError, UserError
from faceapp.core.jobs import Progress
from faceapp.core.places import Keep, SourceInfo, SourceState
from faceapp.core.remote import Keeping, SourceIdentity
from faceapp.core.watching import Watching
from faceapp.services.scan import ScanRequest
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.sources import SourcesPage
from tests.screens.stage import Stage

NOW = datetime.now(UTC).replace(tzinfo=None)
HOUR = timedelta(hours=1)


def source(number: int, kind: str, title: str, root: str, **given) -> SourceInfo:
    usual = {"photos": 1204, "albums": 12, "last_update": NOW - number * HOUR}
    return SourceInfo(number, kind, title, root, **usual | given)


FOLDER = source(
    101, "local", "Семейный архив", "/home/anna/Фото/Семейный архив", albums=0, is_watched=True
)
VK = source(
    102, "vk", "Туристический клуб «Вершина»", "https://vk.com/albums-123456", account="Анна К."
)
YANDEX = source(
    103,
    "yandex",
    "Выпускной 2019",
    "https://disk.yandex.ru/d/aBcDeFgHiJkLmN",
    photos=318,
    albums=4,
    missing=6,
    keep=Keep.THUMBNAILS,
)
DROPBOX = source(
    104,
    "dropbox",
    "Поездка в Карелию",
    "https://www.dropbox.com/scl/fo/abc/def",
    state=SourceState.STOPPED,
    error_code=Code.SIGN_IN_NEEDED,
    photos=96,
    albums=0,
)
LOCKED = source(
    105,
    "vk",
    "Анна Каренина",
    "https://vk.com/albums1",
    state=SourceState.STOPPED,
    error_code=Code.CAPTCHA_NEEDED,
    error_details={"address": "https://api.vk.ru/captcha.php?sid=1"},
    photos=0,
    albums=0,
    last_update=None,
)
TAKEOUT = source(
    106,
    "takeout",
    "takeout-20260101T000000Z-001",
    "/home/anna/Загрузки/takeout-20260101T000000Z-001.zip",
    state=SourceState.PAUSED,
    photos=15_002,
    albums=87,
)
ALL = (FOLDER, VK, YANDEX, DROPBOX, LOCKED, TAKEOUT)


def opened(stage: Stage, sources=ALL) -> SourcesPage:
    stage.window.show_page("sources")
    stage.settle()
    page = stage.window.page("sources")
    page.desk.watching.follow = lambda _sources: None  # these folders are not there
    page.desk.watching._how[FOLDER.root] = Watching.LIVE
    page._on_listed(sources)
    return page


def empty(stage: Stage) -> None:
    stage.window.show_page("sources")


def full(stage: Stage) -> None:
    opened(stage)


def lower(stage: Stage) -> None:
    page = opened(stage)
    stage.settle()
    bar = page._list.verticalScrollBar()
    bar.setValue(bar.maximum())


def working(stage: Stage, waiting: str = "") -> None:
    def work(token, report):
        report(Progress(1204, 3000, waiting, 2_300_000))
        while not token.is_cancelled:
            token.wait(0.05)

    page = opened(stage, (VK, YANDEX, FOLDER))
    desk = stage.window.desk
    title = f"Обновление: {VK.title}"
    job = desk.start(Job("scan", title, work, can_pause=True, request=ScanRequest(sources=(102,))))
    desk.start(Job("scan", "Обновление", work, request=ScanRequest(sources=(103,))))
    stage.until(lambda: job.progress.done)
    stage.settle()
    page._on_listed((VK, YANDEX, FOLDER))


def failed(stage: Stage) -> None:
    opened(stage)._on_unlisted(FatalError(Code.DATABASE_DAMAGED, path="/home/anna/faceapp"))


def chosen(kind: str, stage: Stage) -> None:
    opened(stage, (FOLDER,)).adder.choose_kind(kind)


def guessed(stage: Stage) -> None:
    page = opened(stage, (FOLDER,))
    page.adder.field.setText("https://vk.com/album-123456_7890")
    stage.settle()
    page.adder.tell_guess(SourceIdentity("vk", "", "album-123456_7890"))


def refused(stage: Stage) -> None:
    page = opened(stage, (FOLDER,))
    page.adder.field.setText("https://example.org/photos")
    stage.settle()
    page._on_refused(UserError(Code.SOURCE_EXISTS, title="Семейный архив"))


def limited(stage: Stage) -> None:
    page = opened(stage, (FOLDER,))
    page.desk.watching._how[FOLDER.root] = Watching.LIMITED
    page._show_card(FOLDER)


def menu(stage: Stage) -> None:
    page = opened(stage)
    page.cards[VK.id].more.click()
    stage.settle()
    stage.shot = stage.application.activePopupWidget()


def removing(stage: Stage) -> None:
    opened(stage).actions_of._ask_to_remove(VK)
    stage.shot = stage.application.activeModalWidget()


def captcha(stage: Stage) -> None:
    opened(stage).actions_of._ask_captcha(LOCKED)
    stage.shot = stage.application.activeModalWidget()


class NoKeyring:
    """Accounts of a computer without a keyring, or with a locked file."""

    def __init__(self, keeping: Keeping) -> None:
        self.keeping = keeping


def signing_in(stage: Stage, keeping: Keeping, code: str | None = None) -> None:
    page = opened(stage)
    service = stage.workspace.sources
    stage.workspace.__dict__["sources"] = replace(service, secrets=lambda: NoKeyring(keeping))
    page.actions_of.sign_in("yandex")
    stage.settle()
    dialog = page.actions_of.dialog
    if code is not None:
        dialog.browser._open = lambda: None
        dialog.browser.show_way("https://oauth.yandex.ru/device", code)
    stage.settle()
    stage.shot = dialog


def sign_in_refused(stage: Stage) -> None:
    signing_in(stage, Keeping.KEYRING)
    error = UserError(
        Code.APPLICATION_MISSING, service="Яндекс.Диск", setting="yandex_application", kind="yandex"
    )
    stage.shot.fail(error)


SCREENS = {
    "sources-sign-in": partial(signing_in, keeping=Keeping.KEYRING),
    "sources-sign-in-code": partial(signing_in, keeping=Keeping.KEYRING, code="ABCD-1234"),
    "sources-sign-in-nowhere": partial(signing_in, keeping=Keeping.NOWHERE),
    "sources-sign-in-locked": partial(signing_in, keeping=Keeping.LOCKED),
    "sources-sign-in-refused": sign_in_refused,
    "sources-empty": empty,
    "sources-full": full,
    "sources-lower": lower,
    "sources-working": working,
    "sources-offline": partial(working, waiting="offline"),
    "sources-failed": failed,
    "sources-guessed": guessed,
    "sources-refused": refused,
    "sources-limited": limited,
    "sources-menu": menu,
    "sources-removing": removing,
    "sources-captcha": captcha,
} | {f"sources-add-{kind}": partial(chosen, kind) for kind in ("vk", "yandex", "takeout")}
