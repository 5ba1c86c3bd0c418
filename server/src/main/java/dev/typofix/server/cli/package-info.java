/** The command line: {@link dev.typofix.server.cli.Main} is the program's entry. */
@NullMarked
package dev.typofix.server.cli;

import org.jspecify.annotations.NullMarked;
