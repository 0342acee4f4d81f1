// Making SVG elements, and the shapes that stand for the classes of acts.

const SPACE = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children; texts become text nodes, nothing is left out. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** The classes in the order of the server: verbal and material cooperation, state, verbal and material conflict. */
export const CLASSES = ["agree", "help", "state", "argue", "fight"];
export const CLASS_WORDS = [
  "agreement in words",
  "cooperation in deeds",
  "state or figure",
  "conflict in words",
  "conflict in deeds",
];

const PATHS = [
  "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0z",
  "M-4.2,-4.2h8.4v8.4h-8.4z",
  "M-5,-1.6h10v3.2h-10z",
  "M0,-4.8L5.2,4.2H-5.2z",
  "M0,-5.8L5.4,0L0,5.8L-5.4,0z",
];

/** The shape of a class, around the point 0,0 and about 10 wide. */
export function shape(number, attributes = {}) {
  return make("path", { d: PATHS[number], class: `shape ${CLASSES[number]}`, ...attributes });
}
