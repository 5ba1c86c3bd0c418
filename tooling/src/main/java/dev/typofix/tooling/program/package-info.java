/** Other programs, run and waited for. */
@NullMarked
package dev.typofix.tooling.program;

import org.jspecify.annotations.NullMarked;
