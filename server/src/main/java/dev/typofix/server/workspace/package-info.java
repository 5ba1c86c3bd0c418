/** The files that are checked and the words that they may use: scan, git-ignore, dictionaries. */
@NullMarked
package dev.typofix.server.workspace;

import org.jspecify.annotations.NullMarked;
