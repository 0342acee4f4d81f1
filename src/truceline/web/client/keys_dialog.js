// The dialog that "?" opens: the keys of this page with what each does, and the switch that turns single keys off.
import { KEYS_OFF, forget, keep, kept } from "./keeping.js";
import { keysOf, shown, usable } from "./shown.js";

const MOVING = [
  [["j"], "Next row"],
  [["k"], "Row before"],
  [["Enter"], "Open the row"],
  [["Esc"], "Leave a field or a row"],
];
const CELLS = [
  [["←", "↑", "→", "↓"], "Go from cell to cell"],
  [["Enter"], "Open the cell"],
  [["Esc"], "Close what was opened"],
];
const ALWAYS = [["?"], "Show the keys of this page"];

/** Show the dialog, made anew from what the page has now. */
export function openKeys() {
  document.getElementById("keys")?.remove();
  const dialog = made("dialog", { id: "keys", className: "keys" });
  dialog.setAttribute("aria-labelledby", "keys-title");
  const close = made("button", { type: "button", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(made("h2", { id: "keys-title", textContent: "Keys of this page" }), list(), turnedOff(), close);
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
  return true;
}

function list() {
  const own = ofThePage();
  const taken = new Set(own.flatMap(([keys]) => keys));
  const rows = document.querySelector("[data-row]") ? MOVING.filter(([[key]]) => !taken.has(key)) : [];
  const table = document.querySelector("[data-cells]");
  const cells = table && shown(table) ? CELLS : [];
  const all = made("dl", {});
  for (const [keys, label] of [...own, ...rows, ...cells, ALWAYS]) {
    const pair = made("div", {});
    const names = made("dt", {});
    for (const key of keys) names.append(made("kbd", { textContent: key === " " ? "Space" : key }), " ");
    pair.append(names, made("dd", { textContent: label, dir: "auto" }));
    all.append(pair);
  }
  return all;
}

/** The keys of the page with what each does: of a key that several things have, the first. */
function ofThePage() {
  const found = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    const name = keysOf(element).join(" ");
    if (!found.has(name) && usable(element)) found.set(name, [keysOf(element), labelOf(element)]);
  }
  return [...found.values()];
}

/** What an element is called, without the hints of its key. */
function labelOf(element) {
  const given = element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent;
  const plain = element.cloneNode(true);
  for (const hint of plain.querySelectorAll("kbd, [aria-hidden=true]")) hint.remove();
  return (given ?? (plain.textContent.trim() || element.title)).replace(/\s+/g, " ").trim();
}

function turnedOff() {
  const label = made("label", { className: "keys-off" });
  const box = made("input", { type: "checkbox", checked: kept(KEYS_OFF) !== null });
  box.addEventListener("change", () => (box.checked ? keep(KEYS_OFF, "") : forget(KEYS_OFF)));
  label.append(box, " Turn single letters off in this browser");
  return label;
}

function made(name, values) {
  return Object.assign(document.createElement(name), values);
}
