"""Slide types, so that a lesson can also be shown as slides.

They stand in the metadata of the cells (`slideshow`), where jupyterlab-rise and nbconvert look.
`python -m helpers store` writes them.
"""

from nbformat import NotebookNode

LONG = 700  # characters of prose that still fit under a heading


def slide_types(nb: NotebookNode) -> dict[str, str]:
    """The slide type of each cell, by its id.

    A section begins a slide. Questions and code with its output are slides below it; so is prose
    that derives something. Other prose is a note for the speaker. Set-up, exercises and the words
    are not shown.
    """
    types, before = {}, None
    closed = False
    for cell in nb.cells:
        kind = cell.id.partition("-")[0]
        closed = closed or cell.id == "practice"
        if cell.id in ("setup", "imports") or closed:
            type_ = "skip"
        elif cell.id in ("title", "closing") or kind == "section":
            type_ = "slide"
        elif cell.cell_type == "code":
            # the buttons of a question stand below it
            type_ = "-" if kind == "predict" and before.startswith("ask-") else "subslide"
        elif kind == "ask" or "$$" in cell.source or "\n1. " in cell.source:
            type_ = "subslide"
        elif before.startswith("section-") and len(cell.source) <= LONG:
            type_ = "-"
        else:
            type_ = "notes"
        types[cell.id] = type_
        before = cell.id
    return types


def mark_slides(nb: NotebookNode) -> None:
    """Write the slide types into the metadata of the cells."""
    types = slide_types(nb)
    for cell in nb.cells:
        cell.metadata["slideshow"] = {"slide_type": types[cell.id]}
