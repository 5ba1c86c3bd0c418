/** Describes judged edits of labelled text, from which a model's decision is fitted. */
@NullMarked
package dev.typofix.tooling.calibration;

import org.jspecify.annotations.NullMarked;
