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

const NARROW = 500; // pixels; panels on less than that stand one below the other
const ROOM = 12; // pixels of the window that stay free around a figure
const LEAST = 0.6; // the part of the window that the picture gets at least, beside its controls

const short = (number) => Number(number.toFixed(2));

// But Shift + Enter, and Escape, are for the notebook: hand the keyboard back to the cell, and then
// the key to it.
function goOn(event) {
  const held = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "Escape" && !(event.key === "Enter" && held)) return;
  const cell = event.currentTarget.closest(".jp-Cell");
  if (!cell) return;
  event.preventDefault();
  cell.focus({ preventScroll: true });
  cell.dispatchEvent(new KeyboardEvent("keydown", event));
}

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
  let reached = false;

  function row(item, there = state) {
    let index = 0;
    for (const number of item.by) {
      index = index * spec.controls[number].texts.length + there[number];
    }
    const from = item.from + index * item.count;
    return numbers.subarray(from, from + item.count);
  }

  const picture = svg("svg", {
    class: "lm-picture",
    role: "img",
    // what it shows at the start; for what it shows now, the lines of text beside it
    "aria-label": `${spec.name}. At the start: ${spec.alt}`,
    "aria-describedby": `${id}-said`,
  });
  const once = svg("defs");
  const pages = spec.pages.map((page, number) =>
    svg("image", {
      id: `${id}-page${number}`,
      href: `data:image/png;base64,${page}`,
      width: spec.width,
      height: spec.height,
    }),
  );
  once.append(...pages);
  // each panel is a window on the whole page, and holds its own marks
  const panels = spec.panels.map((box) => {
    const [x, y, width, height] = box;
    const panel = svg("svg", { class: "lm-panel", viewBox: box.join(" ") });
    const clip = svg("clipPath", { id: `${id}-panel${x}` });
    clip.append(svg("rect", { x, y, width, height }));
    once.append(clip);
    const seen = svg("g", { "clip-path": `url(#${clip.id})` });
    seen.append(...pages.map((page) => svg("use", { href: `#${page.id}` })));
    panel.append(seen);
    return panel;
  });
  picture.append(once, ...panels);
  const clips = new Map();
  const marks = spec.marks.map((mark) => {
    const [x, y, width, height] = mark.clip;
    const key = mark.clip.join();
    if (!clips.has(key)) {
      const clip = svg("clipPath", { id: `${id}-${clips.size}` });
      clip.append(svg("rect", { x, y, width, height }));
      once.append(clip);
      clips.set(key, clip.id);
    }
    const group = svg("g", { "data-mark": mark.name });
    if (mark.kind !== "text") group.setAttribute("clip-path", `url(#${clips.get(key)})`);
    const nodes = mark.kind === "text" ? textNodes(mark) : [outlineNode(mark)];
    group.append(...nodes);
    panels[mark.panel].append(group);
    return { mark, nodes };
  });
  const handles = spec.handles.map((handle) => {
    const mark = spec.marks[handle.mark];
    const halo = svg("path", { class: "lm-handle", stroke: mark.look.color });
    panels[mark.panel].append(halo);
    const place = (there) => row(mark, there).subarray(2 * handle.place, 2 * handle.place + 2);
    draggable(halo, place, (x, y) => {
      const best = nearest(state, handle.moves, spec.controls, (there) => {
        const [a, b] = place(there);
        return Math.hypot(a - x, b - y);
      });
      if (best.some((value, number) => value !== state[number])) {
        best.forEach((value, number) => (state[number] = value));
        show();
        onMove();
      }
    });
    return { halo, place, box: mark.clip };
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
  const goal = spec.goal && goalNodes(spec.goal.text);
  const hint = spec.hint && html("div", { class: "lm-hint" }, spec.hint);

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
    reached = false;
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
    for (const { halo, place, box } of handles) {
      const [x, y] = place();
      const [left, top, width, height] = box;
      const seen = x >= left && x <= left + width && y >= top && y <= top + height;
      halo.setAttribute("d", seen ? `M${short(x)} ${short(y)}h0` : "");
    }
    inputs.forEach((input, number) => input.set(state[number]));
    if (goal) {
      reached ||= row(spec.goal)[0] === 1;
      goal.set(reached);
    }
  }

  const told = [said, goal?.node, hint].filter(Boolean);
  const last = html("div", { class: "lm-last" }, told.pop(), again);
  const columns = inputs.filter((input) => !input.node.matches(".lm-wide")).length || 1;
  const book = html(
    "div",
    {
      class: "lm-book",
      style: `max-width: ${spec.width}px; font-size: ${15 * spec.scale}px`,
      role: "group",
      "aria-label": spec.name,
    },
    picture,
    html(
      "div",
      { class: "lm-controls", style: `--lm-columns: ${columns}` },
      ...inputs.map((input) => input.node),
    ),
    html("div", { class: "lm-foot" }, ...told, last),
  );
  el.append(book);
  show();
  return { book, picture, panels, said };
}

