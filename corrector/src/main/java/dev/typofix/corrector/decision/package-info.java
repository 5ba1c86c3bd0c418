/** From log-odds and features to a calibrated confidence: which edits are shown. */
@NullMarked
package dev.typofix.corrector.decision;

import org.jspecify.annotations.NullMarked;
