// On a narrow screen the tabs are moved so that the one of this page is seen. They are moved by hand: scrollIntoView
// would also make the Tab key begin there, and pass over "To the content".

export function showTab() {
  const current = document.querySelector(".tabs [aria-current]");
  const list = current?.closest("ul");
  if (!list) return;
  const [tab, all] = [current.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += tab.left + tab.width / 2 - (all.left + all.width / 2);
}
