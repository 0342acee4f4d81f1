// How charts look: the page's own colours and letters, by the custom properties of its style sheet.

const TEXT = "var(--ink)";
const MUTED = "var(--soft)";
const LINE = "var(--line)";

/** The configuration that all charts share; what a specification says itself goes before it. */
export function look() {
  const font = getComputedStyle(document.body).fontFamily;
  const words = { labelColor: MUTED, titleColor: TEXT, labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12 };
  return {
    aria: false,
    background: "transparent",
    font,
    autosize: { type: "fit-x", contains: "padding", resize: true },
    view: { stroke: null },
    axis: { ...words, domainColor: LINE, gridColor: LINE, tickColor: LINE, titleFontWeight: "normal" },
    legend: { ...words, symbolStrokeColor: TEXT, titleFontWeight: "normal" },
    header: words,
    title: { color: TEXT, subtitleColor: MUTED, font, anchor: "start", fontWeight: "normal" },
    text: { color: TEXT, font },
    mark: { color: "var(--link)" },
    rule: { color: MUTED },
  };
}
