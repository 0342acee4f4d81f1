// The list of reports: files dropped anywhere on the page are given as if they had been chosen, folders with all in them.
import { watchNews } from "./news.js";

const form = document.querySelector("form[data-drop]");
const shade = document.querySelector("[data-dropping]");
const MOST = 32 * 1024 * 1024;
let inside = 0;

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function show(on) {
  if (shade) shade.hidden = !on;
}

/** Every file under an entry of what was dropped. */
async function under(entry) {
  if (entry.isFile) return [await new Promise((good, bad) => entry.file(good, bad))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    // A folder tells of its content in several parts.
    const part = await new Promise((good, bad) => reader.readEntries(good, bad));
    if (!part.length) return found;
    for (const one of part) found.push(...(await under(one)));
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.map(under))).flat();
}

function tell(words) {
  const place = form.querySelector("[data-chosen]");
  place.textContent = words;
  form.closest("details").open = true;
}

/** Whether the files fit into one request; says so where they do not. */
function fit(files) {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= MOST - 64 * 1024) return true;
  tell(`These are ${(size / 1024 / 1024).toFixed(0)} MB; 32 MB can be given at once. Give them in smaller groups, or read them with the command line.`);
  return false;
}

if (form) {
  const input = form.querySelector("input[type=file]");
  addEventListener("dragenter", (event) => hasFiles(event) && (++inside, show(true)));
  addEventListener("dragleave", (event) => hasFiles(event) && --inside <= 0 && ((inside = 0), show(false)));
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    inside = 0;
    show(false);
    const files = await dropped(event.dataTransfer);
    if (!files.length || !fit(files)) return;
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
    tell(`${files.length === 1 ? files[0].name : `${files.length} files`} …`);
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (!fit([...input.files])) event.preventDefault();
  });
}

watchNews();
