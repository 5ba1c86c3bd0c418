/**
 * Sentences: where they begin and end, how their edits are scored in packed forward passes, and a
 * cache of what was judged.
 */
@NullMarked
package dev.typofix.corrector.sentence;

import org.jspecify.annotations.NullMarked;
