/**
 * Models from a hub: the catalogue, and downloads that a person asked for. Nothing else in the
 * program knows the network.
 */
@NullMarked
package dev.typofix.server.hub;

import org.jspecify.annotations.NullMarked;
