// The words beside a mark one points at. All of it is put in as text: it may come from a report.

const GAP = 12;
let box = null;

/** A tooltip handler for Vega: `value` is a text, or an object of names and texts; nothing where it is empty. */
export function tip(_, event, __, value) {
  if (value === null || value === undefined || value === "") {
    box?.remove();
    return;
  }
  box ??= Object.assign(document.createElement("div"), { className: "chart-tip" });
  box.setAttribute("aria-hidden", "true");
  box.replaceChildren(...(typeof value === "object" ? pairs(value) : [words(value)]));
  if (!box.isConnected) document.body.append(box);
  put(event);
}

function pairs(value) {
  return Object.entries(value).map(([name, text]) => {
    const line = document.createElement("div");
    const label = Object.assign(document.createElement("b"), { textContent: name });
    line.append(label, " ", words(text));
    return line;
  });
}

function words(text) {
  return Object.assign(document.createElement("span"), { dir: "auto", textContent: String(text) });
}

function put(event) {
  const { width, height } = box.getBoundingClientRect();
  const { innerWidth, innerHeight } = window;
  const right = event.clientX + GAP;
  const below = event.clientY + GAP;
  const left = right + width > innerWidth ? Math.max(0, event.clientX - GAP - width) : right;
  const top = below + height > innerHeight ? Math.max(0, event.clientY - GAP - height) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
