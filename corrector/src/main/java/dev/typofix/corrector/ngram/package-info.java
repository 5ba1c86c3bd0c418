/** How often words follow each other in well-edited text, and what that says of an edit. */
@NullMarked
package dev.typofix.corrector.ngram;

import org.jspecify.annotations.NullMarked;
