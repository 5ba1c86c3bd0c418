import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";

const INSTALLATION = process.env["TYPOFIX_E2E_FOLDER"] ?? "";
const CODE_SERVER = join(INSTALLATION, "node_modules", "code-server", "out", "node", "entry.js");
const PATIENCE_MILLIS = Number(process.env["TYPOFIX_E2E_PATIENCE"] ?? 60_000);

/** What keeps the window quiet: nothing is shown but the document and the extension's own signs. */
const QUIET_SETTINGS = {
  "workbench.colorTheme": "Default Light Modern",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.layoutControl.enabled": false,
  "workbench.activityBar.location": "hidden",
  "window.commandCenter": false,
  "window.menuBarVisibility": "hidden",
  "chat.commandCenter.enabled": false,
  "breadcrumbs.enabled": false,
  "editor.minimap.enabled": false,
  "editor.wordWrap": "on",
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.fontSize": 15,
  "editor.folding": false,
  "editor.hideCursorInOverviewRuler": true,
  "editor.overviewRulerBorder": false,
  "editor.scrollbar.vertical": "hidden",
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.unicodeHighlight.ambiguousCharacters": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.enabled": false,
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
};

/** Signs that only a VS Code in a browser has. */
const BROWSER_SIGNS = ["status.host", "status.forwardedPorts", "status.workbench.keyboardLayout"];

/** A VS Code of its own: own settings, own home folder, own workspace. Close it after use. */
export class Editor {
  private constructor(
    readonly page: Page,
    /** The workspace folder. */
    readonly workspace: string,
    private readonly root: string,
    private readonly browser: Browser,
    private readonly server: ChildProcess,
  ) {}

