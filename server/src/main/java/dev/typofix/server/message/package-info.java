/** What the command line and the language server say to people in the same words. */
@NullMarked
package dev.typofix.server.message;

import org.jspecify.annotations.NullMarked;
