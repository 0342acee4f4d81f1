// The map's page: fetches the places and the outline, draws them, and keeps the address in step with what is looked at.
import { fitting, layout, most, screen } from "./map_layout.js";
import { startMoving } from "./map_moving.js";
import { latitudeOf, mapped, outline, ringsOf } from "./map_outline.js";
import { CLASS_WORDS, make, shape } from "./svg.js";

const NOT_DONE = 1;
const CLOSEST = 400000;
const TURN = Math.PI / 180;
const TOWNS = 14;
const AGAIN = 4000;

const section = document.querySelector("[data-map]");
const place = section?.querySelector("[data-drawing]");
let data = null;
let rings = [];
let view = null;
let drawing = null;
let settled = 0;
let again = 0;

function start() {
  startMoving(place, { shift, zoom });
  for (const [name, step] of Object.entries(STEPS)) section.querySelector(`[data-step="${name}"]`)?.addEventListener("click", step);
  document.querySelector(".mapped").addEventListener("click", chosen);
  place.addEventListener("focusin", ({ target }) => rove(target.closest("a[data-x]")));
  new ResizeObserver(() => plan()).observe(place);
  window.addEventListener("popstate", () => show(new URL(location.href)));
  document.body.addEventListener("entries", () => load());
  document.body.addEventListener("board", () => (data?.fresh ? null : load()));
  load();
  land();
}

const STEPS = {
  in: () => zoom(1.6),
  out: () => zoom(1 / 1.6),
  most: () => look(most(data.places)),
  all: () => look(data.places),
};

// --- what is shown ------------------------------------------------------------------------------------------------
async function load() {
  const answer = await fetch(address(section.dataset.marks), { headers: { Accept: "application/json" } });
  const found = await answer.json().catch(() => ({}));
  const state = section.querySelector("[data-state]");
  // What is being worked out is asked for again: one may have missed that it is there.
  clearTimeout(again);
  if (answer.status === 202 || found.fresh === false) again = setTimeout(load, AGAIN);
  if (answer.status === 202) return;
  if (!answer.ok) {
    state.textContent = [found.error, found.todo].filter(Boolean).join(" ") || "This could not be shown.";
    return;
  }
  const late = !data && !document.querySelector(".beside-map .place, .beside-map .empty");
  data = found;
  state.hidden = true;
  place.hidden = false;
  if (late) show(new URL(location.href), "main");
  view ??= asked();
  if (!view) look(data.places.length ? most(data.places) : [{ latitude: 15, longitude: 20, radius: 6000 }]);
  else plan();
}

async function land() {
  const answer = await fetch(section.dataset.outline).catch(() => null);
  if (!answer?.ok) return;
  rings = ringsOf(await answer.json());
  plan();
}

/** The view that the address asks for: "31.4,34.4,900" is latitude, longitude, and pixels a degree of longitude. */
function asked() {
  const [latitude, longitude, scale] = (new URL(location.href).searchParams.get("view") ?? "").split(",").map(Number);
  if (![latitude, longitude, scale].every(Number.isFinite) || scale <= 0) return null;
  const [x, y] = mapped(latitude, longitude);
  return { x, y, scale: Math.min(CLOSEST, scale / TURN) };
}

function look(places) {
  if (!data || !places.length) return;
  const { clientWidth: width, clientHeight: height } = place;
  view = fitting(places, width || 800, height || 500);
  view.scale = Math.min(view.scale, CLOSEST);
  keep();
  plan();
}

function shift(px, py) {
  if (!view) return;
  view = { ...view, x: Math.max(-Math.PI, Math.min(Math.PI, view.x + px / view.scale)), y: Math.max(-2.9, Math.min(2.9, view.y - py / view.scale)) };
  keep();
  plan();
}

function zoom(factor, px = place.clientWidth / 2, py = place.clientHeight / 2) {
  if (!view) return;
  const scale = Math.min(CLOSEST, Math.max(place.clientWidth / 7, view.scale * factor));
  const [dx, dy] = [px - place.clientWidth / 2, py - place.clientHeight / 2];
  view = { x: view.x + dx / view.scale - dx / scale, y: view.y - dy / view.scale + dy / scale, scale };
  keep();
  plan();
}

