/** What outputs were made of. */
@NullMarked
package dev.typofix.tooling.manifest;

import org.jspecify.annotations.NullMarked;
