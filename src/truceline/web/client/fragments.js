// Settings of htmx, and the token that shows a change comes from this page.

const SAFE = new Set(["get", "head", "options"]);

/** The token that the server wrote into the page, or "" where it wrote none. */
export function token() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

/** Set htmx up so that it keeps to the page's content security policy and leaves no text of a case in the browser. */
export function startFragments(htmx) {
  Object.assign(htmx.config, {
    allowEval: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
    refreshOnHistoryMiss: true,
    scrollBehavior: "auto",
    // What is put in is made ready at once: a key pressed in between would send its form as a page of its own.
    defaultSettleDelay: 0,
    // A problem is answered with words to show, so it is put on the page as any other answer is.
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "409|422", swap: true },
      { code: "[45]..", swap: false, error: true },
    ],
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (!SAFE.has(detail.verb)) detail.headers["X-CSRF-Token"] = token();
  });
  document.addEventListener("htmx:responseError", ({ detail }) => say(problem(detail.xhr)));
  document.addEventListener("htmx:sendError", () => say("The server does not answer. Nothing was changed."));
}

function problem(answer) {
  const sent = (answer.getResponseHeader("Content-Type") ?? "").startsWith("text/plain") ? answer.responseText.trim() : "";
  return sent || `The server could not do this (${answer.status}). Reload the page and try again.`;
}

/** Show words in the page's place for problems, `#problem`, where a screen reader is told of them. */
export function say(words) {
  const place = document.getElementById("problem");
  if (!place) return;
  place.textContent = words;
  place.hidden = false;
}
