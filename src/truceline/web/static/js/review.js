// Review's own manners: where the focus goes after a claim was decided on, reasons by number, marks counted, and no
// news told twice.

const REVIEW = "review";
const NEWS = ["review-told", "review-since", "review-why"];
/** Decisions of this window that the server has not answered yet. */
let sent = 0;

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === REVIEW) arrive();
  count();
});
document.addEventListener("change", ({ target }) => target.name === "marked" && count());
document.addEventListener("keydown", picked, true);
document.addEventListener("click", chosen);
document.addEventListener("htmx:beforeRequest", ({ detail }) => deciding(detail, 1));
document.addEventListener("htmx:afterRequest", ({ detail }) => deciding(detail, -1));
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  // What was decided since is told of the claim that is open now, and never of what this window is deciding itself.
  const about = fragment.querySelector("[data-about]")?.dataset.about;
  if (about && (sent > 0 || !document.querySelector(`#${REVIEW} [data-claim="${CSS.escape(about)}"]`))) event.detail.shouldSwap = false;
  // A line that says what stands there already is not read out again.
  if (NEWS.includes(target.id) && words(target) === words(fragment)) event.detail.shouldSwap = false;
});
// A key that was quicker than the script leads here by a whole new page: one arrives in the same way.
if (document.querySelector("[data-focus]") || new URLSearchParams(location.search).has("start")) arrive();
count();

function deciding({ requestConfig }, more) {
  if (requestConfig?.verb === "post" && requestConfig.path.startsWith("/review/")) sent = Math.max(0, sent + more);
}

/** Go to the field that is asked for, else to the head of the claim, so that it is read from there. */
function arrive() {
  const review = document.getElementById(REVIEW);
  const place = review?.querySelector("[data-focus]") ?? review?.querySelector("[data-arrive]");
  place?.focus({ preventScroll: true });
  if (place?.matches("[data-focus]")) (place.closest(".deciding") ?? place).scrollIntoView({ block: "nearest" });
  else if (review && review.getBoundingClientRect().top < 0) review.scrollIntoView({ block: "start" });
}

/** A number in the empty field picks a reason; Escape leaves the form, wherever the focus is. */
function picked(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const form = document.querySelector(`#${REVIEW} .deciding`);
  if (!form || document.querySelector("dialog:modal")) return;
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    form.querySelector("[data-cancel]")?.click();
    return;
  }
  if (!event.target.matches("[data-picks]") || event.target.value !== "") return;
  const reason = form.querySelector(`[data-pick="${CSS.escape(event.key)}"]`);
  if (!reason) return;
  event.preventDefault();
  fill(event.target, reason.value);
}

/** A reason that is clicked goes into the field, where it can be changed before Enter. */
function chosen(event) {
  if (event.target.closest?.("[data-to-list]")) document.querySelector("#review [data-row] a[data-open]")?.focus();
  const reason = event.target.closest?.("[data-pick]");
  if (!reason) return;
  event.preventDefault();
  fill(reason.form.querySelector("[data-picks]"), reason.value);
}

function fill(field, words) {
  field.value = words;
  field.focus();
  field.select();
}

function count() {
  const button = document.querySelector("[data-marks]");
  if (!button) return;
  const marked = document.querySelectorAll("input[name=marked]:checked").length;
  button.querySelector("[data-count]").textContent = marked ? `(${marked})` : "";
  button.disabled = marked === 0;
}

function words(element) {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}
