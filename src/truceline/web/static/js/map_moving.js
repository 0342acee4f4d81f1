// Moving a map: dragging, the wheel (once the map has the focus, or with Ctrl), two fingers, and the arrow keys.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CLICK = 5;

/** Let an element be moved in. `hand` has shift(px, py) and zoom(factor, px, py), in pixels of the element. */
export function startMoving(element, hand) {
  const touches = new Map();
  let far = 0;
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    touches.set(event.pointerId, at(event));
    far = 0;
  });
  element.addEventListener("pointermove", (event) => {
    const before = touches.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    far += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (far > CLICK && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    const other = [...touches].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const [was, is] = [before, now].map((p) => Math.hypot(p[0] - other[0], p[1] - other[1]));
      if (was > 10) hand.zoom(is / was, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    } else if (far > CLICK) hand.shift(before[0] - now[0], before[1] - now[1]);
    touches.set(event.pointerId, now);
  });
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, ({ pointerId }) => touches.delete(pointerId));
  element.addEventListener("click", (event) => far > CLICK && (event.preventDefault(), event.stopPropagation()), true);
  element.addEventListener("wheel", (event) => wheel(event, element, hand, at), { passive: false });
  element.addEventListener("keydown", (event) => keys(event, element, hand));
}

function wheel(event, element, hand, at) {
  if (!event.ctrlKey && !event.metaKey && !element.contains(document.activeElement)) return;
  event.preventDefault();
  hand.zoom(Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) / 200), ...at(event));
}

function keys(event, element, hand) {
  if (event.ctrlKey || event.metaKey || event.altKey || !ARROWS[event.key]) return;
  const [x, y] = ARROWS[event.key];
  const mark = event.target.closest("a[data-x]");
  event.preventDefault();
  if (mark) next(element, mark, x, y)?.focus();
  else hand.shift(x * 60, y * 60);
}

/** The nearest mark that lies more in this direction than to its side. */
function next(element, here, x, y) {
  const found = [...element.querySelectorAll("a[data-x]")].flatMap((mark) => {
    const [dx, dy] = [mark.dataset.x - here.dataset.x, mark.dataset.y - here.dataset.y];
    const [along, across] = [dx * x + dy * y, Math.abs(dx * y) + Math.abs(dy * x)];
    return along > 0.5 && across <= along * 1.5 ? [[along + across * 2, mark]] : [];
  });
  return found.sort((a, b) => a[0] - b[0])[0]?.[1];
}
