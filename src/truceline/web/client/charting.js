// Charts are drawn by a bundle of their own, which is fetched when a page first has one.

/* global CHARTS: the address of that bundle, put in by bundle.js */
const WANTED = ".chart";
let charts = null;

/** Draw the charts of the page, and those that come with a fragment. */
export function watchCharts() {
  look(document);
  document.addEventListener("htmx:load", ({ target }) => look(target));
}

async function look(within) {
  if (!within.querySelector?.(WANTED) && !within.matches?.(WANTED)) return;
  charts ??= import(new URL(CHARTS, import.meta.url).href);
  (await charts).drawAll(within);
}
