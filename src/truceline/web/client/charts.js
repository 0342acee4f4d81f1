// Draws each chart of a page from its Vega-Lite specification, as SVG, under the page's content security policy.
//
// <figure class="chart" data-spec="/chart.json" aria-label="What it shows"> or with the specification in a
// <script type="application/json" class="spec"> of its own. What else stands in the element (a table, a list) stays.
// A colour may be written "var(--name)": the SVG keeps it so, and it follows the theme and the printed page.
import embed from "vega-embed";
import { loader } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { follows } from "./chart_links.js";
import { look } from "./chart_look.js";
import { tip } from "./chart_tip.js";

const drawn = new Map();
const widths = new ResizeObserver((entries) => entries.forEach(({ target }) => reachable(target)));

/** Draw the charts within an element (or the document) that are not drawn yet. */
export async function drawAll(within) {
  for (const [element, chart] of drawn) if (!element.isConnected) finish(element, chart);
  const own = within.matches?.(".chart") ? [within] : [];
  await Promise.all([...own, ...within.querySelectorAll(".chart")].map(draw));
}

/** Draw one chart. It tells `chart:drawn` with its Vega view, for a page's own script that wants to work with it. */
async function draw(element) {
  if (drawn.has(element) || element.dataset.drawn) return;
  drawn.set(element, null);
  element.dataset.drawn = "wait";
  const place = placeIn(element);
  try {
    const spec = await specOf(element);
    const { view, finalize } = await embed(place.firstChild, spec, options());
    drawn.set(element, finalize);
    follows(view, place);
    widths.observe(element);
    element.dataset.drawn = "yes";
    element.dispatchEvent(new CustomEvent("chart:drawn", { bubbles: true, detail: { view } }));
  } catch (problem) {
    drawn.delete(element);
    place.remove();
    element.dataset.drawn = "no";
    console.error("This chart could not be drawn:", problem);
  }
}

/** A chart that is wider than its place is moved sideways; by keyboard too, so it can be gone to. */
function reachable(element) {
  if (element.scrollWidth <= element.clientWidth) {
    element.removeAttribute("tabindex");
    return;
  }
  element.tabIndex = 0;
  if (element.matches("div:not([role])")) element.setAttribute("role", "group");
}

function finish(element, finalize) {
  finalize?.();
  widths.unobserve(element);
  drawn.delete(element);
}

/** Where the drawing goes: first in the element, with the words that say what it shows. */
function placeIn(element) {
  const place = document.createElement("div");
  place.className = "chart-drawing";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", element.getAttribute("aria-label") ?? "Chart");
  // The roles that Vega gives its own parts are many and say little.
  const hidden = document.createElement("div");
  hidden.setAttribute("aria-hidden", "true");
  place.append(hidden);
  element.prepend(place);
  return place;
}

async function specOf(element) {
  const own = element.querySelector(":scope > script.spec");
  const spec = own ? JSON.parse(own.textContent) : await fetched(element.dataset.spec);
  // What a specification says of how it is embedded is not followed: that is settled here.
  delete spec.usermeta;
  return spec;
}

async function fetched(address) {
  const answer = await fetch(within(address), { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}

/** The address, if it is on this server; nothing is loaded from another. */
function within(address) {
  const url = new URL(address, document.baseURI);
  if (url.origin !== location.origin) throw new Error(`${address} is not on this server`);
  return url.href;
}

function options() {
  const own = loader({ http: { credentials: "same-origin" } });
  own.sanitize = async (address) => ({ href: within(address) });
  return {
    actions: false,
    ast: true,
    config: look(),
    defaultStyle: false,
    expr: expressionInterpreter,
    hover: false,
    loader: own,
    mode: "vega-lite",
    renderer: "svg",
    tooltip: tip,
  };
}
