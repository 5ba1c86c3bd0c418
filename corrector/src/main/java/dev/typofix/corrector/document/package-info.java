/**
 * From a file's text to the prose in it: passages, with what in them is no prose protected. {@link
 * dev.typofix.corrector.document.DocumentFormat} is the way in: it knows files by their names and
 * editors' language identifiers. Any text is read, none fails; a piece of a passage is always the
 * document's own text, unchanged. Tree-sitter and commonmark are known here only.
 */
@NullMarked
package dev.typofix.corrector.document;

import org.jspecify.annotations.NullMarked;
