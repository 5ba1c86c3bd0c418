/**
 * What users may choose, and how it is read: from {@code typofix.toml} and from an editor's
 * settings, with the same keys and the same rules. Knows nothing of editors' protocols.
 */
@NullMarked
package dev.typofix.server.settings;

import org.jspecify.annotations.NullMarked;
