"""`python -m helpers handout`: a lesson as one page to read or print.

The page is one HTML file: pictures, style and a font for the formulas are in it, and it runs no
script. It is made from the stored outputs, so the same notebook always gives the same bytes.
"""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from latex2mathml.converter import convert
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

import helpers
from helpers.classroom.lesson import check_outputs, checked
from helpers.classroom.outputs import put_back
from helpers.classroom.parts import asked
from helpers.classroom.store import WIDGET_VIEW
from helpers.files import write_whole

if TYPE_CHECKING:  # the practice loads torch
    from helpers.practice.questions import Question
    from helpers.practice.words import Message

HERE = Path(__file__).parent
CHINESE = re.compile("[\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]+")
CAPTION = re.compile(r"\*((?:Picture|Figure) \w+: [^\n]+)\*(?:\n\n|$)")
FOLDED = re.compile(r"<details><summary>(.*?)</summary>\n(.*?)</details>", re.DOTALL)
SENTENCE_END = re.compile(r'<math [^>]*display="inline"(?:(?!</math>).)*</math>[.,;:?!)]+')
LEFT_OUT = ("practice-end", "practice-progress")  # what a learner has done in this session

PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>$title (handout)</title>
<style>
$style</style>
</head>
<body>
<main>
$body
</main>
<footer><p>From Line to Language Model $version. Text and pictures: CC BY 4.0. Code: MIT.
The font of the formulas: STIX Two Math, SIL Open Font License 1.1.</p></footer>
</body>
</html>
""")
# The browser itself keeps the page from running a script and from asking for another file.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def handout(path: Path, solutions: bool = False) -> str:
    """The HTML page of a lesson.

    path       its notebook; nothing in it is run
    solutions  also the hints and solutions, unfolded, at the end

    The explanations of the predictions stand at the end, so that a reader can predict first. Left
    out are the links that open the lesson, its first code cell, what moves, and what the checks
    and `progress` say.

    Raises FileNotFoundError where there is no notebook, ValueError for a picture without a text
    alternative and for a formula that cannot be converted.
    """
    nb = checked(path)
    check_outputs(nb, path)
    cells = put_back(nb, path).cells
    body, answers, hints, caption = [], [], [], ""
    numbers, questions, exercise = {}, {}, ("", "")
    for i, cell in enumerate(cells):
        kind, _, name = cell.id.partition("-")
        if cell.id in LEFT_OUT:
            continue
        if cell.id == "title":
            body.append(_title(cell, path.name, solutions))
        elif cell.id == "setup":
            body.append('<p class="left-out">Left out here: the first code cell.</p>')
        elif kind == "predict" and cell.cell_type == "code":
            numbers[name], questions[name] = len(numbers) + 1, asked(cell)
            body.append(_question(questions[name], name, numbers[name]))
        elif kind == "explain" and cell.cell_type == "code":
            answers.append(_answer(questions[name], name, numbers[name]))
        elif kind == "help":
            hints.append(_hints(cell, *exercise))
        elif cell.cell_type == "markdown":
            source = FOLDED.sub(r"**\1**\n\2", cell.source.removeprefix(caption))
            if kind == "task":
                exercise = (cell.id, source.split("\n")[0])
            body.append(_markdown(source, cell.id))
        else:
            after = CAPTION.match(cells[i + 1].source) if i + 1 < len(cells) else None
            shown, pictures = _outputs(cell, after[1] if after else "")
            # a caption is moved into the figure, so it is taken off the cell that it stands in
            caption = after[0] if after and pictures else ""
            body.append(f'<div class="cell">\n{_code(cell.source, "python")}{shown}</div>')
    if answers:
        body += ['<h2 id="answers" class="end">Answers to the predictions</h2>', *answers]
    if solutions and hints:
        body += ['<h2 id="solutions" class="end">Hints and solutions</h2>', *hints]
    title = re.search(r"<h1[^>]*>(.*?)</h1>", "".join(body), re.DOTALL)
    return PAGE.substitute(
        policy=POLICY,
        title=re.sub(r"<[^>]+>", "", title[1]) if title else html.escape(path.stem),
        style=_style(),
        body="\n".join(part.strip("\n") for part in body if part),
        version=helpers.__version__,
    )


def _style() -> str:
    font = base64.b64encode((HERE / "fonts" / "stix_two_math.woff").read_bytes()).decode()
    face = f'@font-face {{ font-family: "Handout Math"; src: url(data:font/woff;base64,{font}); }}'
    return f"{(HERE / 'handout.css').read_text(encoding='utf-8')}{face}\n"


def _title(cell: NotebookNode, file: str, solutions: bool) -> str:
    """The title without the links that open the lesson, and with what a reader has to know."""
    heading, *paragraphs = cell.source.split("\n\n")
    paragraphs = [part for part in paragraphs if not part.startswith("[Open in ")]
    where = "are at the end" if solutions else "are left out"
    note = f"""
