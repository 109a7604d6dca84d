"""Which folders lie on other machines: nobody tells this one what changes there."""

import os
import re
import subprocess
import sys
from pathlib import Path

_NETWORK = re.compile(
    r"(nfs\d?|cifs|smb\w*|afpfs|webdav|davfs\d?|ncpfs|afs|9p|ceph|lustre|vboxsf|virtiofs"
    r"|fuse\.(sshfs|rclone|davfs\d?|glusterfs|vmhgfs-fuse|gvfsd-fuse|s3fs|smbnetfs|curlftpfs))\Z"
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MAC_LINE = re.compile(r"^.* on (?P<place>/.*) \((?P<kind>\w+)[,)]")
_DRIVE_REMOTE = 4


def is_on_network(folder: Path) -> bool:
    """Whether `folder` lies on a drive of the network; no where the system does not say."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    try:
        place = os.path.realpath(folder)
        mounts = _mac_mounts() if sys.platform == "darwin" else _linux_mounts()
    except OSError:
        return False
    return is_network_filesystem(filesystem_of(place, mounts))


def filesystem_of(place: str, mounts: dict[str, str]) -> str:
    """The kind of file system at an absolute path, by where which kinds are mounted."""
    around = [mount for mount in mounts if _is_below(mount, place)]
    return mounts[max(around, key=len)] if around else ""


def is_network_filesystem(kind: str) -> bool:
    """Whether file systems of this kind lie on other machines."""
    return bool(_NETWORK.match(kind))


def parsed_mountinfo(text: str) -> dict[str, str]:
    """Kinds by place, of `/proc/self/mountinfo` (proc(5)); the last one at a place covers others.

    Spaces and the like in places are octal there.
    """
    found = {}
    for line in text.splitlines():
        head, mark, tail = line.partition(" - ")
        if mark:
            place = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), head.split(" ")[4])
            found[place] = tail.split(" ")[0]
    return found


def parsed_mac_mounts(text: str) -> dict[str, str]:
    """The same of what `mount` prints on a Mac: `//me@nas/photos on /Volumes/photos (smbfs, …)`."""
    lines = filter(None, map(_MAC_LINE.match, text.splitlines()))
    return {line["place"]: line["kind"] for line in lines}


def _linux_mounts() -> dict[str, str]:
    return parsed_mountinfo(Path("/proc/self/mountinfo").read_text(errors="surrogateescape"))


def _mac_mounts() -> dict[str, str]:
    run = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=10, check=False)
    return parsed_mac_mounts(run.stdout)


def _is_below(mount: str, place: str) -> bool:
    return place == mount or place.startswith(mount.rstrip("/") + "/")


def _is_remote_drive(folder: Path) -> bool:
    import ctypes  # noqa: PLC0415  only there

    drive = folder.absolute().drive
    if drive.startswith("\\\\"):
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009  unknown elsewhere
    return bool(windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)
