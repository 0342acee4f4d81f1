// The brief's page: printing, what can be chosen folded on a narrow screen, and Escape closes a note that is open.

// On a narrow screen what can be chosen would stand between the reader and the first line.
if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".choices-all")?.removeAttribute("open");
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#note-\d+$/.test(location.hash)) {
    event.preventDefault();
    location.hash = `#ref-${location.hash.slice(6)}`;
  }
});