This is the handout of `{file}`, to read and to print. What the text says about running cells,
buttons and sliders is meant for the notebook; here the outputs stand below the code, and a figure
with sliders is the picture of its start. Where the text says **Predict**, decide on an answer
before you read on. The questions with choices are [answered at the end](#answers). The hints and
solutions of the exercises {where}."""
    top, rest = _markdown(heading, cell.id), _markdown("\n\n".join(paragraphs), "")
    return f'{top}<div class="note">\n{_markdown(note, "")}</div>\n{rest}'


def _question(question: Question, name: str, number: int) -> str:
    return (
        f'<div class="question" id="question-{name}">\n<p class="label">Question {number}</p>\n'
        f'{_inside(question)}\n<p class="way"><a href="#answer-{name}">Answer to question '
        f"{number}, at the end</a></p>\n</div>"
    )


def _answer(question: Question, name: str, number: int) -> str:
    said = re.sub(r"^<p><strong>Explanation</strong>.*?</p>", "", _inside(question.explained(None)))
    return (
        f'<h3 id="answer-{name}">Question {number}</h3>\n{said}\n'
        f'<p class="way"><a href="#question-{name}">Back to question {number}</a></p>'
    )


def _inside(said: Question | Message) -> str:
    """What the practice shows, as HTML without the box around it."""
    return re.fullmatch(r"<div [^>]*>(.*)</div>", said._repr_html_(), re.DOTALL)[1]


def _hints(cell: NotebookNode, task: str, heading: str) -> str:
    """The hints and the solution of an exercise, each under a heading of its own."""
    text = FOLDED.sub(r"#### \1\n\2", cell.source)
    name = re.sub(r"  \(.*\)$", "", heading)  # without the minutes and the level
    number = re.search(r"Exercise \d+", name)[0]
    back = f'<p class="way"><a href="#{task}">Back to {number.lower()}</a></p>'
    return f"{_markdown(name, cell.id)}{_markdown(text, '')}{back}"


def _outputs(cell: NotebookNode, caption: str) -> tuple[str, int]:
    """The stored outputs of a code cell as HTML, and how many pictures are among them."""
    parts, pictures = [], 0
    moves = any(WIDGET_VIEW in output.get("data", {}) for output in cell.outputs)
    for output in cell.outputs:
        data = output.get("data", {})
        if output.output_type == "stream":
            parts.append(f'<pre class="output"><samp>{_ansi(output.text)}</samp></pre>\n')
        elif output.output_type == "error":
            text = _ansi("\n".join(output.traceback))
            parts.append(f'<pre class="output error"><samp>{text}</samp></pre>\n')
        elif "image/png" in data:
            pictures += 1
            parts.append(_picture(cell, data["image/png"], caption, moves))
        elif WIDGET_VIEW in data or cell.id.startswith("try-"):
            continue  # a figure without its kernel; what a check says before there is an answer
        elif "text/html" in data:
            parts.append(f'<div class="output">{data["text/html"]}</div>\n')
        elif "text/plain" in data:
            text = _ansi(data["text/plain"])
            parts.append(f'<pre class="output"><samp>{text}</samp></pre>\n')
    return "".join(parts), pictures


def _picture(cell: NotebookNode, png: str, caption: str, moves: bool) -> str:
    alt = cell.metadata.get("alt", "").strip()
    if not alt:
        raise ValueError(f"{cell.id}: the picture needs a text alternative, `alt` in the metadata.")
    png = png.replace("\n", "")
    width, height = struct.unpack(">II", base64.b64decode(png)[16:24])
    lines = _markdown(caption, "")
    if moves:
        lines += '<p class="way">The figure that one can move is in the notebook.</p>'
    return (
        f'<figure>\n<img src="data:image/png;base64,{png}" alt="{html.escape(alt)}" '
        f'width="{width}" height="{height}">\n<figcaption>{lines}</figcaption>\n</figure>\n'
    )


# -- text, code and formulas --------------------------------------------------------------------


class _Renderer(IPythonRenderer):
    """Markdown with formulas as MathML, code in our colours and Chinese words marked as such."""

    def text(self, text: str) -> str:
        return CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', super().text(text))

    def block_code(self, code: str, info: str | None = None) -> str:
        return _code(code, info or "text")

    def inline_math(self, body: str) -> str:
        return mathml(body)

    def block_math(self, body: str) -> str:
        return mathml(body, block=True)


def _markdown(source: str, name: str) -> str:
    """Markdown as HTML; the first heading gets the name as its id."""
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    text = MarkdownWithMath(renderer=renderer).render(source)
    text = SENTENCE_END.sub(r'<span class="together">\g<0></span>', text)
    return re.sub(r"<(h\d)>", rf'<\1 id="{name}">', text, count=1) if name else text


def _code(source: str, language: str) -> str:
    inside = highlight(source, get_lexer_by_name(language), HtmlFormatter(nowrap=True))
    return f'<pre class="code"><code>{inside}</code></pre>\n'


def _ansi(text: str) -> str:
    """Text of a terminal as HTML.

    The colours that IPython gives to the code in a traceback are dropped, since many are too pale
    on paper; those of files, lines, errors and of the place that is meant stay.
    """
    return ansi2html(re.sub(r"\x1b\[38;5;[\d;]*m", "\x1b[39m", text.rstrip("\n")))


# What latex2mathml does not know or draws badly in a browser, before it converts ...
MACROS = (
    (r"\\bigg?[lr]?(?![a-zA-Z])", ""),  # a bracket with an exponent did not get the size
    (r"\\mathsf(?![a-zA-Z])", r"\\mathrm"),  # browsers know no other upright letters in MathML
    (r"\\(begin|end)\{aligned\}", r"\\\1{align*}"),  # unknown to it
)
# ... and after. A sign is a minus of its own, without the space of a difference, where it begins
# a term; the browser sees that only at the beginning of a row.
TERM = r"(<mo[^>]*>(?:[=(\[,<>]|&#x0003[CDE];|&#x0002[8C];|&#x02190;|&#x02248;)</mo>)"
MARKUP = (
    ("<mo>&#x0005E;</mo>", '<mo stretchy="false">&#x002C6;</mo>'),  # the hat, near its letter
    # the overline is a border, drawn by handout.css: no browser stretches the sign to the width
    ('<mo accent="true">&#x02015;</mo>', '<mo class="overline">&#x0203E;</mo>'),
    # signs that belong to their letters, without the space of an operator
    ("<mo>&#x02202;</mo>", '<mi mathvariant="normal">&#x02202;</mi>'),
    ("<mo>&#x02026;</mo>", "<mi>&#x02026;</mi>"),
    ("<mo>&#x0002F;</mo>", '<mo lspace="0" rspace="0">&#x0002F;</mo>'),
    (TERM + "<mo>&#x02212;</mo>", r'\1<mo form="prefix">&#x02212;</mo>'),
    (r"(<mi>log</mi>)(?!<mo)", r'\1<mo>&#x02061;</mo><mspace width="0.167em" />'),
)


def mathml(formula: str, block: bool = False) -> str:
    """A LaTeX formula, without its dollar signs, as MathML that a browser draws by itself.

    block  as a line of its own

    Raises ValueError for a command that cannot be converted.
    """
    source = formula
    for pattern, text in MACROS:
        source = re.sub(pattern, text, source)
    try:
        found = convert(source, display="block" if block else "inline")
    except Exception as error:  # its errors have no common class
        raise ValueError(f"The formula {formula!r} cannot be converted: {error!r}") from error
    left = re.search(r"\\[a-zA-Z]*|&(?![#\w])", re.sub(r"<[^>]+>", " ", found))
    if left:
        raise ValueError(f"The formula {formula!r} cannot be converted: {left[0]!r} is unknown.")
    for pattern, text in MARKUP:
        found = re.sub(pattern, text, found)
    return found


# -- PDF ----------------------------------------------------------------------------------------

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
MAC = tuple(
    f"/Applications/{name}.app/Contents/MacOS/{name}"
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
)
WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
BY_HAND = "By hand: open {page} in any browser, choose Print, and there 'Save as PDF'."


def browser() -> str | None:
    """The path of a Chromium, Chrome or Edge on this machine, or None."""
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")]
    folders = [folder for folder in [*folders, os.environ.get("LOCALAPPDATA")] if folder]
    places = [*MAC, *(str(Path(folder) / place) for folder in folders for place in WINDOWS)]
    found = [*filter(None, map(shutil.which, NAMES)), *filter(os.path.isfile, places)]
    return found[0] if found else None


def pdf(page: Path) -> Path:
    """Print a page into a PDF beside it, with the browser of this machine; give back its path.

    Raises FileNotFoundError where there is no browser for it, OSError where the browser fails.
    Both say what to do by hand. An older PDF stays until the new one is whole.
    """
    by_hand = BY_HAND.format(page=page)
    program = browser()
    if program is None:
        raise FileNotFoundError(f"Found no Chromium, Chrome or Edge for the PDF. {by_hand}")
    target = page.resolve().with_suffix(".pdf")
    # the new one is made beside the page, where a browser that is shut in may write
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        tempfile.TemporaryDirectory(prefix="making-pdf-", dir=target.parent) as beside,
    ):
        made = Path(beside) / target.name
        command = [program, "--headless", "--disable-gpu", f"--user-data-dir={profile}"]
        command += ["--no-first-run", "--no-pdf-header-footer", "--generate-pdf-document-outline"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium refuses to start for root with it
        command += [f"--print-to-pdf={made}", page.resolve().as_uri()]
        try:
            subprocess.run(command, capture_output=True, timeout=120, check=True)
        except subprocess.SubprocessError as error:
            raise OSError(f"{program} made no PDF: {error}. {by_hand}") from error
        if not made.exists():
            raise OSError(f"{program} made no PDF. {by_hand}")
        write_whole(target, made.read_bytes())
    return page.with_suffix(".pdf")
