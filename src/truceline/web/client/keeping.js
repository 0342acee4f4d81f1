// Small choices of this browser (theme, single keys). A browser that keeps nothing still works.

/** The name under which it is kept that single keys are off. */
export const KEYS_OFF = "truceline-keys-off";

export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing is kept, and the choice holds for this page.
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // As above.
  }
}
