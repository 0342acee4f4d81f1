// A line that says the record has grown since the page was made, [data-news], shown when it has.

/** Show the line when the server tells of entries. */
export function watchNews() {
  document.body.addEventListener("entries", ({ detail }) => {
    if (!detail?.seq) return;
    for (const line of document.querySelectorAll("[data-news]")) line.hidden = false;
  });
}
