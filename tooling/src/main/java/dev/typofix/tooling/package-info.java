/** The maintainers' commands: they make what the product runs on, and measure it. */
@NullMarked
package dev.typofix.tooling;

import org.jspecify.annotations.NullMarked;
