import { join } from "node:path";
import * as vscode from "vscode";
import { JavaMissing } from "./java.ts";
import { Server } from "./server.ts";
import { statusView, type ServerStatus } from "./status.ts";

const JAVA_DOWNLOAD = "https://adoptium.net/temurin/releases/";

/** Settings that hold from the next start of the server. */
const START_SETTINGS = ["typofix.java", "typofix.workspaceDiagnostics"];

let server: Server | undefined;

/** Called by VS Code when the first document of a supported language opens. */
export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("Typofix", { log: true });
  const item = vscode.window.createStatusBarItem("typofix.status", vscode.StatusBarAlignment.Right, 100);
  item.name = "Typofix";
  item.command = "typofix.showOutput";
  const jar = join(context.extensionPath, "server", "typofix.jar");
  const running = new Server(jar, languages(context), output, (status) => showStatus(item, status));
  server = running;

  const start = () => running.restart().catch((error: unknown) => reportStart(error, item, output));
  context.subscriptions.push(
    output,
    item,
    vscode.commands.registerCommand("typofix.restart", start),
    vscode.commands.registerCommand("typofix.showOutput", () => output.show()),
    vscode.commands.registerCommand("typofix.addWord", addWord),
    vscode.commands.registerCommand("typofix.fixDocument", fixDocument),
    vscode.workspace.onDidChangeConfiguration(
      (change) => START_SETTINGS.some((name) => change.affectsConfiguration(name)) && start(),
    ),
  );
  void start();
}

/** Called by VS Code when the window closes or the extension is turned off. */
export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}

/** The languages that start the extension, in package.json, are those that it checks. */
function languages(context: vscode.ExtensionContext): string[] {
  const events: string[] = context.extension.packageJSON.activationEvents;
  return events.map((event) => event.replace("onLanguage:", ""));
}

function showStatus(item: vscode.StatusBarItem, status: ServerStatus): void {
  const view = statusView(status);
  item.text = view.text;
  item.tooltip = new vscode.MarkdownString(view.tooltip);
  item.tooltip.isTrusted = { enabledCommands: ["typofix.restart", "typofix.showOutput"] };
  item.backgroundColor = view.isProblem ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  item.show();
}

async function reportStart(error: unknown, item: vscode.StatusBarItem, output: vscode.LogOutputChannel): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  output.error(message);
  showStatus(item, { state: "failed", message });
  const needsJava = error instanceof JavaMissing;
  const buttons = needsJava ? ["Get Java", "Choose Java Folder", "Try Again"] : ["Show Output", "Try Again"];
  const text = needsJava ? message : `Typofix did not start: ${message}`;
  switch (await vscode.window.showErrorMessage(text, ...buttons)) {
    case "Get Java":
      return void vscode.env.openExternal(vscode.Uri.parse(JAVA_DOWNLOAD));
    case "Choose Java Folder":
      return vscode.commands.executeCommand("workbench.action.openSettings", "typofix.java.home");
    case "Show Output":
      return output.show();
    case "Try Again":
      return vscode.commands.executeCommand("typofix.restart");
  }
}

/** Asks for a word, proposing the one at the cursor, and has the server add it to a dictionary. */
async function addWord(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.selection.isEmpty
    ? editor.document.getWordRangeAtPosition(editor.selection.active)
    : editor?.selection;
  const value = range && editor ? editor.document.getText(range) : "";
  const word = (await vscode.window.showInputBox({ title: "Add Word to Dictionary", value }))?.trim();
  if (!word) {
    return;
  }
  const uri =
    (editor?.document.isUntitled ? undefined : editor?.document.uri) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const dictionaries = [
    { label: "Your dictionary", description: "for all that you write", command: "typofix.addToUserDictionary" },
    { label: "Workspace dictionary", description: "for its team", command: "typofix.addToWorkspaceDictionary" },
  ];
  const choice = await vscode.window.showQuickPick(dictionaries, { title: `Add “${word}” to` });
  if (choice) {
    await vscode.commands.executeCommand(choice.command, word, uri?.toString() ?? "");
  }
}

/** Has the server fix the open document. The editor's own “source action” is lost if the focus moves meanwhile. */
async function fixDocument(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document) {
    await vscode.commands.executeCommand("typofix.fixAll", document.uri.toString());
  }
}
