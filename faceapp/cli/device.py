"""Says which device runs the models, and never leaves a GPU unused in silence."""

from collections.abc import Iterator

from faceapp.cli.session import Session
from faceapp.core.records import DeviceReport


def device_lines(session: Session, device: DeviceReport) -> Iterator[str]:
    """What really runs and, if that is not the GPU, why and what to type."""
    if device.device == "cpu" and device.reason:
        yield session.say("device.cpu_instead", reason=session.texts.reason(device.reason))
    else:
        yield session.say(f"device.{device.device}")
    if device.remedy:
        yield session.say("device.type_this", command=device.remedy)
