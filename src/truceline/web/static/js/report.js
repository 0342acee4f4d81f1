// One report: a click on a mark, on a number, or a step with j and k looks at a claim. Its marks are shown in full
// strength in the text, what is said of it comes from the server, and the page's address follows.
import { watchNews } from "./news.js";

const text = document.getElementById("text");
const looked = document.getElementById("looked");
const ROLES = { s: "on-source", u: "on-cue", c: "on-content" };
const ids = text.dataset.claims.split(" ").filter(Boolean);
let at = text.dataset.at === "" ? null : Number(text.dataset.at);
let asked = 0;

/** Look at the claim with this number, or at none. Who has pressed a button beside the text stays at the same button. */
async function look(number) {
  const key = looked.contains(document.activeElement) ? document.activeElement.dataset.key : "";
  at = number;
  light();
  const address = number === null ? location.pathname + bare() : text.dataset.base + ids[number];
  history.replaceState(history.state, "", address);
  const mine = ++asked;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  if (mine !== asked) return;
  if (!answer.ok) {
    location.assign(address);
    return;
  }
  looked.innerHTML = await answer.text();
  looked.scrollTop = 0;
  if (key) (looked.querySelector(`[data-key="${key}"]`) ?? looked.querySelector("a"))?.focus({ preventScroll: true });
}

/** The query of the page with no claim looked at. */
function bare() {
  const query = new URLSearchParams(location.search);
  query.delete("claim");
  const left = query.toString();
  return left ? `?${left}` : "";
}

/** Show the marks of the claim looked at in full strength, and bring them into view. */
function light() {
  text.classList.toggle("looking", at !== null);
  for (const piece of text.querySelectorAll(".on-source, .on-cue, .on-content")) {
    piece.classList.remove(...Object.values(ROLES));
  }
  for (const number of text.querySelectorAll(".no[aria-current]")) number.removeAttribute("aria-current");
  if (at === null) return;
  for (const [role, name] of Object.entries(ROLES)) {
    for (const piece of text.querySelectorAll(`[data-${role}~="${at}"]`)) piece.classList.add(name);
  }
  text.querySelector(`.no[data-n="${at}"]`)?.setAttribute("aria-current", "true");
  bringIntoView();
}

function bringIntoView() {
  const first = text.querySelector(".on-content") ?? text.querySelector(".on-source, .on-cue");
  if (!first) return;
  const { top, bottom } = first.getBoundingClientRect();
  // On a narrow window what is said of the claim lies over the lower part of the text.
  const over = getComputedStyle(looked).position === "fixed" ? looked.offsetHeight : 0;
  if (top < 60 || bottom > innerHeight - over - 40) {
    const middle = (innerHeight - over) / 2;
    scrollBy({ top: top - middle, behavior: "instant" });
  }
}

/** The claim that a link leads to. Steps are counted from where one is, though what is said of it may not be there yet. */
function stepped(link) {
  const by = { next: 1, prev: -1 }[link.rel];
  if (by && at !== null) return Math.min(Math.max(at + by, 0), ids.length - 1);
  return link.dataset.n === "" ? null : Number(link.dataset.n);
}

/** The claims that a piece belongs to: those with the fewest words first, and content before cue and source. */
function claimsAt(piece) {
  const numbers = (role) => (piece.dataset[role] ?? "").split(" ").filter(Boolean).map(Number);
  const content = numbers("c").sort((a, b) => length(a) - length(b) || a - b);
  return [...new Set([...content, ...numbers("u"), ...numbers("s")])];
}

function length(number) {
  let all = 0;
  for (const piece of text.querySelectorAll(`[data-c~="${number}"]`)) all += piece.textContent.length;
  return all;
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  const link = event.target.closest("a[data-n]");
  if (link) {
    event.preventDefault();
    look(stepped(link));
    return;
  }
  const piece = event.target.closest("#text .m");
  if (!piece || !getSelection().isCollapsed) return;
  const claims = claimsAt(piece);
  // Where several claims rest on these words, another click goes to the next of them.
  if (claims.length) look(claims[(claims.indexOf(at) + 1) % claims.length]);
});

watchNews();
if (at !== null) light();