// The values of the controls for which `distance(state)` is least, where only those in `moves`
// may change. Of equals the present one stays.
function nearest(state, moves, controls, distance) {
  let best = state.slice();
  let least = distance(best);
  const there = state.slice();
  const walk = (i) => {
    if (i < moves.length) {
      const last = controls[moves[i]].texts.length - 1;
      for (let value = 0; value <= last; value++) {
        there[moves[i]] = value;
        walk(i + 1);
      }
      return;
    }
    const here = distance(there);
    if (here < least) [least, best] = [here, there.slice()];
  };
  walk(0);
  return best;
}

// Let a pointer drag a node that lies at `place()`; call `moveTo` with where the pointer wants it.
function draggable(node, place, moveTo) {
  let grip = null; // from the pointer to the place, so that nothing jumps at the start
  const at = (event) => {
    const to = node.getScreenCTM().inverse();
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(to);
  };
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const { x, y } = at(event);
    const [a, b] = place();
    grip = [a - x, b - y];
    node.setPointerCapture(event.pointerId);
    node.classList.add("lm-held");
  });
  node.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const { x, y } = at(event);
    moveTo(x + grip[0], y + grip[1]);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    node.addEventListener(end, () => {
      grip = null;
      node.classList.remove("lm-held");
    });
  }
}

// The line that says what to reach, and whether it was.
function goalNodes(text) {
  const shown = html("span", { class: "lm-now" }, "");
  const room = html("span", { class: "lm-room", "aria-hidden": "true" }, "\u2713 Reached:");
  const node = html(
    "div",
    { class: "lm-goal", role: "status", "aria-atomic": "true" },
    html("span", { class: "lm-line lm-mark" }, room, shown),
    html("span", { class: "lm-task" }, text),
  );
  return {
    node,
    set(reached) {
      const said = reached ? "\u2713 Reached:" : "\u25cb Goal:";
      if (shown.firstChild.data === said) return; // a screen reader says it once
      shown.firstChild.data = said;
      node.classList.toggle("lm-reached", reached);
    },
  };
}

// Lay the panels out for the width that there is, and let the picture, with its controls, be no
// higher than the window: `fit()` measures anew.
function layout({ book, picture, panels }, spec) {
  const place = () => {
    const stacked = panels.length > 1 && book.clientWidth < NARROW;
    const widest = Math.max(...spec.panels.map((box) => box[2]));
    let below = 0;
    spec.panels.forEach(([x, y, width, height], number) => {
      const here = stacked ? [(widest - width) / 2, below] : [x, y];
      ["x", "y", "width", "height"].forEach((name, i) => {
        panels[number].setAttribute(name, [...here, width, height][i]);
      });
      below += height;
    });
    const size = stacked ? [widest, below] : [spec.width, spec.height];
    picture.setAttribute("viewBox", [0, 0, ...size].join(" "));
    return { stacked, width: size[0], height: size[1] };
  };
  return () => {
    const { stacked, width, height } = place();
    if (stacked) {
      picture.style.maxWidth = `${width}px`;
      return;
    }
    const high = windowAround(book).clientHeight - ROOM;
    const [foot, all, own] = [book.lastChild, book, picture].map((node) => node.offsetHeight ??
      node.getBoundingClientRect().height);
    const beside = all - own; // what stands below the picture
    const most = Math.min(high - beside + foot, LEAST * high);
    picture.style.maxWidth = `${(Math.max(high - beside, most) * width) / height}px`;
  };
}

