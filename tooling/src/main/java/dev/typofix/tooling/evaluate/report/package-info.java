/** The figures as a page for people and as JSON. */
@NullMarked
package dev.typofix.tooling.evaluate.report;

import org.jspecify.annotations.NullMarked;
