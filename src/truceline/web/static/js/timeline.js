// The timeline's page: fetches the lanes, draws the days looked at, and keeps address, form and list in step with them.
import { dayOf, iso } from "./timeline_days.js";
import { layout, within } from "./timeline_layout.js";
import { draw } from "./timeline_drawing.js";
import { firstByTab, startArrows, startMoving } from "./timeline_moving.js";

const SHORTEST = 1;
const LONGEST = 400000;
const PATIENCE = 350;
const AGAIN = 4000;
const WINDOW = ["since", "until"];
/** So many marks are fetched one by one, where the server gave counts alone. */
const CLOSE = 1500;

const chart = document.querySelector("[data-timeline]");
const place = chart?.querySelector("[data-lanes]");
const card = chart?.querySelector("[data-card]");
let data = null;
let view = null;
let close = null;
let made = null;
let waiting = 0;
let again = 0;

function start() {
  startMoving(place, { at: () => made.at, select: (first, end) => show(first, end, true), zoom, slide });
  startArrows(place);
  startCard();
  for (const [name, step] of Object.entries(STEPS)) {
    for (const button of document.querySelectorAll(`[data-step="${name}"]`)) button.addEventListener("click", () => data && step());
  }
  place.addEventListener("click", opened);
  new ResizeObserver(() => redraw()).observe(place);
  window.addEventListener("popstate", () => {
    look();
    list(new URL(location.href));
  });
  document.body.addEventListener("entries", () => load());
  document.body.addEventListener("board", () => (data?.fresh ? comeClose() : load()));
  load();
}

const STEPS = {
  in: () => zoom(0.5),
  out: () => zoom(2),
  earlier: () => slide((view.first - view.end) / 2, true),
  later: () => slide((view.end - view.first) / 2, true),
  near: () => data.near.length && show(data.near[0], data.near[1] + 1, true),
  all: () => show(...ends(), true),
};

// --- what is shown ------------------------------------------------------------------------------------------------
async function load() {
  const answer = await fetch(address(chart.dataset.lines, []), { headers: { Accept: "application/json" } });
  const found = await answer.json().catch(() => ({}));
  // What is being worked out is asked for again: one may have missed that it is there.
  clearTimeout(again);
  if (answer.status === 202 || found.fresh === false) again = setTimeout(load, AGAIN);
  if (answer.status === 202) return;
  if (!answer.ok) {
    chart.querySelector("[data-state]").textContent = [found.error, found.todo].filter(Boolean).join(" ") || "This could not be shown.";
    return;
  }
  data = found;
  close = null;
  look();
  if (data.entry > listedTo()) await list(new URL(location.href));
  compare();
}

/** The last entry of the record that the list knows. */
function listedTo() {
  return Number(document.querySelector("#listing")?.dataset.entry ?? 0);
}

/** Say where the lanes and the list below are not of one moment. */
function compare() {
  const state = chart.querySelector("[data-state]");
  const listed = listedTo();
  state.hidden = !data || data.fresh || data.entry === listed;
  if (!state.hidden) {
    state.textContent = `The lanes stand as of entry ${data.entry} of the record, the list below as of entry ${listed}. What came in since is being worked out.`;
  }
}

/** Show what the address asks for. */
function look() {
  if (!data) return;
  const asked = new URL(location.href).searchParams;
  const near = data.near.length ? data.near : [dayOf(iso(739000)), dayOf(iso(739000))];
  const first = dayOf(asked.get("since")) ?? near[0];
  const last = dayOf(asked.get("until")) ?? Math.max(first, near[1]);
  view = { first, end: Math.max(first, last) + 1, byReport: asked.get("undated") === "1" };
  redraw();
  comeClose();
}

