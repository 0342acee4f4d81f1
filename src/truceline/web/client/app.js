// What every page of the case room runs: fragments, single keys, live news, the theme's switch, and charts where there are any.
import htmx from "htmx.org";
import { watchCharts } from "./charting.js";
import { startFragments } from "./fragments.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { showTab } from "./tabs.js";
import { startThemeSwitch } from "./theme_switch.js";

startFragments(htmx);
startKeys();
startThemeSwitch();
startLive(htmx);
watchCharts();
showTab();
