"""Files are written whole or not at all, and nothing is left beside them."""

import os
import stat
import subprocess
import sys

import nbformat
import pytest
from lessons import LESSONS

from helpers import files
from helpers.classroom import write
from helpers.classroom.outputs import read, save
from helpers.classroom.store import pictures, store
from helpers.files import write_all, write_whole

# As on a full disk: the system refuses to write more than 1000 bytes into a file.
FULL_DISK = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
"""


def on_a_full_disk(code, *words):
    pytest.importorskip("resource", reason="Windows has no limit for the size of a file")
    run = [sys.executable, "-B", "-c", FULL_DISK + code, *map(str, words)]
    return subprocess.run(run, capture_output=True, text=True)


def there(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("content", ["one\r\ntwo\n中", b"\x00\xff"])
def test_written_as_it_is(tmp_path, content):
    write_whole(tmp_path / "file", content)
    wanted = content.encode("utf-8") if isinstance(content, str) else content
    assert there(tmp_path) == {"file": wanted}


@pytest.mark.skipif(os.name == "nt", reason="modes and links of Unix")
def test_the_mode_and_a_link_stay(tmp_path):
    old, link, new = (tmp_path / name for name in ("old", "link", "new"))
    old.write_text("old")
    old.chmod(0o640)
    link.symlink_to(old)
    write_whole(link, "changed")
    assert link.is_symlink() and old.read_text() == "changed"
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    write_whole(new, "new")
    (tmp_path / "plain").write_text("plain")
    assert new.stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("error", [OSError("no"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["fsync", "chmod"])
def test_after_an_error_all_is_as_it_was(tmp_path, monkeypatch, step, error):
    (tmp_path / "one").write_text("old")
    (tmp_path / "two").write_text("old")
    before, turns = there(tmp_path), []

    def fails(*_):
        turns.append(step)
        if len(turns) == 2:  # the first file is written by then
            raise error

    monkeypatch.setattr(files.os, step, fails)
    with pytest.raises(type(error)):
        write_all({tmp_path / "one": "new", tmp_path / "two": "new"})
    assert there(tmp_path) == before


def test_a_full_disk(tmp_path):
    (tmp_path / "file").write_text("old")
    code = "from helpers.files import write_whole\n"
    code += "write_whole(Path(sys.argv[1]), 'x' * 2000)"
    done = on_a_full_disk(code, tmp_path / "file")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("OSError: No room on the disk for ") and "Make some room" in last
    assert there(tmp_path) == {"file": b"old"}


@pytest.mark.parametrize("command", ["live", "handout"])
def test_the_commands_on_a_full_disk(tmp_path, command):
    """One plain line, and no file that is cut off."""
    code = "from helpers.classroom import main\nsys.exit(main(sys.argv[1:]))"
    done = on_a_full_disk(code, command, "02", "--to", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("No room on the disk for ")
    assert there(tmp_path) == {}


def test_a_lesson_on_a_full_disk_keeps_both_its_files(tmp_path):
    path = tmp_path / "notebooks" / LESSONS["02"].name
    path.parent.mkdir()
    save(read(LESSONS["02"]), path)
    before = there(tmp_path)
    code = "from helpers.classroom.outputs import read, save\n"
    code += "path = Path(sys.argv[1])\nnb = read(path)\nnb.cells[0].source += 'x'\nsave(nb, path)"
    done = on_a_full_disk(code, path)
    assert "No room on the disk" in done.stderr and there(tmp_path) == before


def test_a_file_that_somebody_worked_in_is_not_overwritten(tmp_path):
    (tmp_path / "file").write_text("work")
    with pytest.raises(FileExistsError, match="--force"):
        write(tmp_path / "file", "new")
    assert there(tmp_path) == {"file": b"work"}


# -- store --------------------------------------------------------------------------------------

EDIT = """
from pathlib import Path
file = Path("01_small.ipynb")
file.write_text(file.read_text().replace("before", "edited"))
"""


def test_store_does_not_overwrite_what_was_saved_while_it_ran(tmp_path):
    path = tmp_path / "notebooks" / "01_small.ipynb"
    path.parent.mkdir()
    cells = [
        nbformat.v4.new_markdown_cell("before", id="title"),
        nbformat.v4.new_code_cell(EDIT, id="edit"),
        nbformat.v4.new_markdown_cell("## 1 One", id="section-1"),
        nbformat.v4.new_markdown_cell("## End", id="closing", metadata={"class": {"right": "x"}}),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.raises(ValueError, match=r"01_small.ipynb was changed.*store 01"):
        _stored(path)
    assert there(tmp_path).keys() == {"01_small.ipynb"}
    nb = nbformat.read(path, as_version=4)
    assert nb.cells[0].source == "edited" and not nb.cells[1].outputs


def _stored(path):
    with pytest.MonkeyPatch.context() as patch:  # the small lesson has no minutes and no slides
        patch.setattr("helpers.classroom.store.write_minutes", lambda nb: None)
        patch.setattr("helpers.classroom.store.mark_slides", lambda nb: None)
        store(path)


# -- pictures ------------------------------------------------------------------------------------

DRAW = """
import base64
from IPython.display import display
from PIL import Image
import io
picture = Image.new("RGB", (40, 30), "white")
picture.putpixel((3, 4), COLOR)
buffer = io.BytesIO()
picture.save(buffer, "PNG", compress_level=LEVEL)
png = base64.b64encode(buffer.getvalue()).decode()
display({"image/png": png, "text/plain": "a picture"}, raw=True)
"""


def drawn(color, level):
    return DRAW.strip().replace("COLOR", str(color)).replace("LEVEL", str(level))


def small_lesson(path, first, second):
    """Two cells that draw; the outputs of the second one are kept apart."""
    nb = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("before", id="title"),
            nbformat.v4.new_markdown_cell("## 1 One", id="section-1"),
            nbformat.v4.new_code_cell(first, id="first"),
            nbformat.v4.new_code_cell("1", id="predict-a"),
            nbformat.v4.new_code_cell(second, id="second"),
            nbformat.v4.new_code_cell("2", id="explain-a"),
            nbformat.v4.new_markdown_cell(
                "## End", id="closing", metadata={"class": {"right": "x"}}
            ),
        ]
    )
    path.parent.mkdir(exist_ok=True)
    old = read(path) if path.exists() else None
    for cell, before in zip(nb.cells, old.cells if old else nb.cells, strict=True):
        if "outputs" in cell:
            cell.outputs = before.outputs
    save(nb, path)


def stored_pictures(path):
    return [png for _, png in sorted(pictures(read(path)).items())]


def test_a_picture_with_the_same_pixels_keeps_its_bytes(tmp_path):
    """Another machine packs the same picture in other bytes, and nothing of it changes."""
    path = tmp_path / "notebooks" / "01_small.ipynb"
    blue, red = (0, 0, 255), (255, 0, 0)
    small_lesson(path, drawn(blue, 9), drawn(blue, 9))
    _stored(path)
    before = stored_pictures(path)
    small_lesson(path, drawn(blue, 0), drawn(blue, 0))  # other bytes
    _stored(path)
    assert stored_pictures(path) == before and len(before) == 2
    small_lesson(path, drawn(red, 9), drawn(red, 9))  # another picture
    _stored(path)
    assert all(one != other for one, other in zip(before, stored_pictures(path), strict=True))


def test_tokens_on_a_full_disk(tmp_path):
    (tmp_path / "tokens.bin").write_bytes(b"old!")
    code = "import torch\nfrom helpers.streams import write_tokens\n"
    code += "write_tokens(sys.argv[1], torch.zeros(2000, dtype=torch.int64))"
    done = on_a_full_disk(code, tmp_path / "tokens.bin")
    assert "No room on the disk for " in done.stderr.splitlines()[-1]
    assert there(tmp_path) == {"tokens.bin": b"old!"}
