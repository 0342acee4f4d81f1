// The table of claims: facets stay open or shut as one left them, and are shut at first where the window is narrow.
import { watchNews } from "./news.js";

const narrow = matchMedia("(max-width: 60rem)");
const left = new Map();

function settle() {
  for (const [id, open] of left) {
    const facet = document.getElementById(id);
    if (facet) facet.open = open;
  }
  const all = document.querySelector("[data-facets]");
  if (all) all.open = left.get("all") ?? !narrow.matches;
}

// What comes in with a fragment tells of itself by "toggle" too, so it is what one presses that counts.
document.addEventListener("click", ({ target }) => {
  const part = target.closest?.("summary")?.parentElement;
  if (!part?.matches(".facet, .more, [data-facets]")) return;
  setTimeout(() => left.set(part.id || "all", part.open));
});

// A change of the order, or of a switch, shows at once.
document.addEventListener("change", ({ target }) => {
  if (target.matches(".asked select, .asked [type=checkbox]")) target.form.requestSubmit();
});

// Long lists of names are narrowed as one types.
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-narrow]")) return;
  const part = plain(target.value);
  for (const item of target.parentElement.querySelectorAll("li")) {
    item.hidden = !plain(item.querySelector("bdi").textContent).includes(part);
  }
});

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("htmx:afterSettle", settle);
settle();
watchNews();
