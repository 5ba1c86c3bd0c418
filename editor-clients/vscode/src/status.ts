/** What the server says about itself in `typofix/status`; the first and last state are the client's. */
export interface ServerStatus {
  readonly state: "starting" | "loading" | "ready" | "failed" | "stopped";
  readonly backend?: string | null;
  readonly model?: string | null;
  readonly message?: string | null;
}

/** How a status looks: `text` with icons in VS Code's notation, `tooltip` in Markdown. */
export interface StatusView {
  readonly text: string;
  readonly tooltip: string;
  readonly isProblem: boolean;
}

const LOOKS = {
  starting: { icon: "$(loading~spin)", sentence: "The server is starting." },
  loading: { icon: "$(loading~spin)", sentence: "The model is loading." },
  ready: { icon: "$(check)", sentence: "Ready. Nothing you write leaves this machine." },
  failed: { icon: "$(warning)", sentence: "Typofix cannot check anything." },
  stopped: { icon: "$(circle-slash)", sentence: "The server is not running." },
} as const;

/** The status bar item's look. */
export function statusView(status: ServerStatus): StatusView {
  const { icon, sentence } = LOOKS[status.state];
  const model = status.state === "ready" && status.model ? `: ${status.model}` : "";
  const facts = [
    status.model && `Model: ${escapeMarkdown(status.model)}`,
    status.backend && `Backend: ${escapeMarkdown(status.backend)}`,
    status.message && escapeMarkdown(status.message),
  ].filter(Boolean);
  const links = "[Restart](command:typofix.restart) · [Show output](command:typofix.showOutput)";
  return {
    text: `${icon} Typofix${model}`,
    tooltip: [`**Typofix** ${sentence}`, ...facts, links].join("\n\n"),
    isProblem: status.state === "failed",
  };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~-]/g, "\\$&");
}
