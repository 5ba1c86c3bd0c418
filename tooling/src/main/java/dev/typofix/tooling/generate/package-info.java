/** Makes pairs of corrupted and clean texts. */
@NullMarked
package dev.typofix.tooling.generate;

import org.jspecify.annotations.NullMarked;
