/** Other checkers of spelling, each a program of its own. */
@NullMarked
package dev.typofix.tooling.evaluate.peer;

import org.jspecify.annotations.NullMarked;
