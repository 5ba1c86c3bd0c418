/** Has a model write the correction itself, token by token, as the product never does. */
@NullMarked
package dev.typofix.tooling.evaluate.write;

import org.jspecify.annotations.NullMarked;
