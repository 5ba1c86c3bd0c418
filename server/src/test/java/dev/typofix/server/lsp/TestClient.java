package dev.typofix.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.services.LanguageServer;

/**
 * An editor at the other end of a server's pipes. Everything that the server sends is kept until a
 * test takes it; {@link #close()} fails if something was never taken. Timeouts only guard against a
 * server that hangs.
 */
final class TestClient implements TypofixClient, AutoCloseable {

  static final int TIMEOUT_SECONDS = 30;

  final LanguageServer server;
  final Launcher<LanguageServer> launcher;
  final OutputStream toServer;
  final ClientCapabilities capabilities = new ClientCapabilities();
  final InitializeParams initializeParams = new InitializeParams();

  /** What the editor answers when asked for settings. */
  JsonElement configuration = JsonNull.INSTANCE;

  private final Deque<Object> received = new ArrayDeque<>();
  private final CompletableFuture<Integer> exitCode;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  TestClient(ServerOptions options) throws IOException {
    // Piped streams of java.io break as soon as the thread that wrote last has ended.
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    toServer = Channels.newOutputStream(in.sink());
    InputStream serverIn = Channels.newInputStream(in.source());
    OutputStream serverOut = Channels.newOutputStream(out.sink());
    InputStream fromServer = Channels.newInputStream(out.source());
    exitCode =
        CompletableFuture.supplyAsync(
            () -> LanguageServerLauncher.run(serverIn, serverOut, options), threads);
    launcher =
        new Launcher.Builder<LanguageServer>()
            .setLocalService(this)
            .setRemoteInterface(LanguageServer.class)
            .setInput(fromServer)
            .setOutput(toServer)
            .setExecutorService(threads)
            .create();
    var unused = launcher.startListening();
    server = launcher.getRemoteProxy();
    initializeParams.setCapabilities(capabilities);
  }

  /** A server with the checker, no debounce, and a dictionary in the folder. */
  static TestClient of(FakeChecker checker, Path folder) throws IOException {
    return new TestClient(options(checker, folder));
  }

  static ServerOptions options(FakeChecker checker, Path folder) {
    return new ServerOptions(
        (model, threads) ->
            new dev.typofix.server.session.LoadedChecker(checker, "fake", "no backend", () -> {}),
        folder.resolve("user/dictionary.txt"),
        0);
  }

  /** Shakes hands; takes the model's news. */
  InitializeResult initialize() {
    InitializeResult result = await(server.initialize(initializeParams));
    server.initialized(new InitializedParams());
    return result;
  }

  /** Shakes hands and takes the news that the model is ready. */
  InitializeResult start() {
    InitializeResult result = initialize();
    assertThat(next(StatusParams.class).state()).isEqualTo("loading");
    assertThat(next(StatusParams.class).state()).isEqualTo("ready");
    return result;
  }

  /** Names the folder that is open in the editor; before {@link #start()}. */
  void openFolder(Path folder) {
    initializeParams.setWorkspaceFolders(
        List.of(new WorkspaceFolder(folder.toUri().toString(), "folder")));
  }

  void open(String uri, String text) {
    open(uri, 1, text);
  }

  void open(String uri, int version, String text) {
    open(new TextDocumentItem(uri, "plaintext", version, text));
  }

  void open(TextDocumentItem document) {
    server.getTextDocumentService().didOpen(new DidOpenTextDocumentParams(document));
  }

