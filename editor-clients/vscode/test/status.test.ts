import assert from "node:assert/strict";
import { test } from "node:test";
import { statusView, type ServerStatus } from "../src/status.ts";

const ready: ServerStatus = { state: "ready", backend: "onnx", model: "tiny" };

test("a ready server shows its model in the bar, and the backend in the tooltip", () => {
  const view = statusView(ready);
  assert.equal(view.text, "$(check) Typofix: tiny");
  assert.match(view.tooltip, /Model: tiny/);
  assert.match(view.tooltip, /Backend: onnx/);
  assert.equal(view.isProblem, false);
});

test("while the server starts and the model loads the item turns", () => {
  assert.equal(statusView({ state: "starting" }).text, "$(loading~spin) Typofix");
  assert.equal(statusView({ state: "loading", model: "tiny" }).text, "$(loading~spin) Typofix");
});

test("a failure stands out and says why", () => {
  const view = statusView({ state: "failed", message: "The model's checksum is wrong" });
  assert.equal(view.isProblem, true);
  assert.match(view.tooltip, /checksum is wrong/);
});

test("what is not known is not mentioned", () => {
  const view = statusView({ state: "ready", backend: null, model: null, message: null });
  assert.equal(view.text, "$(check) Typofix");
  assert.doesNotMatch(view.tooltip, /Model|Backend|null|undefined/);
});

test("every state offers to restart and to show the output", () => {
  for (const state of ["starting", "loading", "ready", "failed", "stopped"] as const) {
    const { tooltip } = statusView({ state });
    assert.match(tooltip, /\(command:typofix\.restart\)/, state);
    assert.match(tooltip, /\(command:typofix\.showOutput\)/, state);
  }
});

test("the server's words cannot become links or markup", () => {
  const { tooltip } = statusView({ ...ready, message: "[click](command:evil) <b>*now*</b>" });
  assert.ok(!tooltip.includes("(command:evil)") && !tooltip.includes("[click]"), tooltip);
  assert.ok(!tooltip.includes("<b>"), tooltip);
});
