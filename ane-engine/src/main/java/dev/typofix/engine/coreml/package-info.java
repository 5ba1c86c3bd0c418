/**
 * The Core ML backend: models on the Neural Engine of a Mac, through the C bridge in {@code
 * native/}. The only package that knows JNA.
 *
 * <p>{@code docs/coreml-program.md} is the contract between these classes and the programs.
 */
@NullMarked
package dev.typofix.engine.coreml;

import org.jspecify.annotations.NullMarked;
