// Days as numbers: 1 is the first of January of year 1, as on the server; an hour is a fraction of one.

const EPOCH = 719163;
const DAY = 86400000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function dateOf(day) {
  return new Date((Math.floor(day) - EPOCH) * DAY);
}

/** "2023-11-24" as a day; null for anything else. */
export function dayOf(words) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(words ?? "");
  return found ? Math.round(Date.UTC(found[1], found[2] - 1, found[3]) / DAY) + EPOCH : null;
}

/** A day as an address has it, and as it is written out. */
export function iso(day) {
  const at = dateOf(day);
  return `${String(at.getUTCFullYear()).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
}

/** A day as the scale has room for it: "24 Nov", "24 Nov 2023". */
export function words(day, year = false) {
  const at = dateOf(day);
  const short = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  return year ? `${short} ${at.getUTCFullYear()}` : short;
}

/** What days are put together by, from the finest on. `start` is the first day of the stretch that holds a day. */
export const UNITS = [
  { name: "day", days: 1, start: (d) => Math.floor(d), next: (d) => d + 1, label: (d) => words(d) },
  { name: "week", days: 7, start: (d) => Math.floor(d) - ((Math.floor(d) + 6) % 7), next: (d) => d + 7, label: (d) => words(d) },
  { name: "month", days: 30.4, start: (d) => first(d, 1), next: (d) => first(d + 32, 1), label: month },
  { name: "quarter", days: 91.3, start: (d) => first(d, 3), next: (d) => first(d + 95, 3), label: month },
  { name: "year", days: 365.2, start: (d) => first(d, 12), next: (d) => first(d + 370, 12), label: year },
  { name: "decade", days: 3652, start: (d) => first(d, 120), next: (d) => first(d + 3660, 120), label: year },
];

function first(day, months) {
  const at = dateOf(day);
  const whole = at.getUTCFullYear() * 12 + at.getUTCMonth();
  const from = whole - (whole % months);
  const start = new Date(0);
  start.setUTCFullYear(Math.floor(from / 12), from % 12, 1);
  return Math.round(start.getTime() / DAY) + EPOCH;
}

function month(day) {
  return MONTHS[dateOf(day).getUTCMonth()];
}

function year(day) {
  return String(dateOf(day).getUTCFullYear());
}

function two(number) {
  return String(number).padStart(2, "0");
}
