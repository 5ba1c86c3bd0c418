/**
 * Finds typing errors in a document: {@link dev.typofix.corrector.Corrector} is the way in. Between
 * text in and findings out everything is pure; files, threads, editors and the model's backend are
 * other modules' business.
 */
@NullMarked
package dev.typofix.corrector;

import org.jspecify.annotations.NullMarked;
