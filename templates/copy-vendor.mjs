// Copies the few third-party files that the pages use from node_modules to
// assets/vendor. The version stands in the folder name, so that browsers may
// keep the files for ever. Run after `npm ci`: `node copy-vendor.mjs`.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "node_modules", "dkfds");
if (!existsSync(source)) {
  console.error("dkfds is not installed: run `npm ci` in templates/ first");
  process.exit(1);
}
const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
const wanted = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies.dkfds;
if (version !== wanted) {
  console.error(`dkfds ${version} is installed, package.json asks for ${wanted}: run \`npm ci\` again`);
  process.exit(1);
}

const icons = ["check-white", "chevron-down", "chevron-up", "chevron-down-gray-200", "minus-white"];
const weights = ["Regular", "SemiBold", "Bold", "Italic"];
const files = [
  ["dist/css/dkfds.min.css", "css/dkfds.min.css"],
  ["dist/img/all-svg-icons.svg", "img/all-svg-icons.svg"],
  ...icons.map((name) => [`dist/img/svg-icons/${name}.svg`, `img/svg-icons/${name}.svg`]),
  ...weights.map((name) => [`dist/fonts/IBMPlexSans/complete/woff2/IBMPlexSans-${name}.woff2`, `fonts/IBMPlexSans-${name}.woff2`]),
  ["dist/fonts/IBMPlexSans/complete/woff2/license.txt", "fonts/license.txt"],
  ["LICENSE.md", "LICENSE.md"],
];

const vendor = join(here, "assets", "vendor");
rmSync(vendor, { recursive: true, force: true });
const target = join(vendor, `dkfds-${version}`);
for (const [from, to] of files) {
  mkdirSync(dirname(join(target, to)), { recursive: true });
  cpSync(join(source, from), join(target, to));
}
console.log(`${files.length} files copied to assets/vendor/dkfds-${version}`);
