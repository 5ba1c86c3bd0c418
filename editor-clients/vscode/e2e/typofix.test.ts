import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Editor, until } from "./editor.ts";

const NOTES = `# Meeting notes

We recieved the final report, and it was definately better then the one before.

Please wait untill Friday, becuase the office is closed this week.
`;

const MENDED = `# Meeting notes

We received the final report, and it was definitely better than the one before.

Please wait until Friday, because the office is closed this week.
`;

const SCRIPT = `# The last chance to recieve a message.
def recieve(teh):
    return teh
`;

/** The tests of one window build on each other, for a window takes long to open. */
describe("in a text", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open({ "notes.md": NOTES }, { "typofix.fixAllConfidence": 0.5 });
  });
  after(() => editor?.close());

  test("typing errors are underlined, and a hover says what is meant", async () => {
    for (const word of ["recieved", "definately", "then", "untill", "becuase"]) {
      await editor.waitForUnderline(word);
    }
    await editor.showHover("definately", "definitely");
    await editor.picture("vscode-hover");
  });

  test("the status item names the model, and its tooltip the backend", async () => {
    await editor.waitForStatus(/Typofix: \S+/);
    await editor.status().hover();
    const tooltip = editor.page.locator(".monaco-hover:visible", { hasText: "Backend" });
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /Ready.*Model: \S+.*Backend: \S+.*Restart.*Show output/s);
    await editor.picture("vscode-status");
  });

  test("a quick fix mends its place and nothing else", async () => {
    await editor.openQuickFixes("then");
    await editor.picture("vscode-quick-fix");
    await editor.takeQuickFix("than");
    assert.equal(await editor.savedText("notes.md"), NOTES.replace("then", "than"));
    await editor.waitForNoUnderline("than");
  });

  test("fix all mends the whole document", async () => {
    await editor.command("Typofix: Fix All in This File");
    await until("nothing is underlined", async () => (await editor.underlines().count()) === 0);
    assert.equal(await editor.savedText("notes.md"), MENDED);
    await editor.picture("vscode-fix-all");
  });

  test("what is typed is checked, and a word in the user's dictionary is right", async () => {
    await editor.page.keyboard.press("Control+End");
    await editor.page.keyboard.type("\nWe met our freinds at the libary yesterday.\n");
    await editor.waitForUnderline("freinds");
    await editor.waitForUnderline("libary");
    await editor.openQuickFixes("libary");
    await editor.takeQuickFix("to your dictionary");
    await editor.waitForNoUnderline("libary");
    await editor.waitForUnderline("freinds");
  });

  test("a word is added to the workspace's dictionary by command", async () => {
    await editor.clickWord("freinds");
    await editor.command("Typofix: Add Word to Dictionary…");
    await editor.acceptInput("freinds");
    await editor.pick("Workspace dictionary");
    await editor.waitForNoUnderline("freinds");
    const dictionary = join(editor.workspace, ".typofix-words.txt");
    await until("the dictionary is written", async () => existsSync(dictionary));
    assert.match(readFileSync(dictionary, "utf8"), /^freinds$/m);
  });

  test("a restarted server knows the dictionaries", async () => {
    await editor.page.keyboard.press("Control+End");
    await editor.page.keyboard.type("\nOur freinds like the libary very mcuh.\n");
    await editor.waitForUnderline("mcuh");
    await editor.command("Typofix: Restart Server");
    await until("the old findings are gone", async () => (await editor.underlines().count()) === 0);
    await editor.waitForUnderline("mcuh");
    assert.equal(await editor.underlines().count(), 1);
  });
});

describe("in source code", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open({ "last.py": SCRIPT });
  });
  after(() => editor?.close());

  test("comments are checked, and only they", async () => {
    await editor.waitForUnderline("recieve");
    assert.equal(await editor.underlines().count(), 1);
  });
});

describe("without Java", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.open({ "notes.md": NOTES }, { "typofix.java.home": "/no/such/folder" });
  });
  after(() => editor?.close());

  test("a message and the status item say what to do", async () => {
    const message = editor.page.locator(".notification-toast", { hasText: "Typofix needs Java 17 or newer" });
    await message.waitFor();
    for (const button of ["Get Java", "Choose Java Folder", "Try Again"]) {
      await message.getByRole("button", { name: button }).waitFor();
    }
    assert.match((await editor.status().getAttribute("class")) ?? "", /warning-kind/);
    await editor.picture("vscode-no-java");
  });
});
