/** Finds the backend that can run a model on this machine, and loads the model with it. */
@NullMarked
package dev.typofix.engine.backend;

import org.jspecify.annotations.NullMarked;
