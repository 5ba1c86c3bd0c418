package dev.typofix.server.lsp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts the language server on a pair of streams. */
public final class LanguageServerLauncher {

  private LanguageServerLauncher() {}

  /**
   * Serves on standard input and output, until the editor says exit. Whatever else the process
   * prints goes to standard error from now on.
   *
   * @return the process's exit code: 0 after a shutdown, otherwise 1
   */
  public static int runOnStandardStreams(ServerOptions options) {
    System.setOut(System.err);
    return run(System.in, new FileOutputStream(FileDescriptor.out), options);
  }

  /**
   * Serves until the editor says exit or the input ends. The listener's daemon thread may still
   * wait for input after that.
   *
   * @return the process's exit code: 0 after a shutdown, otherwise 1
   */
  public static int run(InputStream in, OutputStream out, ServerOptions options) {
    ExecutorService listener =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "typofix-listener");
              thread.setDaemon(true);
              return thread;
            });
    TypofixLanguageServer server = new TypofixLanguageServer(options);
    Future<Void> listening =
        new ServerLauncherBuilder(server)
            .setInput(new BufferedInputStream(in))
            .setOutput(new BufferedOutputStream(out))
            .setExecutorService(listener)
            .create()
            .startListening();
    // The listener's one thread comes to this when the input has ended.
    listener.execute(server::inputEnded);
    int exitCode = server.exitCode().join();
    server.close();
    listening.cancel(true);
    listener.shutdownNow();
    return exitCode;
  }
}
