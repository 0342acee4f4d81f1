// Which marks stand where on the map: those of one place around it, those of places too close to tell apart together.
import { mapped, reach } from "./map_outline.js";

const CLOSE = 30;
const MOST = 30;
const GAP = 2;

/** The places as they are drawn in a view: circles to scale, and clusters of marks. */
export function layout(data, view, width, height) {
  const spots = data.places.map((place) => spot(place, view, width, height));
  const clusters = [];
  for (const one of spots.toSorted((a, b) => b.place.number - a.place.number)) {
    const near = clusters.find((c) => Math.hypot(c.x - one.x, c.y - one.y) < CLOSE);
    if (near) near.places.push(one.place);
    else clusters.push({ x: one.x, y: one.y, places: [one.place] });
  }
  const shown = clusters.filter((c) => inside(c, width, height, 60));
  return { circles: spots.filter((s) => s.radius > 5), clusters: shown.map((one) => filled(one, clusters)), outside: spots.filter((s) => !inside(s, width, height, 0)).length };
}

export function screen(latitude, longitude, view, width, height) {
  const [x, y] = mapped(latitude, longitude);
  return [(x - view.x) * view.scale + width / 2, (view.y - y) * view.scale + height / 2];
}

function spot(place, view, width, height) {
  const [x, y] = screen(place.latitude, place.longitude, view, width, height);
  return { place, x, y, radius: reach(place.radius, place.latitude) * view.scale };
}

function inside({ x, y }, width, height, margin) {
  return x > -margin && y > -margin && x < width + margin && y < height + margin;
}

/** A cluster with its marks: one an incident where there is room for them, else one a class, with how many. */
function filled(cluster, others) {
  const incidents = cluster.places.flatMap((place) => place.incidents);
  const number = cluster.places.reduce((sum, place) => sum + place.number, 0);
  const singles = incidents.length === number && number <= MOST ? incidents.map((one) => ({ ...one, size: size(one.count) })) : null;
  const cell = 2 * Math.max(5, ...(singles ?? []).map((m) => m.size)) + GAP;
  const columns = Math.ceil(Math.sqrt(number * 1.5));
  const round = (columns / 2 + 0.5) * cell;
  const room = others.every((o) => o === cluster || Math.hypot(o.x - cluster.x, o.y - cluster.y) > round + 16);
  const marks = singles && room ? grid(singles, cluster, cell, columns) : row(counts(cluster.places), cluster);
  const names = cluster.places.flatMap((place) => place.names);
  return { ...cluster, marks, names, number, tray: marks.length > 1 ? around(marks) : null, ...ends(marks) };
}

/** The marks in rows, those of most claims first: a tray, so that none seems to stand at a point of its own. */
function grid(marks, { x, y }, cell, columns) {
  const ordered = marks.toSorted((a, b) => a.quad - b.quad || b.size - a.size);
  const rows = Math.ceil(ordered.length / columns);
  const wide = Math.min(columns, ordered.length);
  return ordered.map((mark, n) => ({
    ...mark,
    x: x + ((n % columns) - (wide - 1) / 2) * cell,
    y: y + (Math.floor(n / columns) - (rows - 1) / 2) * cell,
    width: 2 * mark.size,
  }));
}

function row(marks, { x, y }) {
  const widths = marks.map((mark) => 2 * mark.size + 8 + mark.label.length * 7);
  let left = x - widths.reduce((sum, w) => sum + w, 0) / 2;
  return marks.map((mark, n) => {
    const at = left + mark.size;
    left += widths[n];
    return { ...mark, x: at, y, width: 2 * (left - 4 - at) };
  });
}

function ends(marks) {
  return { left: Math.min(...marks.map((m) => m.x - m.size)), right: Math.max(...marks.map((m) => m.x + m.width / 2)) };
}

function around(marks) {
  const { left, right } = ends(marks);
  const top = Math.min(...marks.map((m) => m.y - m.size)) - 4;
  const bottom = Math.max(...marks.map((m) => m.y + m.size)) + 4;
  return { x: left - 4, y: top, width: right - left + 8, height: bottom - top, rx: 5 };
}

/** The half of a mark's width, by its claims. */
function size(claims) {
  return Math.min(14, 5 + 1.8 * Math.sqrt(claims - 1));
}

function counts(places) {
  const sums = new Map();
  for (const [quad, number] of places.flatMap((place) => place.counts)) sums.set(quad, (sums.get(quad) ?? 0) + number);
  return [...sums].map(([quad, number]) => ({ quad, number, bits: 0, size: Math.min(10, 5 + 0.5 * Math.sqrt(number)), label: String(number) }));
}

/** The view that shows some places: their circles whole, with room around. */
export function fitting(places, width, height) {
  const boxes = places.map((place) => {
    const [x, y] = mapped(place.latitude, place.longitude);
    const r = Math.max(reach(place.radius, place.latitude), reach(3, place.latitude));
    return [x - r, y - r, x + r, y + r];
  });
  const box = [0, 1].map((n) => Math.min(...boxes.map((b) => b[n]))).concat([2, 3].map((n) => Math.max(...boxes.map((b) => b[n]))));
  const scale = Math.min((width - 70) / (box[2] - box[0]), (height - 70) / (box[3] - box[1]));
  return { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2, scale };
}

/** The places around the one with most incidents, within so many kilometres. */
export function most(places, km = 600) {
  const [main] = places;
  const [x, y] = mapped(main.latitude, main.longitude);
  const far = reach(km, main.latitude);
  return places.filter((place) => {
    const [px, py] = mapped(place.latitude, place.longitude);
    return Math.hypot(px - x, py - y) <= far;
  });
}
