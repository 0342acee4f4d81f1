// The timeline as SVG: lanes with their marks, the axis above them, and the figures below.
import { BY_REPORT, NOT_DONE } from "./timeline_layout.js";
import { iso } from "./timeline_days.js";
import { CLASS_WORDS, make, shape } from "./svg.js";

/** The drawing; `data` names acts and speakers, `links` gives addresses: of a claim, of a count. */
export function draw(made, data, links) {
  const svg = make("svg", { width: made.width, height: made.height, role: "group", "aria-label": "Timeline", class: "lanes" });
  svg.append(make("rect", { class: "ground", x: made.at.left, y: 0, width: made.at.right - made.at.left, height: made.height }));
  svg.append(axis(made));
  for (const lane of made.lanes) svg.append(laneOf(lane, made, data, links));
  for (const panel of made.strips) svg.append(panelOf(panel, made, links));
  return svg;
}

function axis({ ticks, at, height }) {
  const group = make("g", { class: "axis", "aria-hidden": "true" });
  for (const tick of ticks) {
    if (tick.line) group.append(make("line", { x1: tick.x, x2: tick.x, y1: 18, y2: height }));
    if (tick.label) group.append(make("text", { x: tick.x + 4, y: 13 }, tick.label));
  }
  group.append(make("line", { class: "edge", x1: 0, x2: at.right, y1: 23.5, y2: 23.5 }));
  return group;
}

// --- lanes --------------------------------------------------------------------------------------------------------
function laneOf(lane, made, data, links) {
  const { at } = made;
  const group = make("g", { class: "lane", role: "list", "aria-label": `${lane.name}: ${lane.marks.length} marks` });
  group.append(make("line", { class: "edge", x1: 0, x2: at.right, y1: lane.top + lane.height - 0.5, y2: lane.top + lane.height - 0.5 }));
  group.append(label(lane.name, lane.names, at.wide ? lane.top + lane.height / 2 : lane.top + 13, at));
  for (const mark of lane.marks) group.append(markOf(mark, lane, data, links, made));
  return group;
}

function label(name, names, y, { wide }) {
  const lines = wide ? wrapped(name, 25, 2) : [clipped(name, 60)];
  const first = y + (wide ? 4 - (lines.length - 1) * 7 : 0);
  const text = make("text", { class: "name", x: 0, y: first, direction: "ltr" });
  lines.forEach((line, n) => text.append(make("tspan", { x: 0, y: first + n * 14 }, line)));
  const others = names.filter((other) => other !== name);
  const more = others.length > 8 ? `; and ${others.length - 8} more` : "";
  text.append(make("title", {}, others.length ? `${name}: ${others.slice(0, 8).join("; ")}${more}` : name));
  return text;
}

function markOf(mark, lane, data, links, made) {
  const kinds = ["mark", mark.bits & NOT_DONE ? "not-done" : "", mark.bits & BY_REPORT ? "by-report" : ""].filter(Boolean);
  const link = make("a", {
    class: kinds.join(" "),
    href: mark.id ? links.claim(mark.id) : links.count(mark, lane, made.unit),
    role: "listitem",
    tabindex: "-1",
    "aria-label": told(mark, lane, data),
    "data-x": mark.x.toFixed(1),
    "data-ids": mark.id,
    "data-from": mark.count > 1 ? mark.day : null,
    "data-until": mark.count > 1 ? mark.until : null,
  });
  if (mark.stretch) link.append(...stretch(mark));
  link.append(make("circle", { class: "hit", cx: mark.x, cy: mark.y, r: 8 }));
  const turn = mark.bits & NOT_DONE ? `translate(${mark.x} ${mark.y}) scale(.62)` : `translate(${mark.x} ${mark.y})`;
  link.append(make("g", { transform: turn }, shape(mark.quad)));
  if (mark.label) link.append(make("text", { x: mark.x + 9, y: mark.y + 4 }, mark.label));
  return link;
}

