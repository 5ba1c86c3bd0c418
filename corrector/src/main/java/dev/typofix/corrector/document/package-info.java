/** From a file's text to the prose in it: passages, with what in them is no prose protected. */
@NullMarked
package dev.typofix.corrector.document;

import org.jspecify.annotations.NullMarked;
