// Where the text of an agreement is written: line numbers, going to a line, indenting as the line above, and a file as text.

const form = document.querySelector("[data-draft]");
const text = form.querySelector("textarea");
const gutter = form.querySelector(".gutter");
const LONGEST = 200000;
let begun = text.value;

gutter.hidden = false;
number();
text.addEventListener("input", number);
text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));
text.addEventListener("keydown", indent);
document.addEventListener("htmx:afterSettle", number);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-line]");
  if (!link) return;
  event.preventDefault();
  go(Number(link.dataset.line));
});
form.addEventListener("submit", () => (begun = text.value));
addEventListener("beforeunload", (event) => {
  if (text.value !== begun) event.preventDefault();
});
form.querySelector("input[type=file]").addEventListener("change", ({ target }) => take(target.files[0]));

/** The numbers of the lines; those with a problem are marked. */
function number() {
  const bad = new Set([...document.querySelectorAll("#checked .wrong ~ .problems a[data-line]")].map((a) => Number(a.dataset.line)));
  const lines = text.value.split("\n").length;
  gutter.replaceChildren();
  for (let n = 1; n <= lines; n++) {
    const line = document.createElement("span");
    line.textContent = bad.has(n) ? `✕ ${n}\n` : `${n}\n`;
    if (bad.has(n)) line.className = "bad";
    gutter.append(line);
  }
  gutter.scrollTop = text.scrollTop;
}

/** Select a line, and bring it into sight. */
function go(line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  const high = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 1) * high - text.clientHeight / 3);
  text.scrollIntoView({ block: "nearest" });
}

/** A new line begins under the one before, one step further after a colon. */
function indent(event) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const before = text.value.slice(0, text.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const space = /^ */.exec(line)[0] + (/:\s*$/.test(line) ? "  " : "");
  if (!space) return;
  event.preventDefault();
  text.setRangeText(`\n${space}`, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A file takes the place of what is written. */
async function take(file) {
  if (!file) return;
  const words = file.size > LONGEST * 4 ? " ".repeat(LONGEST + 1) : await file.text();
  text.value = words.slice(0, LONGEST + 1).replace(/\r\n?/g, "\n");
  form.querySelector("[name=name]").value = file.name;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
}