/** That the words name more than a day: a line under the mark, the whole stretch where one looks at it. */
function stretch({ x, y, stretch: [from, to] }) {
  const under = y + 7;
  return [
    make("line", { class: "tail", x1: x - 5, x2: x + 5, y1: under, y2: under }),
    make("line", { class: "whole", x1: from, x2: to, y1: under, y2: under }),
  ];
}

function told(mark, lane, data) {
  const day = iso(mark.day);
  if (mark.count > 1) return `${mark.count} claims, ${CLASS_WORDS[mark.quad]}, ${lane.name}, from ${day}`;
  const when = mark.bits & BY_REPORT ? `no time said, report of ${day}` : day;
  const done = mark.bits & NOT_DONE ? ", not told as done" : "";
  return `${data.acts[mark.act] ?? "claim"}${done}, ${lane.name}, ${when}, said by ${data.speakers[mark.speaker] ?? "somebody"}`;
}

// --- figures ------------------------------------------------------------------------------------------------------
function panelOf(panel, { at }, links) {
  const group = make("g", { class: "figures" });
  group.append(make("text", { class: "heading", x: 0, y: panel.top + 18 }, panel.title));
  for (const voice of panel.voices) {
    const strip = make("g", { class: "strip", role: "list", "aria-label": `${panel.title}: ${voice.name}` });
    const bottom = voice.top + voice.height - 0.5;
    strip.append(make("line", { class: "edge", x1: 0, x2: at.right, y1: bottom, y2: bottom }));
    strip.append(label(voice.name, [], at.wide ? voice.top + voice.height / 2 : voice.top + 12, at));
    if (panel.level) strip.append(make("path", { class: "step", d: steps(voice.points, at.right) }));
    for (const point of voice.points) strip.append(pointOf(point, voice, panel, links, bottom));
    group.append(strip);
  }
  return group;
}

/** A line that carries each figure on to the next one. */
function steps(points, right) {
  const [first, ...rest] = points;
  return `M${first.x},${first.y}${rest.map((p) => `H${p.x}V${p.y}`).join("")}H${Math.max(right, first.x)}`;
}

function pointOf(point, voice, panel, links, bottom) {
  const more = point.ids.length > 1 ? `, in ${point.ids.length} claims` : "";
  const link = make("a", {
    class: `point ${point.kind}`,
    href: links.claim(point.ids[0]),
    role: "listitem",
    tabindex: "-1",
    "aria-label": `${point.label}, ${panel.title}, ${voice.name}, ${iso(point.day)}${more}`,
    "data-x": point.x.toFixed(1),
    "data-ids": point.ids.join(" "),
  });
  link.append(make("circle", { class: "hit", cx: point.x, cy: point.y, r: 9 }));
  if (point.kind === "range") link.append(make("line", { class: "range", x1: point.x, x2: point.x, y1: point.y, y2: point.top }));
  if (point.open) {
    const end = point.open === "up" ? voice.top + voice.head + 4 : bottom - 2;
    link.append(make("line", { class: "open-end", x1: point.x, x2: point.x, y1: point.y, y2: end }));
  }
  if (point.kind !== "range") link.append(make("circle", { class: "dot", cx: point.x, cy: point.y, r: 3.4 }));
  if (point.text) link.append(make("text", { x: Math.max(point.x, point.text.length * 3.3), y: Math.min(point.y, point.top) - 7, "text-anchor": "middle" }, point.text));
  return link;
}

function wrapped(text, width, lines) {
  const made = [""];
  for (const word of text.split(/\s+/)) {
    const joined = made.at(-1) ? `${made.at(-1)} ${word}` : word;
    if (joined.length <= width || !made.at(-1)) made[made.length - 1] = joined;
    else made.push(word);
  }
  const kept = made.slice(0, lines).map((line) => clipped(line, width + 2));
  if (made.length > lines) kept[lines - 1] = `${clipped(kept[lines - 1], width - 1).replace(/…$/, "")}…`;
  return kept;
}

function clipped(text, width) {
  return text.length > width ? `${text.slice(0, width - 1).trimEnd()}…` : text;
}

