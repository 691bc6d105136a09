// A question: its options are the buttons. Python writes all words; this module shows them and
// tells Python the first choice.

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// The stored question stands in an output of its own, before this one, for readers without a
// kernel. Hide it while the buttons are here; return a function that shows it again.
function hideStored(el) {
  let hidden = null;
  let frame = 0;
  let tries = 0;
  const find = () => {
    for (let up = el.parentElement; up; up = up.parentElement) {
      const before = [...up.querySelectorAll(".lm-asked")].filter(
        (node) => node.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      if (before.length) return before.at(-1);
    }
    return null;
  };
  const attempt = () => {
    const stored = el.isConnected ? find() : null;
    if (stored) {
      hidden = stored.closest(".jp-OutputArea-child") ?? stored;
      hidden.style.display = "none";
    } else if (tries++ < 60) {
      frame = requestAnimationFrame(attempt);
    }
  };
  attempt();
  return () => {
    cancelAnimationFrame(frame);
    if (hidden) hidden.style.display = "";
  };
}

function render({ model, el }) {
  const text = element("p", { class: "lm-question-text" });
  text.innerHTML = model.get("text"); // escaped in Python
  const status = element("p", { class: "lm-question-status", role: "status" });
  const buttons = model.get("options").map(({ letter, html }) => {
    const words = element("span", { class: "lm-answer-text" });
    words.innerHTML = html; // escaped in Python
    const mark = element("span", { class: "lm-answer-mark" });
    const name = element("span", { class: "lm-answer-letter" }, `${letter}.`);
    const button = element("button", { type: "button", class: "lm-answer" }, name, words, mark);
    button.addEventListener("click", () => {
      if (model.get("chosen")) return;
      model.set("chosen", letter);
      model.save_changes();
    });
    return button;
  });
  const show = () => {
    const chosen = model.get("chosen");
    for (const [i, { letter, state, mark }] of model.get("options").entries()) {
      // not `disabled`: a button that is switched off loses the focus, and with it the keyboard
      buttons[i].setAttribute("aria-pressed", String(letter === chosen));
      buttons[i].setAttribute("aria-disabled", String(chosen !== "" && letter !== chosen));
      buttons[i].dataset.state = state || (letter === chosen ? "chosen" : "");
      buttons[i].querySelector(".lm-answer-mark").textContent = mark;
    }
    status.textContent = model.get("status");
  };
  model.on("change", show);
  show();
  const box = element("div", { class: "lm-question", role: "group" }, text, ...buttons, status);
  box.setAttribute("aria-label", "Question");
  box.style.fontSize = `${100 * model.get("scale")}%`;
  el.append(box);
  const showStored = hideStored(el);
  return () => {
    model.off("change", show);
    showStored();
  };
}

export default { render };
