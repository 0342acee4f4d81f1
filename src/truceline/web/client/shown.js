// Whether somebody can see an element and use it, and by which keys.

export function shown(element) {
  return element.checkVisibility?.() !== false;
}

export function usable(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && shown(element);
}

/** The keys of an element: data-key="n j" has two; " " alone is the space bar. */
export function keysOf(element) {
  const given = element.dataset.key;
  return given.trim() ? given.trim().split(/\s+/) : [" "];
}
