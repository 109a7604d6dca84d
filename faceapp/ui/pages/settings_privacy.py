"""Settings: what is stored of people, where, and how all of it is deleted."""

from faceapp.core.jobs import CancelToken, Changes, Report
from faceapp.ui.jobs.job_center import Job
from faceapp.ui.pages.settings_section import Section
from faceapp.ui.widgets.dialogs import AskForWord
from faceapp.ui.widgets.labels import button
from faceapp.ui.widgets.setting_rows import Row

_KIND = "erase"


class PrivacySection(Section):
    """In plain words, and one button that cannot be pressed by mistake."""

    name = "privacy"
    icon = "shield-check"

    def build(self) -> None:
        """Lay out the cards."""
        self._add_facts()
        self._add_erasing()
        self.desk.jobs.ended.connect(self._on_job_ended)

    def heading(self) -> str:
        """Its name for people."""
        return self.tr("Privacy")

    def _add_facts(self) -> None:
        data = str(self.desk.workspace.folders.data)
        card = self.add_card(self.tr("What Faceapp keeps, and where"))
        facts = (
            (
                self.tr("Everything stays on this computer"),
                self.tr(
                    "Photos, faces and names are never sent anywhere. The network is used only "
                    "to read the sources that you add, and to download models when you ask for it."
                ),
            ),
            (
                self.tr("Of every photo"),
                self.tr("Path, size, date taken, fingerprints of its bytes, a small picture."),
            ),
            (
                self.tr("Of every face"),
                self.tr(
                    "Its place on the photo, how good it is, and a row of numbers that tells it "
                    "from other faces. Such numbers are biometric data: guard them like the photos."
                ),
            ),
            (self.tr("Of every person"), self.tr("The name you gave, and which faces are theirs.")),
            (
                self.tr("Where"),
                self.tr(
                    "In %1, which only your user may open. Nothing is encrypted: "
                    "if others use your account, encrypt the disk."
                ).replace("%1", data),
            ),
            (
                self.tr("In log files"),
                self.tr("What happened and when, without names and paths of photos."),
            ),
        )
        for position, (title, detail) in enumerate(facts):
            card.add(Row(title, detail), is_divided=position > 0)

    def _add_erasing(self) -> None:
        card = self.add_card()
        row = Row(
            self.tr("Delete all face data"),
            self.tr(
                "Faces, their numbers, names, decisions, the list of photos, small pictures, "
                "fitted scales and backups are deleted for good. Your photo files, models, "
                "settings and the list of folders stay."
            ),
        )
        self.erase = button(self.tr("Delete…"), self._on_erase_pressed, "danger", symbol="trash-2")
        self.erase.setAccessibleName(row.title.text())
        row.add(self.erase)
        card.add(row)

    def _on_erase_pressed(self) -> None:
        if any(job.lane == "scan" for job in self.desk.jobs.running()):
            told = self.tr("A job is still running. Cancel it first, or wait for its end.")
            self.desk.say(told, "error")
            return
        self.dialog = AskForWord(
            self,
            self.tr("Delete all face data?"),
            self.tr(
                "This cannot be undone: names that you gave are gone, and finding the faces again "
                "takes a new scan of all photos. Your photo files stay."
            ),
            self.tr("Delete for good"),
            self.tr("delete"),
        )
        self.dialog.accepted.connect(self._erase)
        self.dialog.open()

    def _erase(self) -> None:
        def work(_token: CancelToken, _report: Report) -> None:
            self.desk.workspace.erase()

        self.erase.setEnabled(False)
        self.desk.start(Job(_KIND, self.tr("Deleting all face data"), work))

    def _on_job_ended(self, job: Job) -> None:
        if job.kind != _KIND:
            return
        self.erase.setEnabled(True)
        if job.error:
            self.desk.tell_failure(job.error)
        else:
            self.desk.say(self.tr("All face data was deleted."), "good")
        self.desk.announce(Changes(photos=True, faces=True, people=True, jobs=True))
