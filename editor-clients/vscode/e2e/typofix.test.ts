import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Editor } from "./editor.ts";

const LETTER = `# A letter

I went too the stor to buy som milk.

The quikc brown fox jumps over teh lazy dog.
`;

let editor: Editor;

before(async () => {
  editor = await Editor.open({ "letter.md": LETTER });
});
after(async () => {
  await editor?.picture("last");
  await editor?.close();
});

test("the status item shows the model once it is ready", async () => {
  await editor.waitForStatus(/Typofix: \S+/);
  await editor.status().hover();
  await editor.page.locator(".monaco-hover:visible", { hasText: "Backend" }).waitFor();
  await editor.picture("vscode-status");
});

test("typing errors are underlined, and a hover says what is meant", async () => {
  await editor.waitForUnderlines(5);
  await editor.hoverWord("quikc", "quick");
  await editor.picture("vscode-hover");
});

test("the quick fix mends its place and nothing else", async () => {
  const menu = await editor.quickFixes("stor");
  await menu.getByText("store").first().waitFor();
  await editor.picture("vscode-quick-fix");
  await editor.page.keyboard.press("Enter");
  assert.equal(await editor.savedText("letter.md"), LETTER.replace("stor", "store"));
  await editor.waitForUnderlines(4);
});
