/** From a sentence's words to the edits worth judging. */
@NullMarked
package dev.typofix.corrector.candidate;

import org.jspecify.annotations.NullMarked;
