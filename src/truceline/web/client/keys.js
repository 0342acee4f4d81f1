// Single keys: data-key="a" on a button, link or field lets that key press it (a field is gone to instead).
//
// Nothing happens while somebody types, while Ctrl, Alt or Meta is held, or where single keys were switched off.
// Several keys for one thing are parted by a space: data-key="n j".
// A key that stands in several rows means the row one is in; a key in an open dialog hides those of the page.
import { openKeys } from "./keys_dialog.js";
import { KEYS_OFF, kept } from "./keeping.js";
import { enter, leave, move, row, startRows } from "./rows.js";
import { keysOf, usable } from "./shown.js";

const TYPED = "input:not([type=button],[type=submit],[type=reset],[type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable]:not([contenteditable=false])";
const STEPS = { j: 1, k: -1 };
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

export function startKeys() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", ({ target }) => target.closest?.("[data-keys-open]") && openKeys());
  document.addEventListener("htmx:afterSettle", tellKeys);
  startRows();
  tellKeys();
}

/** Write each key where a screen reader finds it. */
function tellKeys() {
  for (const element of document.querySelectorAll("[data-key]:not([aria-keyshortcuts])")) {
    element.setAttribute("aria-keyshortcuts", keysOf(element).join(" ").replace(/^ $/, "Space"));
  }
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(TYPED)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (act(event)) event.preventDefault();
}

/** Do what the key means here; false where it means nothing. */
function act(event) {
  const key = meant(event);
  const dialog = document.querySelector("dialog:modal");
  if (ARROWS[key]) return !dialog && row() !== null && move(ARROWS[key]);
  if (key === "Enter") return !dialog && enter(event.target);
  if (key === "Escape") return !dialog && leave();
  if (key === "?") return event.repeat || Boolean(dialog) || openKeys();
  if (kept(KEYS_OFF) !== null) return false;
  const found = meantBy(key, dialog ?? document.body);
  if (!found) return STEPS[key] ? !dialog && move(STEPS[key]) : false;
  if (!event.repeat) press(found);
  return true;
}

/** The key as written on it; on a keyboard of another script, the Latin letter that lies there. */
function meant({ key, code, shiftKey }) {
  if (key.length !== 1 || key.codePointAt(0) < 128) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (code === "Slash") return shiftKey ? "?" : "/";
  return letter ? (shiftKey ? letter : letter.toLowerCase()) : key;
}

function meantBy(key, within) {
  const all = [...within.querySelectorAll("[data-key]")].filter((e) => keysOf(e).includes(key) && usable(e));
  const here = row();
  return all.find((e) => here?.contains(e)) ?? all.find((e) => !e.closest("[data-row]")) ?? all[0];
}

function press(element) {
  if (!element.matches(TYPED)) {
    element.click();
    return;
  }
  element.focus();
  element.select?.();
}
