package dev.typofix.server.session;

import dev.typofix.corrector.Checker;

/**
 * A checker, ready, and what people may know of it.
 *
 * @param checker used on the inference thread only
 * @param model the model's name
 * @param backend how the model runs
 * @param resources closed after the last check
 */
public record LoadedChecker(Checker checker, String model, String backend, Runnable resources) {}
