/** The portable backend: ONNX Runtime on the CPU. The only package that knows its classes. */
@NullMarked
package dev.typofix.engine.onnx;

import org.jspecify.annotations.NullMarked;
