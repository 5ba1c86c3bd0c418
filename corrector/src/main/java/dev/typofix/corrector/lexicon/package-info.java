/**
 * The words that are right, how frequent they are, how they are mistyped and mixed up. All of it
 * comes from one compact file, made by {@code typofix-tooling lexicon}.
 */
@NullMarked
package dev.typofix.corrector.lexicon;

import org.jspecify.annotations.NullMarked;
