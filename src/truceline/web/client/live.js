// News from the server as it comes: an element with hx-trigger="entries from:body" refreshes when entries were added.
//
// A browser opens few connections to one server, and an analyst many tabs. So the tabs of one browser share one
// connection where they can (a lock says whose it is, a channel carries the news to the others); where the browser
// has no such lock, a tab is connected only while it is looked at.
import { shown } from "./shown.js";

const NAMES = ["entries", "board", "progress"];
const LOCK = "truceline-live";
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

/** Follow /events, or the address in <meta name="events">; a page with content="" there follows nothing. */
export function startLive(htmx) {
  const meta = document.querySelector('meta[name="events"]');
  const address = meta ? meta.content : "/events";
  if (!address || !("EventSource" in window)) return;
  const tell = teller(htmx);
  if (navigator.locks && "BroadcastChannel" in window) shared(address, tell);
  else whileVisible(address, tell);
}

/** A function that triggers htmx once for each name; in a hidden tab it waits until the tab is looked at. */
function teller(htmx) {
  const kept = new Map();
  const trigger = (name, detail) => htmx.trigger(document.body, name, { ...detail });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    const waiting = [...kept];
    kept.clear();
    for (const [name, detail] of waiting) trigger(name, detail);
  });
  return (name, detail) => {
    if (document.hidden) kept.set(name, detail);
    else trigger(name, detail);
  };
}

function shared(address, tell) {
  const channel = new BroadcastChannel(LOCK);
  channel.addEventListener("message", ({ data }) => NAMES.includes(data?.name) && tell(data.name, data.detail));
  const tellAll = (name, detail) => {
    tell(name, detail);
    channel.postMessage({ name, detail });
  };
  let leave = () => {};
  let stop = new AbortController();
  /** Follow for all tabs for as long as this one has the lock; `after` another, what was told between them is made up. */
  const follows = (after) => {
    const close = follow(address, tellAll, after);
    return new Promise((resolve) => {
      leave = () => {
        close();
        resolve();
      };
    });
  };
  const hold = async () => {
    stop = new AbortController();
    const { signal } = stop;
    const other = await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? follows(false) : true));
    if (!other || signal.aborted) return;
    catchUp(tell);
    await navigator.locks.request(LOCK, { signal }, () => follows(true));
  };
  const start = () => hold().catch(() => {});
  start();
  addEventListener("pagehide", () => {
    stop.abort();
    leave();
  });
  addEventListener("pageshow", ({ persisted }) => persisted && start());
}

/** What the page waits for may have been worked out after it was made and before it listened. */
function catchUp(tell) {
  const look = () => [...document.querySelectorAll(".working")].some(shown) && tell("board", {});
  if (document.readyState === "complete") look();
  else addEventListener("load", look, { once: true });
}

function whileVisible(address, tell) {
  let close = null;
  let seen = false;
  const look = () => {
    if (document.hidden) {
      close?.();
      close = null;
    } else if (!close) {
      close = follow(address, tell, seen);
      seen = true;
    }
  };
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => {
    close?.();
    close = null;
  });
  addEventListener("pageshow", look);
  look();
}

/** Open the stream and open it again, ever more slowly, when it breaks. Returns what closes it for good.
 *
 * `missed` is whether something may have been told already that nobody heard; so it is after a break.
 */
function follow(address, tell, missed) {
  let source = null;
  let timer = 0;
  let wait = FIRST_WAIT;
  let closed = false;
  const open = () => {
    source = new EventSource(address);
    source.addEventListener("open", () => {
      wait = FIRST_WAIT;
      document.documentElement.dataset.live = "on";
      if (missed) tell("entries", {});
      if (missed) tell("board", {});
      else catchUp(tell);
      missed = false;
    });
    source.addEventListener("error", () => {
      source.close();
      if (closed) return;
      missed = true;
      document.documentElement.dataset.live = "off";
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
    for (const name of NAMES) source.addEventListener(name, ({ data }) => tell(name, parsed(data)));
  };
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    source.close();
  };
}

function parsed(data) {
  try {
    const value = JSON.parse(data);
    return value !== null && typeof value === "object" ? value : { value };
  } catch {
    return { value: data };
  }
}
