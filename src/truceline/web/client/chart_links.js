// A mark of a chart that stands for something leads there: a click on one whose datum has `href` opens that page.

const MOVED = 4;

/** Let clicks on the marks of a drawn chart follow the `href` of what they stand for. */
export function follows(view, place) {
  let from = null;
  place.addEventListener("pointerdown", (event) => (from = [event.clientX, event.clientY]));
  view.addEventListener("click", (event, item) => {
    const href = target(item);
    // A drag over the chart (a brush, say) ends in a click too.
    const dragged = from && Math.hypot(event.clientX - from[0], event.clientY - from[1]) > MOVED;
    if (href && !dragged) open(href, event);
  });
  view.addEventListener("mouseover", (_, item) => place.classList.toggle("leads", Boolean(target(item))));
  view.addEventListener("mouseout", () => place.classList.remove("leads"));
}

function target(item) {
  const href = item?.datum?.href ?? item?.datum?.datum?.href;
  if (typeof href !== "string" || !href) return null;
  const url = new URL(href, document.baseURI);
  return url.origin === location.origin ? url.href : null;
}

function open(href, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) window.open(href, "_blank", "noopener");
  else location.assign(href);
}