// The node of one control, and a function that sets it without a sound.
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
    const wide = texts.join("").length > 30 ? " lm-wide" : "";
    const options = html(
      "div",
      { class: `lm-options${many}`, role: "radiogroup", "aria-labelledby": name.id },
      ...radios.map((option) => option.node),
    );
    return {
      node: html("div", { class: `lm-control${wide}` }, name, options),
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
    node: html(
      "div",
      { class: "lm-control" },
      html("label", { class: "lm-name", for: id }, label),
      shown,
      html("div", { class: "lm-track" }, range, ...together),
    ),
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

// Keep a figure as dark as the page around it: call `end()` to stop.
function followTheme(book) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const [root, body] = [document.documentElement, document.body];
  const isDark = () => {
    if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false"; // Jupyter
    if (root.hasAttribute("theme")) return root.getAttribute("theme") === "dark"; // Colab
    return system.matches;
  };
  const follow = () => book.classList.toggle("lm-dark", isDark());
  const watch = new MutationObserver(follow);
  for (const node of [root, body]) {
    watch.observe(node, { attributeFilter: ["theme", "data-jp-theme-light"] });
  }
  system.addEventListener("change", follow);
  follow();
  return () => {
    watch.disconnect();
    system.removeEventListener("change", follow);
  };
}

// What a figure is seen through: { clientHeight, top(), scrollBy(y) } of the notebook that scrolls,
// or of the window. In a frame the window is as high as what it holds, so it is no measure.
function windowAround(node) {
  for (let up = node.parentElement; up; up = up.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(up).overflowY);
    if (scrolls && up.scrollHeight > up.clientHeight + 1 && up !== document.scrollingElement) {
      return up;
    }
  }
  const framed = window.parent !== window;
  return { clientHeight: framed ? 0.7 * screen.availHeight : window.innerHeight };
}

// JupyterLab goes on to the next cell before it knows how high the figure is, and leaves the
// figure above its window. Bring it back, for a moment only and never from under a hand: where
// its cell was run by itself, the active cell is this one or the next.
function bringBack(book) {
  const cell = book.closest(".jp-Cell");
  const active = cell?.parentElement.querySelector(":scope > .jp-mod-active");
  if (!active || (active !== cell && active !== cell.nextElementSibling)) return () => {};
  const end = performance.now() + 1500;
  const events = ["wheel", "pointerdown", "keydown", "touchstart"];
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    for (const name of events) removeEventListener(name, stop, true);
  };
  const look = () => {
    const view = windowAround(book);
    if (view.getBoundingClientRect) {
      const [frame, own] = [view, book].map((node) => node.getBoundingClientRect());
      const above = frame.top - own.top;
      const below = own.bottom - frame.bottom;
      const by = above > 0 ? -above - ROOM / 2 : below > 0 ? Math.min(below, -above) : 0;
      if (Math.abs(by) > 1) view.scrollTop += by;
    }
    if (performance.now() < end) frame = requestAnimationFrame(look);
    else stop();
  };
  for (const name of events) addEventListener(name, stop, { capture: true, passive: true });
  frame = requestAnimationFrame(look);
  return stop;
}

function render({ model, el }) {
  const bytes = model.get("data");
  const numbers = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
  );
  const spec = model.get("spec");
  const id = `lm-${Math.random().toString(36).slice(2)}`;
  let rest = 0;
  // a screen reader waits with the text until the hand rests
  const parts = build(el, spec, numbers, id, () => {
    parts.said.setAttribute("aria-busy", "true");
    clearTimeout(rest);
    rest = setTimeout(() => parts.said.removeAttribute("aria-busy"), 500);
  });
  parts.book.addEventListener("keydown", goOn);
  const endTheme = followTheme(parts.book);
  const fit = layout(parts, spec);
  fit();
  const room = new ResizeObserver(fit);
  room.observe(el);
  addEventListener("resize", fit);
  let stay = () => {};
  const seen = new IntersectionObserver((entries) => {
    // the first time that it has a place on the page
    if (!entries.some((entry) => entry.boundingClientRect.height)) return;
    seen.disconnect();
    fit();
    stay = bringBack(parts.book);
  });
  seen.observe(parts.book);
  const showStill = hideStill(el, model.get("still"));
  return () => {
    clearTimeout(rest);
    room.disconnect();
    seen.disconnect();
    removeEventListener("resize", fit);
    stay();
    endTheme();
    showStill();
  };
}

export default { render };
