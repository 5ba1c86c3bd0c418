/** Measures how quick the product is. */
@NullMarked
package dev.typofix.tooling.bench;

import org.jspecify.annotations.NullMarked;
