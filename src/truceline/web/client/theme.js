// Run before anything is drawn, so that a page never flashes in the other theme.
const kept = (() => {
  try {
    return localStorage.getItem("truceline-theme");
  } catch {
    return null;
  }
})();
if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
