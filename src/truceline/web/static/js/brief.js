// The brief's page: printing, and Escape closes a note that is open.

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && /^#note-\d+$/.test(location.hash)) {
    event.preventDefault();
    location.hash = `#ref-${location.hash.slice(6)}`;
  }
});
