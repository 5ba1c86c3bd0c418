/** Starts the commands that are written in Python. */
@NullMarked
package dev.typofix.tooling.python;

import org.jspecify.annotations.NullMarked;
