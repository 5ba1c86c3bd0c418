/** Counts the runs of words that the corrector embeds. */
@NullMarked
package dev.typofix.tooling.ngram;

import org.jspecify.annotations.NullMarked;
