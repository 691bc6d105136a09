"""Files are written whole or not at all."""

import errno
import os
import stat
import tempfile
from pathlib import Path

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


def write_whole(path: Path, content: str | bytes) -> None:
    """Write one file; see `write_all`."""
    write_all({path: content})


def write_all(files: dict[Path, str | bytes]) -> None:
    """Write all of these files, text as UTF-8 with the ends of lines as they are.

    Each is written beside its place first, and only when all are there do they take their places.
    Whatever goes wrong before, an interrupt too, the old files stay as they were and nothing is
    left beside them. A file that was there keeps its mode, and a link stays a link.

    Raises OSError where a file cannot be written; for a full disk it says what to do.
    """
    ready: dict[Path, str] = {}  # what is written beside, by where it belongs
    try:
        for path, content in files.items():
            path = Path(path).resolve()
            number, ready[path] = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            with open(number, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(ready[path], _mode(path))
        for path, beside in ready.items():
            os.replace(beside, path)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise OSError(
            f"No room on the disk for {path}. It is as it was before. Make some room, then try "
            "again."
        ) from error
    finally:
        for beside in ready.values():
            Path(beside).unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The mode of the file, or the one that a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
