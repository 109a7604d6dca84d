"""The error taxonomy: who can act on a failure decides its class, `code` decides its sentence."""

from enum import StrEnum


class Code(StrEnum):
    """Every failure a person can meet; `texts` holds a Russian and an English sentence for each."""

    # one photo only
    EMPTY_FILE = "empty_file"
    NOT_AN_IMAGE = "not_an_image"
    CORRUPT = "corrupt"
    TOO_MANY_PIXELS = "too_many_pixels"
    FILE_TOO_LARGE = "file_too_large"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    CHANGED_WHILE_READ = "changed_while_read"
    RAW_EXTRA_MISSING = "raw_extra_missing"
    ARCHIVE_ENTRY_REFUSED = "archive_entry_refused"
    ARCHIVE_PART_REFUSED = "archive_part_refused"
    FACTS_UNREADABLE = "facts_unreadable"
    ANALYSIS_FAILED = "analysis_failed"
    # the user can fix it
    USAGE = "usage"
    SIMILARITY_OUT_OF_RANGE = "similarity_out_of_range"
    PATH_NOT_FOUND = "path_not_found"
    FOLDER_UNREADABLE = "folder_unreadable"
    ARCHIVE_REFUSED = "archive_refused"
    NO_FACE_ON_SAMPLE = "no_face_on_sample"
    FACE_NUMBER_OUT_OF_RANGE = "face_number_out_of_range"
    TOO_FEW_FACES = "too_few_faces"
    TOO_FEW_PAIRS = "too_few_pairs"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    NO_LABELLED_PHOTOS = "no_labelled_photos"
    LIST_INVALID = "list_invalid"
    LISTED_PHOTOS_MISSING = "listed_photos_missing"
    PROFILE_NAME_INVALID = "profile_name_invalid"
    LIBRARY_EMPTY = "library_empty"
    NOTHING_KNOWN = "nothing_known"
    NOTHING_WATCHED = "nothing_watched"
    UNKNOWN_SOURCE = "unknown_source"
    NOT_A_COPY = "not_a_copy"
    UNKNOWN_ALBUM = "unknown_album"
    UNKNOWN_PHOTO = "unknown_photo"
    UNKNOWN_FACE = "unknown_face"
    UNKNOWN_ENGINE = "unknown_engine"
    ENGINE_REFUSED = "engine_refused"
    MODEL_FOLDER_INVALID = "model_folder_invalid"
    MODEL_NAME_TAKEN = "model_name_taken"
    MODEL_EMBEDDED = "model_embedded"
    MODEL_IN_USE = "model_in_use"
    UNKNOWN_MODEL = "unknown_model"
    CONSENT_NEEDED = "consent_needed"
    CONSENTS_DAMAGED = "consents_damaged"
    DOWNLOAD_FAILED = "download_failed"
    WEIGHTS_MISSING = "weights_missing"
    WEIGHTS_CHANGED = "weights_changed"
    DEVICE_UNAVAILABLE = "device_unavailable"
    PRECISION_UNAVAILABLE = "precision_unavailable"
    DATA_FOLDER_LOCKED = "data_folder_locked"
    DATA_FOLDER_UNWRITABLE = "data_folder_unwritable"
    DATA_FROM_NEWER_VERSION = "data_from_newer_version"
    DATA_FROM_OLDER_VERSION = "data_from_older_version"
    SETTINGS_INVALID = "settings_invalid"
    EXPORT_FORMAT_UNKNOWN = "export_format_unknown"
    DECISION_OUTDATED = "decision_outdated"
    NAME_TAKEN = "name_taken"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_GROUP = "unknown_group"
    NOTHING_TO_GROUP = "nothing_to_group"
    GROUPING_OUTDATED = "grouping_outdated"
    EXPORT_UNWRITABLE = "export_unwritable"
    # places on the network
    SIGN_IN_NEEDED = "sign_in_needed"
    SIGN_IN_REFUSED = "sign_in_refused"
    APPLICATION_MISSING = "application_missing"
    LINK_NOT_UNDERSTOOD = "link_not_understood"
    REMOTE_NOT_FOUND = "remote_not_found"
    REMOTE_DENIED = "remote_denied"
    CAPTCHA_NEEDED = "captcha_needed"
    BROWSER_NEEDED = "browser_needed"
    SERVICE_UNREACHABLE = "service_unreachable"
    SERVICE_ANSWER_STRANGE = "service_answer_strange"
    REMOTE_UNFETCHED = "remote_unfetched"
    REMOTE_WRONG_BYTES = "remote_wrong_bytes"
    SECRETS_LOCKED = "secrets_locked"
    PASSPHRASE_WRONG = "passphrase_wrong"  # noqa: S105  a code
    PASSPHRASE_SHORT = "passphrase_short"  # noqa: S105  a code
    SECRETS_DAMAGED = "secrets_damaged"
    SECRETS_NOWHERE = "secrets_nowhere"
    SOURCE_EXISTS = "source_exists"
    # told of an exchange of names
    NOBODY_NAMED = "nobody_named"
    NO_PERSON_FOLDERS = "no_person_folders"
    PACK_INVALID = "pack_invalid"
    PACK_OTHER_ENGINE = "pack_other_engine"
    SIDECAR_INVALID = "sidecar_invalid"
    FILE_NAME_REFUSED = "file_name_refused"
    PHOTO_NOT_SCANNED = "photo_not_scanned"
    NO_FACE_TO_NAME = "no_face_to_name"
    SEVERAL_FACES = "several_faces"
    FACE_NAMED_OTHERWISE = "face_named_otherwise"
    FACE_REFUSED = "face_refused"
    TEXT_KEPT = "text_kept"
    # the job cannot go on
    DISK_FULL = "disk_full"
    DATABASE_DAMAGED = "database_damaged"
    INDEX_UNAVAILABLE = "index_unavailable"
    INTERRUPTED = "interrupted"
    PROCESS_DIED = "process_died"
    BUG = "bug"


class FaceAppError(Exception):
    """A failure with a code; `details` fill the placeholders of its sentence."""

    def __init__(self, code: Code, **details: object) -> None:
        """Keep `code` and the plain values that `texts` puts into the sentence."""
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """Code and details, for logs."""
        return f"{self.code}: {self.details}" if self.details else str(self.code)


class UserError(FaceAppError):
    """The person at the keyboard can fix it."""


class ItemError(FaceAppError):
    """This photo only: counted, listed, the job goes on."""


class TransientError(FaceAppError):
    """Worth another try later; becomes an ItemError when tries run out."""


class FatalError(FaceAppError):
    """The job stops; nothing written so far is lost."""
