/** Texts whose errors are known, and clean ones. */
@NullMarked
package dev.typofix.tooling.evaluate.corpus;

import org.jspecify.annotations.NullMarked;
