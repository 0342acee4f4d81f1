// The switch between light, dark and what the system says: a <select data-theme-switch> with these three values.
// data-theme on <html> is "light" or "dark", or absent where the system decides (prefers-color-scheme).
import { forget, keep, kept } from "./keeping.js";

const CHOICES = ["system", "light", "dark"];
const NAME = "truceline-theme";

export function startThemeSwitch() {
  show(chosen());
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("[data-theme-switch]")) choose(target.value);
  });
  document.addEventListener("htmx:afterSettle", () => show(chosen()));
  addEventListener("storage", ({ key }) => key === NAME && apply(chosen()));
}

function chosen() {
  const value = kept(NAME);
  return CHOICES.includes(value) ? value : "system";
}

function choose(value) {
  if (value === "system") forget(NAME);
  else keep(NAME, value);
  apply(value);
}

function apply(value) {
  const root = document.documentElement;
  if (value === "system") delete root.dataset.theme;
  else root.dataset.theme = value;
  show(value);
}

function show(value) {
  for (const control of document.querySelectorAll("[data-theme-switch]")) control.value = value;
}
