/** Examines a model, and other checkers beside it, on texts whose errors are known. */
@NullMarked
package dev.typofix.tooling.evaluate;

import org.jspecify.annotations.NullMarked;
