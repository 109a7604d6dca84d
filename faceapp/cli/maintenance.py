"""`faceapp doctor`, `faceapp verify` and `faceapp rebuild-index`."""

from collections.abc import Iterator

import typer

from faceapp.cli.device import device_lines
from faceapp.cli.session import Session
from faceapp.services.doctor import Diagnosis
from faceapp.services.vectors import Verdict


def register(application: typer.Typer) -> None:
    """Add the commands."""
    application.command("doctor", help="doctor")(_doctor)
    application.command("verify", help="verify")(_verify)
    application.command("rebuild-index", help="rebuild_index")(_rebuild)


def _doctor(context: typer.Context) -> int:
    session: Session = context.obj
    diagnosis = session.workspace.diagnose()
    session.show(diagnosis.as_dict(), lambda: _diagnosis_lines(session, diagnosis))
    return 3 if diagnosis.problems else 0


def _verify(context: typer.Context) -> int:
    session: Session = context.obj
    verdict = session.workspace.verify()
    session.show(verdict.as_dict(), lambda: _verdict_lines(session, verdict))
    return 0 if verdict.is_clean else 3


def _rebuild(context: typer.Context) -> None:
    session: Session = context.obj
    count = session.workspace.rebuild_index()
    session.show({"vectors": count}, lambda: iter([session.say("verify.rebuilt", vectors=count)]))


def _verdict_lines(session: Session, verdict: Verdict) -> Iterator[str]:
    key = "verify.clean" if verdict.is_clean else "verify.problems"
    yield session.say(key, **verdict.as_dict())
    for name, count in verdict.differences.items():
        yield f"  {name}: {count}"


def _diagnosis_lines(session: Session, diagnosis: Diagnosis) -> Iterator[str]:
    device = diagnosis.device
    yield session.say("doctor.versions")
    for package, number in diagnosis.versions.items():
        yield f"  {package} {number}"
    yield f"  {', '.join(device.providers)}"
    yield from device_lines(session, device)
    for name, rate in diagnosis.benchmark.items():
        yield session.say("doctor.benchmark", device=name, rate=f"{rate:.0f}")
    yield session.say("doctor.data", path=diagnosis.data)
    free_gb = f"{diagnosis.free_bytes / 1e9:.1f}"
    yield session.say("doctor.disk", free_gb=free_gb, path=diagnosis.data)
    if diagnosis.disk_is_low:
        yield session.say("doctor.low_disk")
    for problem in diagnosis.problems:
        yield session.texts.error(problem)
    if not (diagnosis.disk_is_low or device.remedy or diagnosis.problems):
        yield session.say("doctor.healthy")
