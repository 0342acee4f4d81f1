// Where everything of the timeline stands, in pixels: a function of what the server gave, the days looked at and the
// width. Where the days are wide enough each claim has its mark; else marks are counted by day, week, month or year.
import { UNITS, dateOf, words } from "./timeline_days.js";

export const NOT_DONE = 1;
export const CLOCKED = 2;
export const BY_REPORT = 4;
const WIDE = 720;
const LABEL = 184;
const MARK = 13;
const COUNT = 36;
const SIGN = 22;
const DIGIT = 7;
const TALLEST = 9;
const AXIS = 24;
const LEAST = 34;
const STRIP = 40;
const END = 10;

/** `view` has `first` and `end` (not included) as days, and `byReport`: whether claims without a time are shown. */
export function layout(data, view, width) {
  const wide = width >= WIDE;
  const left = wide ? LABEL : 0;
  const px = (width - left - END) / (view.end - view.first);
  const at = { ...view, left, px, right: width - END, wide, x: (day) => left + (day - view.first) * px };
  const rows = data.marks.length || !data.cells.length ? data.marks.filter((m) => shown(m, at)) : null;
  const few = rows && fits(rows, at);
  const { unit, cells } = few ? { unit: UNITS[0], cells: null } : roomy(rows ?? data.cells.filter((c) => shown(asMark(c), at)), rows !== null, at);
  const made = { width, at, unit, few, ticks: ticks(at), lanes: [], strips: [], outside: outside(data, view) };
  let top = AXIS;
  data.lanes.forEach((lane, number) => {
    const placed = few ? packed(rows.filter((m) => m[0] === number), at) : stacked(cells.get(number), at, unit);
    if (!placed.marks.length) return;
    const head = wide ? 0 : 18;
    const height = Math.max(wide ? LEAST : 0, head + placed.height + 10);
    for (const mark of placed.marks) mark.y += top + head + (height - head - placed.height) / 2;
    made.lanes.push({ ...lane, number, top, height, head, marks: placed.marks });
    top += height;
  });
  made.lanesEnd = top;
  for (const course of data.courses) top = strips(course, at, top, made.strips);
  made.height = top + 8;
  return made;
}

function asMark([lane, day, quad, bits, count]) {
  return [lane, day, day + 1, quad, bits, 0, 0, null, count];
}

function shown(mark, { first, end, byReport }) {
  if (mark[4] & BY_REPORT && !byReport) return false;
  return (mark[1] ?? mark[2] - 1) < end && (mark[2] ?? mark[1] + 1) > first;
}

/** How many marks the days looked at hold. */
export function within(data, view) {
  const every = data.marks.length || !data.cells.length ? data.marks : data.cells.map(asMark);
  return every.filter((one) => shown(one, view)).reduce((sum, one) => sum + (one[8] ?? 1), 0);
}

/** The day a mark stands at: where its time begins, or the last day of a time with an open beginning. */
export function dayOfMark(mark, { first }) {
  return Math.max(first, Math.floor(mark[1] ?? mark[2] - 0.001));
}

function outside(data, { first, end, byReport }) {
  const found = { before: 0, after: 0 };
  for (const one of data.marks.length ? data.marks : data.cells.map(asMark)) {
    if (one[4] & BY_REPORT && !byReport) continue;
    if ((one[2] ?? one[1] + 1) <= first) found.before += one[8] ?? 1;
    if ((one[1] ?? one[2] - 1) >= end) found.after += one[8] ?? 1;
  }
  return found;
}

// --- one mark a claim ---------------------------------------------------------------------------------------------
function perRow(px) {
  return Math.max(1, Math.floor((px - 3) / MARK));
}

