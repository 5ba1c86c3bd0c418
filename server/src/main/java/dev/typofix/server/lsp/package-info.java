/**
 * The language server: the protocol on one side, sessions and settings on the other. The only
 * package that knows LSP4J.
 */
@NullMarked
package dev.typofix.server.lsp;

import org.jspecify.annotations.NullMarked;
