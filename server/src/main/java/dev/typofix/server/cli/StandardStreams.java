package dev.typofix.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;

/**
 * The program's input and outputs; text on them is UTF-8.
 *
 * @param in standard input
 * @param out standard output, for bytes that must arrive as they are; buffered
 * @param error standard error
 * @param progressVisible whether standard error is a terminal, where a progress bar can move
 */
record StandardStreams(
    InputStream in, OutputStream out, OutputStream error, boolean progressVisible) {

  /**
   * The process's own. The launcher says whether standard error is a terminal; Java cannot tell.
   */
  static StandardStreams ofProcess() {
    return new StandardStreams(
        // Buffered also because a bare one seeks when it is read to its end, which a pipe refuses.
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
        new FileOutputStream(FileDescriptor.err),
        Boolean.getBoolean("typofix.progress"));
  }

  /** Text for standard output; to be flushed before bytes are written to {@link #out()}. */
  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, UTF_8), false);
  }

  PrintWriter errorWriter() {
    return new PrintWriter(new OutputStreamWriter(error, UTF_8), true);
  }
}
