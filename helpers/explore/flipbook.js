// A flip-book. Python has computed every state of the figure: positions in pixels and texts.
// This module shows the state that the controls stand for. It knows points, lines, rectangles,
// curves, texts and controls; it knows nothing about what they mean.

const SVG = "http://www.w3.org/2000/svg";

function html(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function svg(tag, attributes = {}) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

// JupyterLab takes the arrow keys for its own shortcuts. Its rules match the focused element
// itself, so the mark that stops them has to stand on each control, not on what holds it.
const KEYS = { "data-lm-suppress-shortcuts": "true" };

const short = (number) => Number(number.toFixed(2));

// The outline of a mark. A position that is not a number is left out and makes a gap.
const OUTLINES = {
  line(numbers, mark) {
    // where x is the same in every state, the mark holds it, and the state only y
    const places = mark.x ?? Array.from({ length: numbers.length / 2 }, (_, i) => numbers[2 * i]);
    let path = "";
    let pen = "M";
    for (const [i, x] of places.entries()) {
      const y = mark.x ? numbers[i] : numbers[2 * i + 1];
      if (Number.isFinite(x) && Number.isFinite(y)) {
        path += `${pen}${short(x)} ${short(y)}`;
        pen = "L";
      } else {
        pen = "M";
      }
    }
    return path;
  },
  points(numbers) {
    // a line of no length, with round or square ends, is a dot
    let path = "";
    for (let i = 0; i < numbers.length; i += 2) {
      if (Number.isFinite(numbers[i])) {
        path += `M${short(numbers[i])} ${short(numbers[i + 1])}h0`;
      }
    }
    return path;
  },
  rects(numbers) {
    let path = "";
    for (let i = 0; i < numbers.length; i += 4) {
      const [x, y, width, height] = Array.from(numbers.subarray(i, i + 4), short);
      if (Number.isFinite(x)) path += `M${x} ${y}h${width}v${height}h${-width}Z`;
    }
    return path;
  },
  curve(numbers) {
    if (!numbers.every(Number.isFinite)) return "";
    const [x0, y0, x1, y1, x2, y2] = Array.from(numbers, short);
    return `M${x0} ${y0}Q${x1} ${y1} ${x2} ${y2}`;
  },
};

function outlineNode(mark) {
  const { color, width, dash, fill, opacity, square } = mark.look;
  const round = mark.kind === "points" && !square;
  const node = svg("path", {
    fill: fill ?? "none",
    stroke: color,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-linecap": round ? "round" : square ? "square" : "butt",
    [fill ? "fill-opacity" : "opacity"]: opacity ?? 1, // an edge is drawn in full
  });
  if (dash) node.setAttribute("stroke-dasharray", dash);
  return node;
}

function textNodes(mark) {
  return Array.from({ length: mark.count / 3 }, () => {
    const node = svg("text", {
      fill: mark.look.color,
      "font-size": mark.look.size,
      "font-weight": mark.look.bold ? "bold" : "normal",
      "text-anchor": mark.look.align,
      "dominant-baseline": "central",
    });
    node.append("");
    return node;
  });
}

// Build the figure inside `el` and show its start; return the node of the lines of text.
function build(el, spec, numbers, id, onMove) {
  const state = spec.controls.map((control) => control.start);

  function row(item) {
    let index = 0;
    for (const number of item.by) {
      index = index * spec.controls[number].texts.length + state[number];
    }
    const from = item.from + index * item.count;
    return numbers.subarray(from, from + item.count);
  }

  const picture = svg("svg", {
    viewBox: `0 0 ${spec.width} ${spec.height}`,
    role: "img",
    // what it shows at the start; for what it shows now, the lines of text beside it
    "aria-label": `${spec.name}. At the start: ${spec.alt}`,
    "aria-describedby": `${id}-said`,
  });
  const pages = spec.pages.map((page) =>
    svg("image", {
      href: `data:image/png;base64,${page}`,
      width: spec.width,
      height: spec.height,
    }),
  );
  picture.append(...pages);
  const clips = new Map();
  const marks = spec.marks.map((mark) => {
    const [x, y, width, height] = mark.clip;
    const key = mark.clip.join();
    if (!clips.has(key)) {
      const clip = svg("clipPath", { id: `${id}-${clips.size}` });
      clip.append(svg("rect", { x, y, width, height }));
      picture.append(clip);
      clips.set(key, clip.id);
    }
    const group = svg("g", { "data-mark": mark.name });
    if (mark.kind !== "text") group.setAttribute("clip-path", `url(#${clips.get(key)})`);
    const nodes = mark.kind === "text" ? textNodes(mark) : [outlineNode(mark)];
    group.append(...nodes);
    picture.append(group);
    return { mark, nodes };
  });

  const lines = spec.readouts.map((readout) => {
    // an unseen copy of the longest text keeps the room, so that nothing below moves
    const longest = readout.table.reduce((a, b) => (b.length > a.length ? b : a), "");
    const shown = html("span", { class: "lm-shown" }, "");
    const room = html("span", { class: "lm-room", "aria-hidden": "true" }, longest);
    return { readout, shown, node: html("div", { class: "lm-line" }, room, shown) };
  });
  const said = html(
    "div",
    { class: "lm-said", id: `${id}-said`, role: "status" },
    ...lines.map((l) => l.node),
  );

  const inputs = spec.controls.map((control, number) =>
    controlNodes(control, `${id}-c${number}`, (value) => {
      state[number] = value;
      show();
      onMove();
    }),
  );
  const again = html("button", { ...KEYS, type: "button", class: "lm-again" }, "Start again");
  again.addEventListener("click", () => {
    spec.controls.forEach((control, number) => (state[number] = control.start));
    show();
    onMove();
  });

  function show() {
    pages.forEach((page, number) => {
      const seen = pages.length === 1 || state[0] === number;
      page.setAttribute("visibility", seen ? "visible" : "hidden");
    });
    for (const { mark, nodes } of marks) {
      const values = row(mark);
      if (mark.kind === "text") {
        nodes.forEach((node, i) => {
          const [x, y, number] = values.subarray(3 * i, 3 * i + 3);
          const here = Number.isFinite(x);
          node.firstChild.data = here ? mark.table[number] : "";
          node.setAttribute("x", here ? short(x) : 0);
          node.setAttribute("y", here ? short(y) : 0);
        });
      } else {
        nodes[0].setAttribute("d", OUTLINES[mark.kind](values, mark));
      }
    }
    for (const { readout, shown } of lines) shown.firstChild.data = readout.table[row(readout)[0]];
    inputs.forEach((input, number) => input.set(state[number]));
  }

  el.append(
    html(
      "div",
      {
        class: "lm-book",
        style: `max-width: ${spec.width}px; font-size: ${15 * spec.scale}px`,
        role: "group",
        "aria-label": spec.name,
      },
      html("div", { class: "lm-controls" }, ...inputs.flatMap((input) => input.nodes)),
      picture,
      html("div", { class: "lm-foot" }, said, again),
    ),
  );
  show();
  return said;
}

// The nodes of one control, and a function that sets it without a sound.
function controlNodes(control, id, moved) {
  const { label, kind, texts } = control;
  if (kind === "choice") {
    const radios = texts.map((text, value) => {
      const radio = html("input", { ...KEYS, type: "radio", name: id, value });
      radio.addEventListener("input", () => moved(value));
      return { radio, node: html("label", { class: "lm-option" }, radio, text) };
    });
    const name = html("span", { class: "lm-name", id: `${id}-name` }, label);
    const many = texts.length > 4 ? " lm-many" : "";
    const options = html(
      "div",
      { class: `lm-options${many}`, role: "radiogroup", "aria-labelledby": name.id },
      ...radios.map((option) => option.node),
    );
    return {
      nodes: [name, options],
      set: (value) => radios.forEach(({ radio }, i) => (radio.checked = i === value)),
    };
  }
  const last = texts.length - 1;
  const range = html("input", {
    ...KEYS,
    type: "range",
    id,
    min: 0,
    max: last,
    step: 1,
    "aria-label": label,
  });
  range.addEventListener("input", () => moved(Number(range.value)));
  const longest = Math.max(...texts.map((text) => text.length));
  const room = `min-width: ${longest + 1}ch`;
  // the slider says its text itself (aria-valuetext); an output would say it a second time
  const quiet = { "aria-live": "off" };
  const shown = html("output", { ...quiet, for: id, class: "lm-value", style: room }, "");
  const buttons = [];
  if (kind === "steps") {
    for (const [text, by] of [["Back", -1], ["Step", 1]]) {
      const button = html("button", { ...KEYS, type: "button" }, text);
      button.addEventListener("click", () => {
        moved(Math.min(last, Math.max(0, Number(range.value) + by)));
      });
      buttons.push({ button, by });
    }
  }
  // where there is no room beside the slider, both buttons go below it
  const both = html("span", { class: "lm-steps" }, ...buttons.map((b) => b.button));
  const together = buttons.length ? [both] : [];
  return {
    nodes: [
      html("label", { class: "lm-name", for: id }, label),
      html("div", { class: "lm-track" }, range, ...together),
      shown,
    ],
    set(value) {
      range.value = value;
      range.setAttribute("aria-valuetext", texts[value]);
      shown.firstChild.data = texts[value];
      // not `disabled`, which would take the focus away from whoever presses the last step
      for (const { button, by } of buttons) {
        button.setAttribute("aria-disabled", value === (by > 0 ? last : 0));
      }
    },
  };
}

// The still picture stands in an output of its own, before the figure. Find it by its last
// characters and hide it; return a function that shows it again.
function hideStill(el, still) {
  let hidden = null;
  let tries = 0;
  const find = () => {
    for (let up = el.parentElement; up; up = up.parentElement) {
      const before = [...up.querySelectorAll("img")].filter(
        (image) =>
          image.src.replace(/\s/g, "").endsWith(still) &&
          image.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      if (before.length) return before.at(-1);
    }
    return null;
  };
  const attempt = () => {
    const image = el.isConnected ? find() : null;
    if (image) {
      hidden = image.closest(".jp-OutputArea-child") ?? image;
      hidden.style.display = "none";
    } else if (tries++ < 60) {
      frame = requestAnimationFrame(attempt);
    }
  };
  let frame = 0;
  attempt();
  return () => {
    cancelAnimationFrame(frame);
    if (hidden) hidden.style.display = "";
  };
}

function render({ model, el }) {
  const bytes = model.get("data");
  const numbers = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
  const id = `lm-${Math.random().toString(36).slice(2)}`;
  let rest = 0;
  // a screen reader waits with the text until the hand rests
  const said = build(el, model.get("spec"), numbers, id, () => {
    said.setAttribute("aria-busy", "true");
    clearTimeout(rest);
    rest = setTimeout(() => said.removeAttribute("aria-busy"), 500);
  });
  const showStill = hideStill(el, model.get("still"));
  return () => {
    clearTimeout(rest);
    showStill();
  };
}

export default { render };
