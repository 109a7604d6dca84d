"""Settings: every section, an engine that is refused, the dialogs."""

from functools import partial

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import Progress
from faceapp.core.records import DeviceReport
from faceapp.ui.jobs.job_center import Job
from tests.screens.stage import Stage


def section(name: str, stage: Stage) -> None:
    stage.window.show_page("settings")
    stage.settle(0.4)
    page = stage.window.page("settings")
    stage.until(lambda: page.sections["about"].is_built)
    stage.settle()
    page.open_section(name)


def refused(stage: Stage) -> None:
    section("engine", stage)
    page = stage.window.page("settings").sections["engine"]
    remedy = 'python -m pip install "onnxruntime-gpu[cuda,cudnn]==1.31.0"'
    page._on_device(DeviceReport("cpu", "cpu_build", remedy, ()))
    page._on_engine_refused(UserError(Code.ENGINE_REFUSED, engine="sface:int8", reason="no_int8"))


def working(stage: Stage) -> None:
    def work(token, report):
        report(Progress(81_000_000, 191_000_000))
        while not token.is_cancelled:
            token.wait(0.05)

    section("models", stage)
    page = stage.window.page("settings").sections["models"]
    job = Job("download", "Загрузка: buffalo_l", work, lane="network", in_bytes=True)
    job.request = "buffalo_l"
    stage.window.desk.start(job)
    stage.until(lambda: job.progress.done)
    page.model_rows["buffalo_l"].follow(job, lambda: None)


def consent(stage: Stage) -> None:
    section("models", stage)
    page = stage.window.page("settings").sections["models"]
    page._ask_consent(page.desk.workspace.catalogue.offer("buffalo_l").model)
    stage.shot = stage.application.activeModalWidget()


def erase(stage: Stage) -> None:
    section("privacy", stage)
    page = stage.window.page("settings").sections["privacy"]
    page._on_erase_pressed()
    stage.shot = page.dialog


def licences(stage: Stage) -> None:
    section("about", stage)
    page = stage.window.page("settings").sections["about"]
    page.licences.click()
    stage.settle()
    page.dialog.list.setCurrentRow(4)
    stage.shot = page.dialog


NAMES = ("general", "engine", "models", "index", "sources", "limits", "privacy", "about")
SCREENS = {f"settings-{name}": partial(section, name) for name in NAMES} | {
    "settings-refused": refused,
    "settings-working": working,
    "settings-consent": consent,
    "settings-erase": erase,
    "settings-licences": licences,
}
