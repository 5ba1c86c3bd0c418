/**
 * Several correctors at work on one document. The only package of this module that knows of threads
 * running side by side; the pure core does not know it.
 */
@NullMarked
package dev.typofix.corrector.lanes;

import org.jspecify.annotations.NullMarked;