  void change(String uri, int version, Range range, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version),
                List.of(new TextDocumentContentChangeEvent(range, text))));
  }

  void replace(String uri, int version, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri, version),
                List.of(new TextDocumentContentChangeEvent(text))));
  }

  void closeDocument(String uri) {
    server
        .getTextDocumentService()
        .didClose(new DidCloseTextDocumentParams(new TextDocumentIdentifier(uri)));
  }

  static Range range(int startLine, int startCharacter, int endLine, int endCharacter) {
    return new Range(new Position(startLine, startCharacter), new Position(endLine, endCharacter));
  }

  /** Sends bytes as they are, headed by their length. */
  void sendRaw(String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    sendBytes("Content-Length: " + body.length + "\r\n\r\n" + json);
  }

  /** Sends bytes as they are. */
  void sendBytes(String bytes) throws IOException {
    toServer.write(bytes.getBytes(StandardCharsets.UTF_8));
    toServer.flush();
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** The error that a request is answered with. */
  static ResponseError awaitError(CompletableFuture<?> future) {
    try {
      Object answer = future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("no error but " + answer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ResponseErrorException answer) {
        return answer.getResponseError();
      }
      throw new AssertionError("no error response", e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** Takes the next message of a kind, whatever others came before it. */
  <T> T next(Class<T> kind) {
    return next(kind, message -> true);
  }

  /** Takes the next message of a kind that fits. */
  synchronized <T> T next(Class<T> kind, Predicate<T> fits) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      for (Object message : received) {
        if (kind.isInstance(message) && fits.test(kind.cast(message))) {
          received.remove(message);
          return kind.cast(message);
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      assertThat(left).as("no %s came; there are %s", kind.getSimpleName(), received).isPositive();
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Takes the diagnostics of a document's version, pushed; older versions' may be missing. */
  List<Diagnostic> diagnostics(String uri, int version) {
    PublishDiagnosticsParams found =
        next(
            PublishDiagnosticsParams.class,
            params ->
                params.getUri().equals(uri)
                    && params.getVersion() != null
                    && params.getVersion() == version);
    return found.getDiagnostics();
  }

  /** The messages of all diagnostics. */
  static List<String> messages(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(Diagnostic::getMessage).toList();
  }

  /** Takes and drops what came of a kind so far. */
  synchronized void drop(Class<?> kind) {
    received.removeIf(kind::isInstance);
  }

  /** What came of a kind and was not taken. */
  synchronized <T> List<T> pending(Class<T> kind) {
    List<T> pending = new ArrayList<>();
    received.stream().filter(kind::isInstance).map(kind::cast).forEach(pending::add);
    return Collections.unmodifiableList(pending);
  }

  /** Waits until the server has handled all that was sent so far, by a request of its own. */
  void settle() {
    var unused = awaitError(launcher.getRemoteEndpoint().request("typofix/nothing", null));
  }

  int awaitExitCode() {
    return await(exitCode);
  }

  /** Ends the session and asserts that the test took every message. */
  @Override
  public void close() {
    if (!exitCode.isDone()) {
      await(server.shutdown());
      server.exit();
      assertThat(awaitExitCode()).isZero();
    }
    threads.shutdownNow();
    synchronized (this) {
      assertThat(received).as("messages that the test did not take").isEmpty();
    }
  }

  private synchronized void receive(Object message) {
    received.add(message);
    notifyAll();
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams params) {
    receive(params);
  }

  @Override
  public void showMessage(MessageParams params) {
    receive(new Shown(params.getMessage()));
  }

  @Override
  public void logMessage(MessageParams params) {
    receive(new Logged(params.getMessage()));
  }

  @Override
  public void status(StatusParams status) {
    receive(status);
  }

  @Override
  public CompletableFuture<Void> refreshDiagnostics() {
    receive(new Refresh());
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> registerCapability(RegistrationParams params) {
    receive(params);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<List<Object>> configuration(ConfigurationParams params) {
    receive(params);
    return CompletableFuture.completedFuture(List.of(configuration));
  }

  @Override
  public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
    receive(params);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyProgress(ProgressParams params) {
    receive(params);
  }

  @Override
  public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams params) {
    receive(params);
    return CompletableFuture.completedFuture(new ApplyWorkspaceEditResponse(true));
  }

  @Override
  public void telemetryEvent(Object object) {
    receive(object);
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    receive(params);
    return new CompletableFuture<>();
  }

  /** Does something to the capabilities; before {@link #initialize()}. */
  TestClient with(Consumer<ClientCapabilities> change) {
    change.accept(capabilities);
    return this;
  }

  /** A message shown to the user. */
  record Shown(String text) {}

  /** A line in the log. */
  record Logged(String text) {}

  /** The wish that the editor ask for diagnostics again. */
  record Refresh() {}
}
