/** Builds the corrector's lexicon from word lists, frequencies and corrections. */
@NullMarked
package dev.typofix.tooling.lexicon;

import org.jspecify.annotations.NullMarked;
