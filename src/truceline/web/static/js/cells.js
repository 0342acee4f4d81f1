// A table of cells that open: the arrow keys go from cell to cell, Enter opens one; on a wide page it opens beside.

const WIDE = matchMedia("(min-width: 75rem)");
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const OPENS = ["account", "people"];
const CELL = "[data-cells] a.cell";
let place = null;
let asked = "";
let inside = false;

/** The links of the cells, row by row. */
function grid() {
  const rows = [...document.querySelectorAll("[data-cells] tbody tr")].map((row) => [...row.querySelectorAll("a.cell")]);
  return rows.filter((row) => row.length);
}

/** One cell at a time is a stop of the Tab key: the one that was gone to last, else the opened one, else the first. */
function settle() {
  const rows = grid();
  if (!rows.length) return;
  const all = rows.flat();
  const kept = place && rows[Math.min(place[0], rows.length - 1)]?.[place[1]];
  const stop = kept ?? all.find((cell) => cell.getAttribute("aria-current")) ?? all[0];
  for (const cell of all) cell.tabIndex = cell === stop ? 0 : -1;
}

function step(cell, [down, right]) {
  const rows = grid();
  const row = rows.findIndex((cells) => cells.includes(cell));
  const next = rows[Math.min(Math.max(row + down, 0), rows.length - 1)];
  const column = Math.min(Math.max(rows[row].indexOf(cell) + right, 0), next.length - 1);
  place = [rows.indexOf(next), column];
  settle();
  next[column].focus();
}

document.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const cell = event.target.closest?.(CELL);
  if (plain && cell && STEPS[event.key]) {
    event.preventDefault();
    step(cell, STEPS[event.key]);
  } else if (plain && event.key === "Escape" && close()) {
    event.preventDefault();
  }
});

document.addEventListener("focusin", ({ target }) => {
  const cell = target.closest?.(CELL);
  if (!cell) return;
  const rows = grid();
  const row = rows.findIndex((cells) => cells.includes(cell));
  place = [row, rows[row].indexOf(cell)];
  settle();
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close]")) {
    close();
    return;
  }
  const cell = event.target.closest?.(`${CELL}, #opened a[data-cell]`);
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
  if (!cell || modified || !WIDE.matches || !document.getElementById("opened")) return;
  event.preventDefault();
  open(cell);
});

function open(cell) {
  const panel = document.getElementById("opened");
  const address = new URL(cell.href);
  asked = address.pathname + address.search;
  panel.hidden = false;
  panel.closest("[data-beside]").classList.add("has-panel");
  marked(address);
  // The address of the page says what is opened, so that it can be sent to somebody.
  const here = closedAddress();
  here.searchParams.set("open", decodeURIComponent(address.pathname.slice(panel.getAttribute("hx-get").length + 1)));
  for (const name of OPENS) if (address.searchParams.get(name)) here.searchParams.set(name, address.searchParams.get(name));
  history.replaceState(history.state, "", here);
  panel.dispatchEvent(new CustomEvent("open-cell"));
}

/** A page that was made anew, as it was before the cell was opened, opens it again. */
function reopen() {
  const here = new URL(location.href).searchParams;
  const panel = document.getElementById("opened");
  if (!here.has("open") || !panel?.hidden || !WIDE.matches) return;
  const cell = [...document.querySelectorAll(CELL)].find(({ href }) => {
    const address = new URL(href);
    return decodeURIComponent(address.pathname).endsWith(`/${here.get("open")}`) && OPENS.every((n) => address.searchParams.get(n) === here.get(n));
  });
  if (cell) open(cell);
}

/** Mark the cell that is opened: the one whose link says so. */
function marked(address) {
  for (const cell of document.querySelectorAll(CELL)) {
    const same = address && new URL(cell.href).search === address.search && new URL(cell.href).pathname === address.pathname;
    if (same) cell.setAttribute("aria-current", "true");
    else cell.removeAttribute("aria-current");
  }
}

function close() {
  const panel = document.getElementById("opened");
  if (!panel || panel.hidden) return false;
  const cell = document.querySelector(`${CELL}[aria-current]`);
  panel.hidden = true;
  panel.replaceChildren();
  panel.closest("[data-beside]").classList.remove("has-panel");
  marked(null);
  history.replaceState(history.state, "", closedAddress());
  cell?.focus();
  return true;
}

/** The address of the page with nothing opened. */
function closedAddress() {
  const here = new URL(location.href);
  for (const name of ["open", ...OPENS]) here.searchParams.delete(name);
  return here;
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.id === "opened") event.detail.path = asked;
  // What is shown may have been opened since the page was made.
  if (event.target.matches("[data-follows]")) event.detail.path = location.pathname + location.search;
});
document.addEventListener("htmx:beforeSwap", () => (inside = Boolean(document.activeElement?.closest?.(CELL))));
document.addEventListener("htmx:afterSettle", () => {
  settle();
  // A table that was made anew takes the focus back where it was.
  if (inside && document.activeElement === document.body) document.querySelector(`${CELL}[tabindex="0"]`)?.focus();
  inside = false;
  reopen();
});
document.addEventListener("change", ({ target }) => {
  if (target.matches("form[data-choose] select")) target.form.requestSubmit();
});
settle();
