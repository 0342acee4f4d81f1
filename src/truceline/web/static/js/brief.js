// The brief's page: printing, with the entry of the record at the foot of each sheet, what can be chosen folded on a
// narrow screen, and Escape closes a note that is open.

// On a narrow screen what can be chosen would stand between the reader and the first line; also where the page was
// made before the brief was there, and came again with it.
let folded = null;
fold();
document.addEventListener("htmx:afterSettle", fold);
document.addEventListener("click", ({ target }) => target.closest?.("[data-print]") && window.print());

// A sheet's foot cannot read the page, so the words are written into its rule just before it is printed.
const foot = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, foot];
addEventListener("beforeprint", () => {
  const words = document.querySelector("#brief .stands")?.dataset.foot ?? "";
  const left = `content: ${JSON.stringify(words)}; font: 8pt sans-serif; color: #444`;
  foot.replaceSync(words ? `@media print { @page { @bottom-left { ${left} } } }` : "");
});

function fold() {
  const choices = document.querySelector(".choices-all");
  if (choices === folded) return;
  folded = choices;
  if (matchMedia("(max-width: 60rem)").matches) choices?.removeAttribute("open");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#note-\d+$/.test(location.hash)) {
    event.preventDefault();
    location.hash = `#ref-${location.hash.slice(6)}`;
  }
});
