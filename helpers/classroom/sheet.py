"""`python -m helpers class`: the run sheet of a lesson, from the notebook itself."""

import re
import textwrap

from nbformat import NotebookNode

from helpers.classroom.parts import Question, notes, questions, split

WIDTH = 88
SPACE = " " * 9  # beside the labels of the plain text


def run_sheet(nb: NotebookNode, markdown: bool = False) -> str:
    """What to show, ask, answer and leave out, section by section, with the clock.

    nb        the notebook of a lesson, with its stored outputs
    markdown  Markdown, for a page; else plain text, `WIDTH` characters wide
    """
    _, sections, rest = split(nb)
    title = nb.cells[0].source.split("\n")[0].removeprefix("# ")
    core = [section for section in sections if not section.deeper]
    minutes = sum(section.minutes for section in core)
    late = [notes(section.cells[0]).get("late") for section in sections]
    saves = sum(part["saves"] for part in late if part)
    pause = [section for section in sections if "break" in notes(section.cells[0])]
    length = f"{minutes} minutes in {len(core)} sections"
    length += f", and a break before section {pause[0].number}." if pause else ", no break."
    if saves:
        length += f" What can be left out when you are late saves up to {saves} minutes."
    if len(core) < len(sections):
        length += " What goes deeper is not counted: it is for reading at home."
    typed = sum("intent" in notes(cell) for cell in nb.cells)
    order = f"""All notes stand in the order of the notebook. Ask before you run the cells that
        come after a question. Type stands for one of the {typed} cells that are empty in the live
        version; every other cell is only run. The minutes are for code that is there already; a
        class that types needs more."""
    lines: list[tuple[str, str]] = [("title", title), ("", length), ("", " ".join(order.split()))]
    clock = 0
    for section, less in zip(sections, late, strict=True):
        said = notes(section.cells[0])
        if "break" in said:
            lines.append(("Break", f"{said['break']} (The clock below goes on without it.)"))
        start = "Home" if section.deeper else f"{clock // 60}:{clock % 60:02d}"
        lines.append(
            ("section", f"{start}  {section.number} {section.title}  ({section.minutes} min)")
        )
        clock += 0 if section.deeper else section.minutes
        asked = questions(section)
        for cell in section.cells:
            said = notes(cell)
            if "intent" in said:
                lines.append(("Type", said["intent"].replace("\n", " ")))
            if "show" in said:
                lines.append(("Show", said["show"]))
            if cell.id in asked:
                lines += _asked(asked[cell.id])
        if less:
            unit = "minute" if less["saves"] == 1 else "minutes"
            lines.append(("Late", f"{less['do']} Saves {less['saves']} {unit}."))
    lines.append(("section", f"{clock // 60}:{clock % 60:02d}  To close"))
    last = re.findall(r"^(?:<details><summary>)?(.+\?)(?:</summary>)?$", rest[0].source, re.M)
    lines += [("Ask", part) for part in last]
    lines.append(("Right", notes(rest[0])["right"]))
    tasks = [cell.source.split("\n")[0] for cell in rest if cell.id.startswith("task-")]
    lines += [("Home", task.removeprefix("### ")) for task in tasks]
    return _as_markdown(lines) if markdown else _as_text(lines)


def _asked(question: Question) -> list[tuple[str, str]]:
    text = re.sub(r"^\*\*Predict\.?\*\*[.,]? *", "", question.text)
    wrong = [("Wrong", f"{answer} → {reply}") for answer, reply in question.wrong]
    return [("Ask", text), ("Right", question.right), *wrong]


def _as_markdown(lines: list[tuple[str, str]]) -> str:
    parts = []
    for label, text in lines:
        if label in ("title", "section"):
            parts.append(f"\n{'#' if label == 'title' else '##'} {text}\n")
        elif label == "Wrong":
            answer, reply = text.split(" → ", 1)
            parts.append(f"  - *{answer.replace('*', chr(92) + '*')}* → {reply}")
        elif not label:
            parts.append(text)
        else:
            first, *more = text.split("\n")
            parts += [f"- **{label}.** {first}", *(f"  {line}" for line in _listed(more))]
    return "\n".join(parts).strip() + "\n"


def _listed(lines: list[str]) -> list[str]:
    return [f"- {line}" if re.match(r"[A-D]\. ", line) else line for line in lines]


def _as_text(lines: list[tuple[str, str]]) -> str:
    parts = []
    for label, text in lines:
        if label == "title":
            parts += [text, "=" * len(text)]
        elif label == "section":
            parts += ["", text, "-" * len(text)]
        elif not label:
            parts += textwrap.wrap(text, WIDTH, break_on_hyphens=False)
        else:
            head = f"{label:<{len(SPACE)}}"
            for line in re.sub(r"\$([^$]+)\$", r"\1", text).split("\n"):
                if line:
                    parts += textwrap.wrap(
                        line,
                        WIDTH,
                        initial_indent=head,
                        subsequent_indent=SPACE,
                        break_on_hyphens=False,
                    )
                head = SPACE
    return "\n".join(parts) + "\n"
