package dev.typofix.server.lsp;

/**
 * How the model is doing, for an editor's status line.
 *
 * @param state {@code loading}, {@code ready} or {@code failed}
 * @param model the model's name, or empty
 * @param backend how the model runs, or empty
 * @param message what went wrong, or empty
 */
public record StatusParams(String state, String model, String backend, String message) {}
