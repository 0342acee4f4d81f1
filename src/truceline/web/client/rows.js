// Moving through the rows of a page, [data-row], with j and k or the arrows. The row one is in has the focus within
// it and aria-current="true"; Enter opens its link ([data-open], or its first link).

import { shown } from "./shown.js";

let current = null;
let place = 0;

/** The row one is in, or null. */
export function row() {
  const focused = document.activeElement?.closest?.("[data-row]");
  if (focused) settle(focused);
  return current?.isConnected ? current : null;
}

/** Go to the row `by` further; from nowhere, to the first. False where the page has no rows. */
export function move(by) {
  const rows = all();
  if (!rows.length) return false;
  const at = rows.indexOf(row());
  go(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)]);
  return true;
}

/** Open the row that has the focus itself; false where a link or a button has it, which know what to do. */
export function enter(target) {
  if (!target.matches?.("[data-row]")) return false;
  const link = opened(target);
  link?.click();
  return Boolean(link);
}

/** Leave the row one is in. */
export function leave() {
  if (row() === null) return false;
  document.activeElement?.blur?.();
  settle(null);
  return true;
}

/** The row one was in may go when a fragment comes in (accepted, say): then one is in the row that took its place. */
export function startRows() {
  new MutationObserver(() => {
    if (current === null || current.isConnected) return;
    const rows = all();
    const lost = document.activeElement === document.body || document.activeElement === null;
    current = null;
    if (lost && rows.length) go(rows[Math.min(place, rows.length - 1)]);
  }).observe(document.body, { childList: true, subtree: true });
}

function all() {
  return [...document.querySelectorAll("[data-row]")].filter(shown);
}

function opened(one) {
  return one.matches("a[href]") ? one : (one.querySelector("a[href][data-open]") ?? one.querySelector("a[href]"));
}

function go(one) {
  const link = opened(one);
  if (!link && !one.hasAttribute("tabindex")) one.tabIndex = -1;
  (link ?? one).focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
  settle(one);
}

function settle(one) {
  if (current !== one) current?.removeAttribute("aria-current");
  current = one;
  if (!one) return;
  one.setAttribute("aria-current", "true");
  place = all().indexOf(one);
}
