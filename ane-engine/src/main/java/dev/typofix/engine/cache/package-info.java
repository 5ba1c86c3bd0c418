/**
 * Typofix's folder for what can be made again: here the native libraries, unpacked once so that
 * every later start is quick.
 */
@NullMarked
package dev.typofix.engine.cache;

import org.jspecify.annotations.NullMarked;
