// Moving in the timeline: dragging over days to see them alone, the wheel (with Ctrl) and two fingers to zoom, one
// finger to go along, and the arrows from mark to mark.

const SMALLEST_DRAG = 6;

/** Let an element with a drawing be moved in. `hand` has at() (the drawing's scale), select(first, end), zoom(factor, day), slide(days). */
export function startMoving(element, hand) {
  const touches = new Map();
  let drag = null;
  const dayAt = (event) => {
    const { left, px, first } = hand.at();
    return first + (event.clientX - element.getBoundingClientRect().left - left) / px;
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("a")) return;
    touches.set(event.pointerId, event);
    if (event.pointerType === "mouse") drag = { from: dayAt(event), x: event.clientX, box: null };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (drag && event.pointerType === "mouse") brush(element, drag, event, hand);
    const before = touches.get(event.pointerId);
    if (!before || event.pointerType === "mouse") return;
    if (touches.size === 1) hand.slide((before.clientX - event.clientX) / hand.at().px);
    if (touches.size === 2) pinch(touches, event, hand, dayAt);
    touches.set(event.pointerId, event);
  });
  const ends = (event) => {
    touches.delete(event.pointerId);
    if (!drag || event.pointerType !== "mouse") return;
    const moved = Math.abs(event.clientX - drag.x) > SMALLEST_DRAG;
    const [first, last] = [drag.from, dayAt(event)].sort((a, b) => a - b);
    drag.box?.remove();
    drag = null;
    if (moved && event.type === "pointerup") hand.select(Math.floor(first), Math.ceil(last));
  };
  element.addEventListener("pointerup", ends);
  element.addEventListener("pointercancel", ends);
  element.addEventListener("wheel", (event) => wheel(event, hand, dayAt), { passive: false });
}

function brush(element, drag, event, { at }) {
  const svg = element.querySelector("svg");
  if (!svg) return;
  const { left, right } = at();
  const from = svg.getBoundingClientRect().left;
  const inside = (x) => Math.min(right, Math.max(left, x - from));
  const [a, b] = [inside(drag.x), inside(event.clientX)].sort((p, q) => p - q);
  drag.box ??= svg.appendChild(document.createElementNS(svg.namespaceURI, "rect"));
  for (const [name, value] of Object.entries({ class: "brush", x: a, y: 0, width: b - a, height: svg.getAttribute("height") })) {
    drag.box.setAttribute(name, value);
  }
}

function pinch(touches, event, hand, dayAt) {
  const [one, other] = [...touches.values()];
  const still = one.pointerId === event.pointerId ? other : one;
  const moved = one.pointerId === event.pointerId ? one : other;
  const before = Math.abs(moved.clientX - still.clientX);
  const now = Math.abs(event.clientX - still.clientX);
  if (before > 20 && now > 20) hand.zoom(before / now, (dayAt(event) + dayAt(still)) / 2);
}

function wheel(event, hand, dayAt) {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    hand.zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) / 120), dayAt(event));
  } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    event.preventDefault();
    hand.slide((event.deltaX || event.deltaY) / hand.at().px);
  }
}

// --- from mark to mark --------------------------------------------------------------------------------------------
const MARKS = "a[data-x]";

/** Let the arrows go from mark to mark within the lanes of an element; one of them can be reached by Tab. */
export function startArrows(element) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target.closest?.(MARKS);
    const next = here && step(element, here, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  element.addEventListener("focusin", ({ target }) => {
    const mark = target.closest?.(MARKS);
    if (!mark) return;
    for (const other of element.querySelectorAll(`${MARKS}[tabindex="0"]`)) other.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

/** Let Tab reach the drawing, at its first mark. */
export function firstByTab(element) {
  if (!element.querySelector(`${MARKS}[tabindex="0"]`)) element.querySelector(MARKS)?.setAttribute("tabindex", "0");
}

function step(element, here, key) {
  const lanes = [...element.querySelectorAll(".lane, .strip")].map((lane) => [...lane.querySelectorAll(MARKS)]).filter((l) => l.length);
  const lane = lanes.find((l) => l.includes(here));
  const at = lane.indexOf(here);
  if (key === "ArrowRight") return lane[at + 1] ?? here;
  if (key === "ArrowLeft") return lane[at - 1] ?? here;
  if (key === "Home") return lane[0];
  if (key === "End") return lane.at(-1);
  const other = lanes[lanes.indexOf(lane) + ({ ArrowDown: 1, ArrowUp: -1 }[key] ?? 0)];
  if (!["ArrowDown", "ArrowUp"].includes(key)) return null;
  if (!other) return here;
  const far = (mark) => Math.abs(mark.dataset.x - here.dataset.x);
  return other.reduce((best, mark) => (far(mark) < far(best) ? mark : best));
}
