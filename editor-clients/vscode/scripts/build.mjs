// Bundles the extension and its tests into out/, with the licences of what the extension contains.
import { build } from "esbuild";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

function testsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
}

/** The name, version and licence text of every package that went into a bundle. */
function licences(inputs) {
  const folders = Object.keys(inputs)
    .map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0])
    .filter(Boolean);
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${folder} has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
  });
}

rmSync("out", { recursive: true, force: true });
const extension = await build({
  ...common,
  entryPoints: ["src/extension.ts"],
  outdir: "out",
  external: ["vscode"],
  minify: true,
  metafile: true,
});
writeFileSync("out/THIRD_PARTY_LICENSES.txt", licences(extension.metafile.inputs).join(`\n${"-".repeat(80)}\n\n`));
await build({ ...common, entryPoints: testsIn("test"), outdir: "out/test" });
await build({ ...common, entryPoints: testsIn("e2e"), outdir: "out/e2e", external: ["playwright-core"] });
