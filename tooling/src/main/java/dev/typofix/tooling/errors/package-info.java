/** Makes the errors that people make, and tells what kind an error is. */
@NullMarked
package dev.typofix.tooling.errors;

import org.jspecify.annotations.NullMarked;
