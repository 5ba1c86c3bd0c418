/**
 * What the server knows of open documents, and when they are checked: immutable snapshots, one
 * inference thread, newest version first. Knows nothing of editors' protocols.
 */
@NullMarked
package dev.typofix.server.session;

import org.jspecify.annotations.NullMarked;