  /**
   * Opens VS Code with the extension, and in it the first of the files.
   *
   * @param files names and texts of the files in the workspace
   * @param settings the user's, beside those that keep the window quiet
   */
  static async open(files: Record<string, string>, settings: Record<string, unknown> = {}): Promise<Editor> {
    const root = mkdtempSync(join(tmpdir(), "typofix-e2e-"));
    const workspace = join(root, "workspace");
    mkdirSync(workspace);
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(workspace, name), text);
    }
    const user = join(root, "user", "User");
    mkdirSync(user, { recursive: true });
    writeFileSync(join(user, "settings.json"), JSON.stringify({ ...QUIET_SETTINGS, ...settings }));
    cpSync(extensions(), join(root, "extensions"), { recursive: true });
    const port = await freePort();
    const server = startServer(root, port);
    const browser = await chromium.launch({
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
    const page = await browser.newPage({ viewport: { width: 840, height: 340 }, deviceScaleFactor: 2 });
    page.setDefaultTimeout(PATIENCE_MILLIS);
    const editor = new Editor(page, workspace, root, browser, server);
    await until("the editor's server answers", async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok);
    const file = Object.keys(files)[0] ?? "";
    const payload = [["openFile", `vscode-remote://127.0.0.1:${port}${join(workspace, file)}`]];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://127.0.0.1:${port}/?${query}`);
    await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await page.locator(".editor-instance .view-line").first().waitFor();
    const signs = BROWSER_SIGNS.map((id) => `[id="${id}"]`).join();
    await page.addStyleTag({ content: `${signs} { display: none !important; }` });
    await editor.command("View: Close Primary Side Bar");
    return editor;
  }

  /** Closes the window, stops the server and removes all that it wrote. */
  async close(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((resolve) => this.server.once("exit", resolve));
    this.server.kill();
    await ended;
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }

  /** Runs a command by its title, as a person does. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget:visible input[type=text]").fill(`>${title}`);
    await this.pick(title);
  }

  /** Takes a row from the list at the top of the window. */
  async pick(text: string): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).click();
  }

  /** Accepts what the box at the top of the window already holds. */
  async acceptInput(expected: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget:visible input[type=text]");
    await until(`the input holds “${expected}”`, async () => (await input.inputValue()) === expected);
    await this.page.keyboard.press("Enter");
  }

  /** The underlines in the open document. */
  underlines(): Locator {
    return this.page.locator(".view-overlays .cdr:is(.squiggly-error, .squiggly-warning, .squiggly-info)");
  }

  /** Waits until a word on the screen is underlined. */
  async waitForUnderline(word: string): Promise<void> {
    await until(`“${word}” is underlined`, () => this.isUnderlined(word));
  }

  /** Waits until a word on the screen is not underlined. */
  async waitForNoUnderline(word: string): Promise<void> {
    await until(`“${word}” is not underlined`, async () => !(await this.isUnderlined(word)));
  }

  private async isUnderlined(word: string): Promise<boolean> {
    const { x, y, width, height } = await this.wordBox(word);
    const middle = x + width / 2;
    const lines = await this.underlines().evaluateAll((all) =>
      all.map((line) => line.getBoundingClientRect().toJSON()),
    );
    return lines.some(
      ({ left, right, top, bottom }) => left < middle && middle < right && top < y + height && y < bottom,
    );
  }

  /** Where a word of the open document stands on the screen. The editor may cut a word in two nodes. */
  async wordBox(word: string): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.page.evaluate((wanted) => {
      const lines = [...document.querySelectorAll(".view-lines .view-line")];
      const line = lines.find((element) => element.textContent!.includes(wanted));
      if (!line) {
        throw new Error(`“${wanted}” is not on the screen`);
      }
      const start = line.textContent!.indexOf(wanted);
      const range = document.createRange();
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let offset = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = offset + node.textContent!.length;
        if (offset <= start && start < end) {
          range.setStart(node, start - offset);
        }
        if (offset < start + wanted.length && start + wanted.length <= end) {
          range.setEnd(node, start + wanted.length - offset);
        }
        offset = end;
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    }, word);
  }

  /** Puts the cursor into a word. */
  async clickWord(word: string): Promise<void> {
    await this.page.mouse.move(0, 0); // a hover may cover the word
    await this.page.locator(".monaco-hover:visible").waitFor({ state: "hidden" });
    const box = await this.wordBox(word);
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Shows the hover at a word, with this text in it. */
  async showHover(word: string, text: string): Promise<void> {
    await this.clickWord(word);
    await this.page.keyboard.press("Control+K");
    await this.page.keyboard.press("Control+I");
    const hover = this.page.locator(".monaco-hover:visible", { hasText: text });
    await hover.getByText("Quick Fix").first().waitFor();
  }

  /** Opens the menu of quick fixes at a word. */
  async openQuickFixes(word: string): Promise<void> {
    await this.clickWord(word);
    await this.page.keyboard.press("Control+.");
    await this.page.locator(".action-widget .monaco-list-row.action").first().waitFor();
  }

  /** Takes the first with this text from the menu of quick fixes. */
  async takeQuickFix(text: string): Promise<void> {
    const row = this.page.locator(".action-widget .monaco-list-row.action", { hasText: text }).first();
    await this.page.mouse.move(1, 1); // the menu takes no clicks before the mouse moves
    await row.click();
  }

  /** The status bar item. */
  status(): Locator {
    return this.page.locator('.statusbar-item[id$="typofix.status"]');
  }

  /** Waits until the status bar item says so. */
  async waitForStatus(text: RegExp): Promise<void> {
    await this.status().filter({ hasText: text }).waitFor();
  }

  /** The text of the open document on the disk, after it was saved. */
  async savedText(name: string): Promise<string> {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(`.tab.active:not(.dirty)[data-resource-name="${name}"]`).waitFor();
    return readFileSync(join(this.workspace, name), "utf8");
  }

  /** Keeps a picture of the window for the documentation, if pictures are wanted. */
  async picture(name: string): Promise<void> {
    const folder = process.env["TYPOFIX_E2E_PICTURES"];
    if (folder) {
      await this.page.screenshot({
        path: join(folder, `${name}.png`),
        animations: "disabled",
        caret: "hide",
      });
    }
  }
}

/** Waits until a condition holds; a check that throws counts as “not yet”. */
export async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MILLIS;
  while (!(await check().catch(() => false))) {
    if (Date.now() > end) {
      throw new Error(`Waited ${PATIENCE_MILLIS / 1000} s in vain for: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

let installed: string | undefined;

/** A folder with the packaged extension in it, installed by the editor's own installer. */
function extensions(): string {
  if (installed === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "typofix-extensions-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    const args = ["--extensions-dir", folder, "--user-data-dir", join(folder, ".user")];
    execFileSync(process.execPath, [CODE_SERVER, ...args, "--install-extension", "typofix.vsix"], {
      stdio: "pipe",
    });
    installed = folder;
  }
  return installed;
}

function startServer(root: string, port: number): ChildProcess {
  const options = [
    "--auth",
    "none",
    "--bind-addr",
    `127.0.0.1:${port}`,
    "--disable-telemetry",
    "--disable-update-check",
  ];
  const folders = ["--user-data-dir", join(root, "user"), "--extensions-dir", join(root, "extensions")];
  const env = {
    ...process.env,
    HOME: root,
    XDG_CONFIG_HOME: join(root, "config"),
    XDG_DATA_HOME: join(root, "data"),
  };
  return spawn(process.execPath, [CODE_SERVER, ...options, "--disable-workspace-trust", ...folders], {
    env,
    stdio: "ignore",
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
