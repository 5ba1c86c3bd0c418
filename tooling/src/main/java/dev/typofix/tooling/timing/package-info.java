/** Durations that were measured, and what they amount to. */
@NullMarked
package dev.typofix.tooling.timing;

import org.jspecify.annotations.NullMarked;