function fits(rows, at) {
  if (at.px < MARK + 2) return false;
  const counts = new Map();
  for (const mark of rows) {
    const key = `${mark[0]} ${dayOfMark(mark, at)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) <= TALLEST * perRow(at.px);
}

function packed(rows, at) {
  const days = Map.groupBy(rows, (mark) => dayOfMark(mark, at));
  const room = perRow(at.px);
  const marks = [];
  let tallest = 0;
  for (const [day, found] of days) {
    found.sort((a, b) => a[3] - b[3] || (a[1] ?? 0) - (b[1] ?? 0) || (a[7] < b[7] ? -1 : 1));
    const columns = Math.min(room, found.length);
    const start = at.x(day) + (at.px - columns * MARK) / 2 + MARK / 2;
    found.forEach((mark, n) => marks.push(claimMark(mark, start + (n % columns) * MARK, MARK / 2 + Math.floor(n / columns) * MARK, at)));
    tallest = Math.max(tallest, Math.ceil(found.length / columns));
  }
  marks.sort((a, b) => a.x - b.x || a.y - b.y);
  return { marks, height: tallest * MARK };
}

function claimMark([, start, end, quad, bits, act, speaker, id], x, y, at) {
  const long = start === null || end === null || end - start > 1.01;
  const from = start === null ? at.left : Math.max(at.left, at.x(start));
  const to = end === null ? at.right : Math.min(at.right, at.x(end));
  return { x, y, quad, bits, act, speaker, id, count: 1, day: start ?? end, stretch: long ? [from, to] : null };
}

// --- counts -------------------------------------------------------------------------------------------------------
function counted(found, single, at, unit) {
  const cells = new Map();
  for (const one of found) {
    const [lane, , , quad, bits] = single ? one : asMark(one);
    const day = single ? dayOfMark(one, at) : Math.max(at.first, one[1]);
    const from = unit.start(day);
    const reported = bits & BY_REPORT;
    const key = `${lane} ${from} ${quad} ${reported}`;
    const cell = cells.get(key) ?? { lane, from, quad, reported, count: 0, done: 0, id: null, act: null, speaker: null };
    const number = single ? 1 : one[4];
    cell.count += number;
    cell.done += bits & NOT_DONE ? 0 : number;
    Object.assign(cell, single ? { act: one[5], speaker: one[6], id: one[7] } : {});
    cells.set(key, cell);
  }
  return Map.groupBy(cells.values(), (cell) => cell.lane);
}

/** The shortest unit whose counts can stand beside one another, and the counts. */
function roomy(found, single, at) {
  for (const unit of UNITS) {
    const room = unit.days * at.px;
    if (room < COUNT && unit !== UNITS.at(-1)) continue;
    const cells = counted(found, single, at, unit);
    const most = Math.max(0, ...[...cells.values()].flat().map((cell) => cell.count));
    if (room >= SIGN + DIGIT * String(most).length || unit === UNITS.at(-1)) return { unit, cells };
  }
}

function stacked(cells = [], at, unit) {
  const marks = [];
  let tallest = 0;
  for (const found of Map.groupBy(cells, (cell) => cell.from).values()) {
    found.sort((a, b) => a.quad - b.quad || a.reported - b.reported);
    tallest = Math.max(tallest, found.length);
    found.forEach((cell, row) => marks.push(countMark(cell, row, at, unit)));
  }
  marks.sort((a, b) => a.x - b.x || a.y - b.y);
  return { marks, height: tallest * 15 };
}

function countMark(cell, row, at, unit) {
  const until = Math.min(unit.next(cell.from), at.end);
  const middle = at.x((Math.max(cell.from, at.first) + until) / 2);
  const bits = (cell.done ? 0 : NOT_DONE) | cell.reported;
  const label = cell.count > 1 ? String(cell.count) : "";
  const one = cell.count === 1 ? { id: cell.id, act: cell.act, speaker: cell.speaker } : {};
  return { x: Math.max(at.left + MARK / 2, middle - 9), y: 8 + row * 15, quad: cell.quad, bits, count: cell.count, label, day: cell.from, until, stretch: null, ...one };
}

// --- the axis -----------------------------------------------------------------------------------------------------
function ticks(at) {
  const unit = UNITS.find((u) => u.days * at.px >= 30) ?? UNITS.at(-1);
  const found = [];
  for (let day = unit.start(at.first); day < at.end; day = unit.next(day)) {
    const x = at.x(Math.max(day, at.first));
    const start = day >= at.first;
    const turn = !found.length || dateOf(day).getUTCFullYear() !== dateOf(found.at(-1).day).getUTCFullYear();
    const plain = unit.label(Math.max(day, at.first));
    const label = turn && unit.days < 365 ? (unit.days < 30 ? words(Math.max(day, at.first), true) : `${plain} ${dateOf(day).getUTCFullYear()}`) : plain;
    if (start || !found.length) found.push({ day: Math.max(day, at.first), x, label, line: start });
  }
  const clear = [];
  let last = null;
  for (const tick of found) {
    const crowded = last && tick.x - last.x < 8 + last.label.length * 6.6;
    clear.push(crowded ? { ...tick, label: "" } : tick);
    if (!crowded) last = tick;
  }
  return clear.map((t) => (t.x + t.label.length * 6.6 > at.right + END ? { ...t, label: "" } : t));
}

// --- figures ------------------------------------------------------------------------------------------------------
function strips(course, at, from, made) {
  const voices = course.voices
    .map((voice) => ({ ...voice, points: voice.points.filter(([day]) => day >= at.first && day < at.end) }))
    .filter((voice) => voice.points.length);
  if (!voices.length) return from;
  const values = voices.flatMap((v) => v.points.flatMap(([, low, high]) => [low, high])).filter((v) => v !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  let top = from + 26;
  const panel = { title: course.title, level: course.level, left: course.left, top: from, voices: [] };
  for (const voice of voices) {
    const head = at.wide ? 0 : 16;
    const y = (v) => top + head + STRIP - 8 - (high > low ? (v - low) / (high - low) : 0.5) * (STRIP - 24);
    panel.voices.push({ name: voice.name, top, head, height: STRIP + head, points: placed(voice.points, course.level, at, y) });
    top += STRIP + head;
  }
  made.push({ ...panel, height: top - from });
  return top + 4;
}

function placed(points, level, at, y) {
  let last = null;
  return [...Map.groupBy(points, ([day]) => Math.round(at.x(day))).values()].map((here) => {
    const [day, low, high, kind, label, ids] = together(here);
    const known = low ?? high;
    const point = { x: at.x(day), y: y(known), kind, label, ids, day, top: y(high ?? known), open: high === null ? "up" : low === null ? "down" : "" };
    const repeats = last && ((level && last.label === label) || point.x - last.x < 6 + (label.length + last.label.length) * 3.6);
    point.text = repeats ? "" : label;
    if (!repeats) last = point;
    return point;
  });
}

/** The figures of one speaker at one time as one: a range where they are several. */
function together(points) {
  if (points.length === 1) return points[0];
  const lows = points.map((p) => p[1]);
  const highs = points.map((p) => p[2]);
  const low = lows.includes(null) ? null : Math.min(...lows);
  const high = highs.includes(null) ? null : Math.max(...highs);
  const ids = [...new Set(points.flatMap((p) => p[5]))];
  if (low !== null && low === high) return [points[0][0], low, high, points[0][3], points[0][4], ids];
  const label = low === null ? `up to ${Math.max(...highs)}` : high === null ? `${low}+` : `${low}–${high}`;
  return [points[0][0], low, high, low === null || high === null ? "open" : "range", label, ids];
}
