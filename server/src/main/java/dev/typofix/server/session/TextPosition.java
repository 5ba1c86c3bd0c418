package dev.typofix.server.session;

/**
 * A place in a text as editors count it. Any numbers are accepted: what lies outside of the text
 * means its nearest place.
 *
 * @param line from 0
 * @param character from 0, in units of a {@link PositionEncoding}
 */
public record TextPosition(int line, int character) {}
