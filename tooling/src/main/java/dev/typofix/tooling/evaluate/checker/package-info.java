/** What finds errors in texts: the product itself, or a stand-in for another program. */
@NullMarked
package dev.typofix.tooling.evaluate.checker;

import org.jspecify.annotations.NullMarked;
