"""Sources: added, listed, changed, paused, removed; and the accounts they are read with."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from faceapp.core.errors import Code, UserError
from faceapp.core.jobs import CancelToken
from faceapp.core.places import LOCAL_KINDS, AlbumInfo, Keep, SourceInfo, SourceState
from faceapp.core.ports import PhotoSource
from faceapp.core.remote import Account, Accounts, SignIn, SourceIdentity
from faceapp.stores.database import Database
from faceapp.stores.rows import SourceCounts, SourceRow
from faceapp.stores.unit_of_work import UnitOfWork

_NO_COUNTS = SourceCounts()


@dataclass(frozen=True, kw_only=True)
class SourceService:
    """Reads `reading`, writes with the right to do so for a purpose.

    An update is a scan: `ScanRequest(sources=(id, ...))`. `identify` reads a link of a kind (empty:
    whichever understands it); `carry` takes what was dropped out of the durable index;
    `forget_pictures` deletes small pictures and kept originals by SHA-256, `forget_originals` the
    latter alone.
    """

    reading: Callable[[], Database]
    writing: Callable[[str], AbstractContextManager[Database]]
    identify: Callable[[str, str], SourceIdentity]
    open_source: Callable[[Path], PhotoSource]
    secrets: Callable[[], Accounts]
    carry: Callable[[Database, CancelToken], None]
    forget_pictures: Callable[[Sequence[str]], None]
    forget_originals: Callable[[Sequence[str]], None]

    def list(self) -> Sequence[SourceInfo]:
        """All sources but those that were removed, oldest first."""
        with self.reading().read() as unit:
            counts = unit.sources.counts()
            rows = [row for row in unit.sources.list() if row.state != SourceState.REMOVED]
        return [_info(row, counts.get(row.id, _NO_COUNTS)) for row in rows]

    def get(self, source_id: int) -> SourceInfo:
        """One source. Raises UserError if there is none with this number."""
        for source in self.list():
            if source.id == source_id:
                return source
        raise self._unknown(source_id)

    def called(self, text: str) -> Sequence[SourceInfo]:
        """What a person means by a kind, a number, a title or a root. Raises UserError."""
        with self.reading().read() as unit:
            numbers = set(unit.sources.resolve(text))
        found = [source for source in self.list() if source.id in numbers]
        if not found:
            raise self._unknown(text)
        return found

    def albums(self, source_id: int | None = None) -> Sequence[AlbumInfo]:
        """The albums of a source, or of all, that have photos."""
        with self.reading().read() as unit:
            return unit.sources.albums(source_id)

    def guess(self, link: str) -> SourceIdentity:
        """What `add` would make of a link, a folder or a zip; asks nobody. Raises UserError."""
        return self._identified("", link)

    def add(
        self, kind: str, link: str, *, title: str = "", keep: Keep | str = Keep.ORIGINALS
    ) -> SourceInfo:
        """A new source; nothing is fetched yet. An empty `kind` is guessed.

        Raises UserError: LINK_NOT_UNDERSTOOD, PATH_NOT_FOUND, SOURCE_EXISTS.
        """
        identity = self._identified(kind, link)
        account = next(iter(self.accounts(identity.kind)), "")
        with self.writing("sources") as database, database.write() as unit:
            before = {row.id: row for row in unit.sources.list()}
            source_id = unit.sources.add(identity.kind, identity.root, title or identity.title)
            known = before.get(source_id)
            if known and known.state != SourceState.REMOVED:
                raise UserError(Code.SOURCE_EXISTS, title=known.title, source=known.id)
            config = {"keep": Keep(keep).value, "is_named": bool(title)}
            unit.sources.change(source_id, config=config, account=account)
        return self.get(source_id)

    def rename(self, source_id: int, title: str) -> None:
        """Call a source otherwise; updates leave that name alone. Raises UserError."""
        with self.writing("sources") as database, database.write() as unit:
            row = self._row(unit, source_id)
            unit.sources.change(source_id, title=title, config={**row.config, "is_named": True})

    def set_keep(self, source_id: int, keep: Keep | str) -> None:
        """Keep originals of what comes from now on, or thumbnails alone. Raises UserError.

        Originals that are kept for this source alone are deleted then.
        """
        self._configure(source_id, "keep", Keep(keep).value)
        if keep == Keep.THUMBNAILS:
            with self.reading().read() as unit:
                hashes = unit.sources.hashes(source_id)
            self.forget_originals(hashes)

    def set_watched(self, source_id: int, is_watched: bool) -> None:
        """Whether a folder is watched for changes. Raises UserError."""
        self._configure(source_id, "is_watched", is_watched)

    def pause(self, source_id: int) -> None:
        """Leave it out of updates until `resume`; one under way ends soon. Raises UserError."""
        self._set_state(source_id, SourceState.PAUSED)

    def resume(self, source_id: int) -> None:
        """Let it be updated again. Raises UserError."""
        self._set_state(source_id, SourceState.OK)

    def answer_captcha(self, source_id: int, answer: str) -> None:
        """What a person read on the picture a service showed; the next update tells it."""
        with self.writing("sources") as database, database.write() as unit:
            row = self._row(unit, source_id)
            asked = str((row.error_details or {}).get("sid", ""))
            config = {**row.config, "captcha": [asked, answer.strip()]}
            unit.sources.change(source_id, config=config, state=SourceState.OK, error_code=None)

    def remove(self, source_id: int, *, keep_photos: bool) -> None:
        """Take a source out of the list.

        With `keep_photos` everything found stays as it is, and adding it again goes on with that;
        else photos that lie nowhere else go, with faces and small pictures. Raises UserError,
        FatalError.
        """
        with self.writing("sources") as database:
            with database.write() as unit:
                self._row(unit, source_id)
                if keep_photos:
                    unit.sources.change(source_id, state=SourceState.REMOVED, error_code=None)
                    return
                lost = unit.sources.drop(source_id)
                unit.photos.forget_unplaced()
            self.forget_pictures(lost)
            self.carry(database, CancelToken())

    # -- accounts

    def sign_in(self, kind: str) -> SignIn:
        """A sign-in to begin with: show its address, wait for its account, then `finish`.

        Raises UserError: APPLICATION_MISSING, SERVICE_UNREACHABLE.
        """
        return self.secrets().sign_in(kind)

    def finish(self, account: Account) -> None:
        """Keep an account; sources of its kind that nobody reads are read with it.

        Raises UserError: SECRETS_NOWHERE, SECRETS_LOCKED.
        """
        self.secrets().keep(account)
        known = set(self.accounts(account.kind))
        with self.writing("sources") as database, database.write() as unit:
            for row in unit.sources.list():
                if row.kind != account.kind:
                    continue
                if row.account not in known:
                    unit.sources.change(row.id, account=account.name)
                if row.state == SourceState.STOPPED and row.error_code in _FOR_ACCOUNTS:
                    unit.sources.change(row.id, state=SourceState.OK, error_code=None)

    def use_token(self, kind: str, text: str) -> Account:
        """Take a token that a person pasted; the service is asked whose it is. Raises UserError."""
        account = self.secrets().check(kind, text.strip())
        self.finish(account)
        return account

    def accounts(self, kind: str) -> Sequence[str]:
        """Who is signed in to a service, by name."""
        return () if kind in LOCAL_KINDS else self.secrets().names(kind)

    def sign_out(self, kind: str, name: str) -> bool:
        """Revoke an account and forget it here, in any case; whether the service has revoked it.

        Raises UserError SECRETS_LOCKED.
        """
        return self.secrets().forget(kind, name)

    # -- inside

    def _identified(self, kind: str, link: str) -> SourceIdentity:
        is_place = not kind and Path(link).exists()
        if kind not in LOCAL_KINDS and not is_place:
            return self.identify(kind, link)
        source = self.open_source(Path(link))
        return SourceIdentity(source.kind, source.root, source.title)

    def _configure(self, source_id: int, name: str, value: object) -> None:
        with self.writing("sources") as database, database.write() as unit:
            row = self._row(unit, source_id)
            unit.sources.change(source_id, config={**row.config, name: value})

    def _set_state(self, source_id: int, state: SourceState) -> None:
        with self.writing("sources") as database, database.write() as unit:
            self._row(unit, source_id)
            unit.sources.change(source_id, state=state, error_code=None, error_details=None)

    def _row(self, unit: UnitOfWork, source_id: int) -> SourceRow:
        row = unit.sources.get(source_id)
        if row is None or row.state == SourceState.REMOVED:
            raise self._unknown(source_id)
        return row

    def _unknown(self, source: object) -> UserError:
        titles = ", ".join(each.title for each in self.list())
        return UserError(Code.UNKNOWN_SOURCE, source=source, known=titles)


_FOR_ACCOUNTS = {Code.SIGN_IN_NEEDED, Code.SIGN_IN_REFUSED, Code.REMOTE_DENIED}


def _info(row: SourceRow, counts: SourceCounts) -> SourceInfo:
    is_local = row.kind in LOCAL_KINDS
    return SourceInfo(
        row.id,
        row.kind,
        row.title,
        row.root,
        SourceState(row.state),
        row.error_code,
        row.error_details or {},
        counts.photos,
        counts.missing,
        counts.albums,
        row.last_scan_at if is_local else row.updated_at,
        Keep(row.config.get("keep", Keep.ORIGINALS)),
        bool(row.config.get("is_watched")),
        row.account,
    )
