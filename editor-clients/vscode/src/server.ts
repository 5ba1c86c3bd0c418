import * as vscode from "vscode";
import { LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions } from "vscode-languageclient/node";
import { findJava, javaPlaces, runJavaVersion } from "./java.ts";
import type { ServerStatus } from "./status.ts";

/** As `typofix lsp` has them: little memory. The user's own arguments come after. */
const JAVA_OPTIONS = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m"];

/** Documents on a disk, and those that were never saved. */
const SCHEMES = ["file", "untitled"];

/** Runs the language server that lies in the extension; at most one at a time. */
export class Server {
  private client: LanguageClient | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly jar: string,
    private readonly languages: readonly string[],
    private readonly output: vscode.LogOutputChannel,
    private readonly onStatus: (status: ServerStatus) => void,
  ) {}

  /** Stops the server if it runs, and starts it anew. Calls wait for each other. */
  restart(): Promise<void> {
    return this.after(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  /** Stops the server for good. */
  stop(): Promise<void> {
    return this.after(() => this.stopClient());
  }

  private after(action: () => Promise<void>): Promise<void> {
    this.last = this.last.then(action, action);
    return this.last;
  }

  private async startClient(): Promise<void> {
    this.onStatus({ state: "starting" });
    const settings = vscode.workspace.getConfiguration("typofix.java");
    const home = settings.get<string>("home", "");
    const java = await findJava(javaPlaces(home, process.env["JAVA_HOME"] ?? "", process.platform), runJavaVersion);
    this.output.info(`Java ${java.version}: ${java.executable} (${java.origin})`);
    const args = [...JAVA_OPTIONS, ...settings.get<string[]>("arguments", []), "-jar", this.jar, "lsp"];
    const run = { command: java.executable, args };
    const client = new LanguageClient("typofix", "Typofix", { run, debug: run }, this.clientOptions());
    client.onNotification("typofix/status", this.onStatus);
    client.onDidChangeState(({ newState }) => newState === State.Stopped && this.onStatus({ state: "stopped" }));
    this.client = client;
    await client.start();
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: this.languages.flatMap((language) => SCHEMES.map((scheme) => ({ scheme, language }))),
      synchronize: { configurationSection: "typofix" },
      // What the server offers is settled when it starts.
      initializationOptions: {
        workspaceDiagnostics: vscode.workspace.getConfiguration("typofix").get<boolean>("workspaceDiagnostics", false),
      },
      outputChannel: this.output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
    };
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.isRunning()) {
      await client.dispose().catch((error: unknown) => this.output.warn(`The server did not stop in time: ${error}`));
    }
  }
}
