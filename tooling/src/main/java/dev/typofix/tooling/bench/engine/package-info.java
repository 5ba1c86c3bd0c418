/** Times forward passes of a model, beside llama.cpp on the same weights. */
@NullMarked
package dev.typofix.tooling.bench.engine;

import org.jspecify.annotations.NullMarked;
