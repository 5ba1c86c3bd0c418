import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

test("every activation event names a language, for these are the languages checked", () => {
  for (const event of manifest.activationEvents) {
    assert.match(event, /^onLanguage:[a-z-]+$/);
  }
});

test("every setting has a description, a default and its place in the list", () => {
  const places = new Set<number>();
  for (const [name, setting] of Object.entries<Record<string, unknown>>(
    manifest.contributes.configuration.properties,
  )) {
    assert.ok(String(setting["markdownDescription"] ?? "").endsWith("."), name);
    assert.notEqual(setting["default"], undefined, name);
    places.add(Number(setting["order"]));
  }
  assert.equal(places.size, Object.keys(manifest.contributes.configuration.properties).length);
});

test("every command in the manifest is registered by the extension", () => {
  const source = readFileSync("src/extension.ts", "utf8");
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`registerCommand("${command}"`), command);
  }
});

test("the lock file names no registry", () => {
  assert.ok(!readFileSync("package-lock.json", "utf8").includes('"resolved"'));
});
