/** Sentences: where they begin and end, and how their edits are scored in packed forward passes. */
@NullMarked
package dev.typofix.corrector.sentence;

import org.jspecify.annotations.NullMarked;
