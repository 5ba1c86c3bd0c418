/** Reads clean text in several layouts and cuts it into passages. */
@NullMarked
package dev.typofix.tooling.corpus;

import org.jspecify.annotations.NullMarked;
