/** How far long work is, for a person at a terminal. */
@NullMarked
package dev.typofix.tooling.progress;

import org.jspecify.annotations.NullMarked;
