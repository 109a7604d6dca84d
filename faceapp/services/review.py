"""A review: one question at a time, the one whose answer settles most faces first."""

from collections.abc import Sequence

from faceapp.core.review import Question, Settled


class Review:
    """Holds the faces nobody decided about; each answer is a decision in the journal.

    Any one thread at a time may ask.
    """

    def question(self) -> Question | None:
        """The next question; the same until it is answered or skipped. None when all are done."""
        raise NotImplementedError

    def yes(self) -> Settled:
        """They are this person's; the two are one. Raises UserError."""
        raise NotImplementedError

    def no(self) -> Settled:
        """They are not; never asked again. Raises UserError."""
        raise NotImplementedError

    def name(self, name: str) -> Settled:
        """They are somebody else: this is the name. Raises UserError."""
        raise NotImplementedError

    def not_faces(self) -> Settled:
        """These are no faces. Raises UserError."""
        raise NotImplementedError

    def hide(self) -> Settled:
        """A stranger: shown no more, asked about no more. Raises UserError."""
        raise NotImplementedError

    def skip(self) -> None:
        """Ask later, after all others."""
        raise NotImplementedError

    def undo(self) -> bool:
        """Take the last answer back and ask again; whether there was one."""
        raise NotImplementedError

    def choices(self) -> Sequence[str]:
        """Names to complete, the likeliest first."""
        raise NotImplementedError
