/** Counts what checkers found, missed and reported wrongly. */
@NullMarked
package dev.typofix.tooling.evaluate.score;

import org.jspecify.annotations.NullMarked;
