"""A session on a GPU that gets its inputs there and leaves its outputs there until all are done."""

from collections.abc import Mapping, Sequence
from typing import Any

import onnxruntime
from numpy.typing import NDArray


class BoundSession:
    """An `InferenceSession` whose `run` binds what goes in and out (onnxruntime, I/O binding).

    Without that each output is waited for and copied on its own: SCRFD has nine. Thread-safe, since
    every call has a binding of its own.
    """

    def __init__(self, session: onnxruntime.InferenceSession, device: str) -> None:
        """Take a session whose first provider runs on `device`, as OrtValue names it."""
        self._session, self._device = session, device
        self._outputs = [output.name for output in session.get_outputs()]

    def run(
        self, outputs: Sequence[str] | None, feed: Mapping[str, NDArray[Any]], *_: object
    ) -> list[NDArray[Any]]:
        """The arrays of `outputs`, or of all, in their order."""
        binding = self._session.io_binding()
        for name, value in feed.items():
            there = onnxruntime.OrtValue.ortvalue_from_numpy(value, self._device, 0)
            binding.bind_ortvalue_input(name, there)
        for name in outputs or self._outputs:
            binding.bind_output(name, self._device)
        self._session.run_with_iobinding(binding)
        arrays: list[NDArray[Any]] = binding.copy_outputs_to_cpu()
        return arrays

    def __getattr__(self, name: str) -> object:
        """Everything else is the session's."""
        return getattr(self._session, name)
