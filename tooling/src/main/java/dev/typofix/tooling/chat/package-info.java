/** Has a model write, token by token, for a person to see that it works and how quick it is. */
@NullMarked
package dev.typofix.tooling.chat;

import org.jspecify.annotations.NullMarked;
