// Bundles the client: `node bundle.js OUT`, with the packages of package-lock.json in NODE_PATH.
// OUT gets app.js, charts.js, theme.js, the outlines of the world, and LICENSES.txt of all that is in them.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const PACKAGES = resolve(process.env.NODE_PATH ?? join(HERE, "node_modules"));
const OUT = resolve(process.argv[2] ?? join(HERE, "../static/built"));
const OUTLINES = ["land-50m.json"];
/** Packages that the files of others (d3-delaunay, vega-embed) carry within them, so that esbuild does not name them. */
const WITHIN = ["delaunator", "fast-json-patch", "robust-predicates", "semver"];

const { build } = createRequire(join(PACKAGES, "/"))("esbuild");

const shared = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  legalComments: "none",
  target: ["es2022"],
  nodePaths: [PACKAGES],
  outdir: OUT,
  metafile: true,
  logLevel: "warning",
};

async function licences(names) {
  const parts = ["What the files beside this one are made of, and on what terms.", ""];
  for (const name of [...names].sort()) {
    const folder = join(PACKAGES, name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((one) => /^(licen[cs]e|copying)/i.test(one));
    const text = file ? await readFile(join(folder, file), "utf8") : `(${license}; the package has no text of it)`;
    parts.push("-".repeat(80), `${name} ${version} (${license})`, "", text.trim(), "");
  }
  return parts.join("\n");
}

/** The packages that files of a bundle come from, by the paths esbuild names. */
function packagesIn(inputs) {
  const found = inputs.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return found.filter(Boolean);
}

await mkdir(OUT, { recursive: true });
const charts = await build({ ...shared, entryPoints: ["charts.js"], format: "esm" });
// A browser keeps each file for as long as its address; so app.js asks for the charts it was made with.
const mark = createHash("sha256").update(await readFile(join(OUT, "charts.js"))).digest("hex").slice(0, 8);
const define = { CHARTS: JSON.stringify(`charts.js?v=${mark}`) };
const app = await build({ ...shared, entryPoints: ["app.js"], format: "esm", define });
const theme = await build({ ...shared, entryPoints: ["theme.js"], format: "iife" });
for (const file of OUTLINES) await copyFile(join(PACKAGES, "world-atlas", file), join(OUT, file));
const inputs = [charts, app, theme].flatMap(({ metafile }) => Object.keys(metafile.inputs));
await writeFile(join(OUT, "LICENSES.txt"), await licences(new Set([...packagesIn(inputs), ...WITHIN, "world-atlas"])));
