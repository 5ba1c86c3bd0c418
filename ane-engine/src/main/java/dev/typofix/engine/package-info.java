/**
 * Language models that score token trees: {@link dev.typofix.engine.LanguageModel} opens {@link
 * dev.typofix.engine.Session}s, a session grows a tree of tokens with its key/value cache. Knows
 * nothing of corrections, documents or editors.
 */
@NullMarked
package dev.typofix.engine;

import org.jspecify.annotations.NullMarked;