/** The address keeps the view, once it rests. */
function keep() {
  clearTimeout(settled);
  settled = setTimeout(() => {
    const url = new URL(location.href);
    url.searchParams.set("view", [latitudeOf(view.y).toFixed(3), (view.x / TURN).toFixed(3), (view.scale * TURN).toPrecision(4)].join(","));
    history.replaceState(history.state, "", url);
  }, 300);
}

// --- the drawing --------------------------------------------------------------------------------------------------
function plan() {
  drawing ??= requestAnimationFrame(() => {
    drawing = null;
    if (data && view && place.clientWidth) draw(place.clientWidth, place.clientHeight);
  });
}

function draw(width, height) {
  const focused = document.activeElement?.closest?.("[data-drawing] a")?.dataset.id;
  const made = layout(data, view, width, height);
  const svg = make("svg", { width, height, "aria-hidden": "false" });
  svg.append(make("path", { class: "land", d: outline(rings, view, width, height) }));
  for (const { x, y, radius, place: one } of made.circles) {
    svg.append(make("circle", { class: `circle ${one.kind}`, cx: x, cy: y, r: radius }, make("title", {}, `${one.names.join(", ")}. ${one.why}`)));
  }
  for (const cluster of made.clusters) cluster.label = label(cluster, width);
  const taken = made.clusters.flatMap((c) => [c.label.box, { x: c.x, y: c.y, width: c.right - c.left + 8, height: (c.tray?.height ?? 20) + 4 }]);
  svg.append(towns(width, height, taken));
  const current = new URL(location.href).searchParams.get("incident");
  for (const cluster of made.clusters) svg.append(clusterOf(cluster, current));
  svg.append(scaleBar(height));
  place.replaceChildren(svg);
  rove(place.querySelector(focused ? `a[data-id="${CSS.escape(focused)}"]` : "a[data-x]"), Boolean(focused));
  section.querySelector("[data-outside]").textContent = made.outside ? `${made.outside} ${made.outside === 1 ? "place lies" : "places lie"} outside of this view.` : "";
}

function clusterOf(cluster, current) {
  const group = make("g", { role: "group", "aria-label": `${name(cluster)}: ${cluster.number} incidents` });
  if (cluster.tray) group.append(make("rect", { class: "tray", ...cluster.tray }));
  for (const mark of cluster.marks) {
    const link = make("a", {
      class: mark.id && mark.id === current ? "mark here" : "mark",
      href: mark.id ? incident(mark.id) : counted(cluster, mark.quad),
      "data-id": mark.id ?? `${cluster.names[0]} ${mark.quad}`,
      "data-incident": mark.id,
      "data-x": mark.x.toFixed(1),
      "data-y": mark.y.toFixed(1),
      tabindex: "-1",
      "aria-label": told(mark, cluster),
    });
    link.append(make("title", {}, told(mark, cluster)));
    link.append(make("circle", { class: "hit", cx: mark.x, cy: mark.y, r: Math.max(8, mark.size + 2) }));
    link.append(make("g", { transform: `translate(${mark.x} ${mark.y}) scale(${mark.size / 5})` }, shape(mark.quad)));
    if (mark.label) link.append(make("text", { x: mark.x + mark.size + 3, y: mark.y + 4 }, mark.label));
    group.append(link);
  }
  const { x, end } = cluster.label;
  group.append(make("text", { class: "place-name", x, y: cluster.y + 4, "text-anchor": end ? "end" : "start" }, name(cluster)));
  return group;
}

/** Where the name of a cluster goes: to its right, or to its left where it would leave the picture. */
function label(cluster, width) {
  const long = name(cluster).length * 7.3;
  const end = cluster.right + 9 + long > width && cluster.left - 9 - long > 0;
  const x = end ? cluster.left - 9 : cluster.right + 9;
  return { x, end, box: { x: end ? x - long / 2 : x + long / 2, y: cluster.y, width: long + 6, height: 18 } };
}