function redraw() {
  if (!data || !view) return;
  const width = Math.floor(place.clientWidth);
  if (!width) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.ids : null;
  const near = close && close.first <= view.first && close.end >= view.end ? { ...data, ...close.found, cells: [] } : data;
  made = layout(near, view, width);
  place.replaceChildren(draw(made, near, { claim, count }));
  firstByTab(place);
  if (focused) place.querySelector(`a[data-ids="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  tell();
}

/** The claims of the days looked at, where the server counted them and they are few by now. */
async function comeClose() {
  if (!data.cells.length || (close && close.first <= view.first && close.end >= view.end) || within(data, view) > CLOSE) return;
  const { first, end } = view;
  const answer = await fetch(address(chart.dataset.lines, [["since", iso(first)], ["until", iso(end - 1)], ["within", "1"]]));
  if (answer.status !== 200) return;
  const { marks, acts, speakers, entry } = await answer.json();
  if (entry !== data.entry) return;
  close = { first, end, found: { marks, acts, speakers } };
  redraw();
}

function tell() {
  const empty = chart.querySelector("[data-empty]");
  empty.hidden = made.lanes.length > 0;
  for (const [side, number] of Object.entries(made.outside)) {
    const link = chart.querySelector(`[data-outside="${side}"]`);
    link.hidden = !number;
    link.textContent = `${number.toLocaleString("en")} ${side === "before" ? "earlier" : "later"}`;
  }
  const [first, last] = [iso(view.first), iso(view.end - 1)];
  chart.querySelector("[data-days]").textContent = first === last ? first : `${first} to ${last}`;
}

// --- the days looked at -------------------------------------------------------------------------------------------
function ends() {
  const marks = data.marks.length ? data.marks : data.cells.map(([, day]) => [0, day, day + 1]);
  const days = marks.flatMap(([, start, end]) => [start, end === null ? null : end - 0.001]).filter((d) => d !== null).map(Math.floor);
  return days.length ? [Math.min(...days), Math.max(...days) + 1] : [view.first, view.end];
}

function zoom(factor, day = (view.first + view.end) / 2) {
  const share = (day - view.first) / (view.end - view.first);
  const wide = Math.min(LONGEST, Math.max(SHORTEST, (view.end - view.first) * factor));
  const first = Math.round(day - share * wide);
  show(first, Math.max(first + SHORTEST, Math.round(first + wide)), false);
}

let slid = 0;
function slide(days, kept = false) {
  slid += days;
  const whole = Math.trunc(slid);
  slid -= whole;
  if (whole) show(view.first + whole, view.end + whole, kept);
}

/** Show some days. `kept`: the browser's way back leads to those before. */
function show(first, end, kept) {
  if (!data || first < 2 || end > 3600000) return;
  view = { ...view, first, end: Math.max(end, first + 1) };
  redraw();
  const url = new URL(location.href);
  url.searchParams.set("since", iso(view.first));
  url.searchParams.set("until", iso(view.end - 1));
  url.searchParams.delete("cursor");
  history[kept ? "pushState" : "replaceState"]({}, "", url);
  follow(url.searchParams);
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    comeClose();
    list(url);
  }, PATIENCE);
}

/** Forms and links of the page carry the days on. */
function follow(asked) {
  for (const link of document.querySelectorAll("a[data-with-days]")) {
    const url = new URL(link.href);
    for (const name of WINDOW) url.searchParams.set(name, asked.get(name));
    link.href = url;
  }
  for (const form of document.querySelectorAll("form[method=get]")) {
    if (new URL(form.action).pathname !== location.pathname) continue;
    for (const name of WINDOW) {
      const field = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
      field.value = asked.get(name);
    }
  }
}

async function list(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  const box = document.querySelector("#listing");
  if (!answer.ok || !box || url.href !== location.href) return;
  const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#listing");
  if (!part) return;
  box.dataset.entry = part.dataset.entry;
  box.replaceChildren(...part.childNodes);
  compare();
}

// --- links and the card -------------------------------------------------------------------------------------------
function address(path, changes) {
  const url = new URL(path, location.href);
  for (const [name, value] of new URL(location.href).searchParams) {
    if (!WINDOW.includes(name) && name !== "cursor" && name !== "undated") url.searchParams.append(name, value);
  }
  for (const [name, value] of changes) url.searchParams.append(name, value);
  return url;
}

function claim(id) {
  const url = new URL(`/claims/${encodeURIComponent(id)}`, location.href);
  const asOf = new URL(location.href).searchParams.get("as_of");
  if (asOf) url.searchParams.set("as_of", asOf);
  return url.href;
}

/** The claims that a count stands for: its days alone; of one day, the table of claims. */
function count(mark, lane, unit) {
  const days = [["since", iso(mark.day)], ["until", iso(mark.until - 1)]];
  if (unit.days > 1) return address("/timeline", days).href;
  const who = chart.dataset.by === "speaker" ? "speaker" : "party";
  return address("/claims", [...days, ["quad", data.quads[mark.quad]], ...lane.names.map((name) => [who, name])]).href;
}

function opened(event) {
  const link = event.target.closest("a[data-from]");
  if (!link || made.unit.days === 1 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(Number(link.dataset.from), Number(link.dataset.until), true);
  place.querySelector("a[data-x]")?.focus({ preventScroll: true });
}

function startCard() {
  const kept = new Map();
  let wanted = "";
  const read = async (id) => {
    if (!kept.has(id)) {
      const answer = await fetch(address(`/timeline/claims/${encodeURIComponent(id)}`, []), { headers: { "HX-Request": "true" } });
      if (answer.ok) kept.set(id, await answer.text());
    }
    return kept.get(id) ?? "";
  };
  const look = async ({ target }) => {
    const ids = target.closest?.("a[data-ids]")?.dataset.ids;
    if (!ids || ids === wanted) return;
    wanted = ids;
    await new Promise((done) => setTimeout(done, 90));
    if (wanted !== ids) return;
    const parts = await Promise.all(ids.split(" ").slice(0, 4).map(read));
    if (wanted === ids) card.replaceChildren(...parts.flatMap((text) => [...new DOMParser().parseFromString(text, "text/html").body.childNodes]));
  };
  place.addEventListener("pointerover", look);
  place.addEventListener("focusin", look);
}

if (chart) start();
