/** What crosses modules: the product as a whole, with the model that it comes with. */
@NullMarked
package dev.typofix.tests;

import org.jspecify.annotations.NullMarked;