function name({ places, names }) {
  const first = names[0].length > 34 ? `${names[0].slice(0, 33)}…` : names[0];
  return places.length > 1 ? `${first} and ${places.length - 1} near it` : first;
}

function told(mark, cluster) {
  if (!mark.id) return `${mark.number} incidents, ${CLASS_WORDS[mark.quad]}, ${name(cluster)}`;
  const who = mark.who.length ? ` by ${mark.who.join(", ")}` : "";
  const done = mark.bits & NOT_DONE ? ", not told as done" : "";
  return `${mark.what}${who}${done}, ${mark.day || "day not said"}, ${mark.count} ${mark.count === 1 ? "claim" : "claims"}: ${mark.quote}`;
}

/** The larger towns, where there is room, to find one's way by. */
function towns(width, height, taken) {
  const group = make("g", { "aria-hidden": "true" });
  let left = TOWNS;
  for (const [label, latitude, longitude] of data.towns) {
    const [x, y] = screen(latitude, longitude, view, width, height);
    const room = { x: x + label.length * 3 + 4, y, width: label.length * 6.5 + 14, height: 18 };
    if (x < 4 || y < 8 || x > width - label.length * 6.5 - 8 || y > height - 8 || taken.some((t) => meets(t, room))) continue;
    taken.push(room);
    group.append(make("g", { class: "town" }, make("circle", { cx: x, cy: y, r: 2 }), make("text", { x: x + 5, y: y + 4 }, label)));
    left -= 1;
    if (!left) break;
  }
  return group;
}

function meets(a, b) {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

function scaleBar(height) {
  const latitude = latitudeOf(view.y);
  const pixels = (km) => (km / 6371 / Math.cos(latitude * TURN)) * view.scale;
  const km = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].findLast((n) => pixels(n) <= 130) ?? 1;
  const group = make("g", { class: "scale", "aria-hidden": "true" });
  group.append(make("line", { x1: 12, x2: 12 + pixels(km), y1: height - 14, y2: height - 14 }));
  group.append(make("text", { x: 12, y: height - 20 }, `${km.toLocaleString("en")} km`));
  return group;
}

function rove(mark, focus = false) {
  if (!mark) return;
  for (const other of place.querySelectorAll('a[data-x][tabindex="0"]')) other.setAttribute("tabindex", "-1");
  mark.setAttribute("tabindex", "0");
  if (focus) mark.focus({ preventScroll: true });
}

// --- links --------------------------------------------------------------------------------------------------------
function address(path, changes = {}) {
  const url = new URL(path, location.href);
  for (const [key, value] of new URL(location.href).searchParams) {
    if (!["view", "incident", "cursor"].includes(key)) url.searchParams.append(key, value);
  }
  for (const [key, value] of Object.entries(changes)) for (const one of [value].flat()) url.searchParams.append(key, one);
  return url;
}

function incident(id) {
  return address("/map", { incident: id, view: new URL(location.href).searchParams.get("view") ?? [] }).href;
}

/** The claims behind a number of incidents. */
function counted(cluster, quad) {
  const classes = ["verbal cooperation", "material cooperation", "state", "verbal conflict", "material conflict"];
  return address("/claims", { place: cluster.names, quad: classes[quad] }).href;
}

/** The claims of an incident come beside the map, without the page being made anew. */
function chosen(event) {
  const link = event.target.closest("a[data-incident]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const url = new URL(incident(link.dataset.incident));
  history.pushState({}, "", url);
  show(url);
}

async function show(url, part = "chosen") {
  const answer = await fetch(url, { headers: part === "chosen" ? { "HX-Request": "true" } : {} });
  // The view in the address may have moved on meanwhile; the incident must not.
  const asked = (address) => new URL(address).searchParams.get("incident");
  if (!answer.ok || asked(url) !== asked(location.href)) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const selector = part === "chosen" ? "#chosen" : ".beside-map";
  const found = page.querySelector(selector);
  if (found) document.querySelector(selector).replaceChildren(...found.childNodes);
  const current = url.searchParams.get("incident");
  for (const link of document.querySelectorAll("a[data-incident]")) {
    if (link.dataset.incident === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  plan();
}

if (section) start();
