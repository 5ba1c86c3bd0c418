/**
 * Hugging Face tokenizers, through the native library of DJL. The only package that knows its
 * classes.
 */
@NullMarked
package dev.typofix.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
