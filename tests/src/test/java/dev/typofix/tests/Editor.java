package dev.typofix.tests;

import dev.typofix.corrector.Corrector;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.backend.LoadOptions;
import dev.typofix.engine.backend.ModelLoader;
import dev.typofix.server.lsp.LanguageServerLauncher;
import dev.typofix.server.lsp.ServerOptions;
import dev.typofix.server.lsp.StatusParams;
import dev.typofix.server.lsp.TypofixClient;
import dev.typofix.server.session.LoadedChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageServer;

/** An editor with one document, at the other end of a real server's pipes. */
final class Editor implements TypofixClient, AutoCloseable {

  private static final int TIMEOUT_SECONDS = 120;
  private static final String URI = "untitled:letter";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private final CompletableFuture<StatusParams> status = new CompletableFuture<>();
  private final CompletableFuture<Integer> exitCode;
  private final LanguageServer server;
  private int version;

  Editor(Path folder) throws IOException {
    ServerOptions options =
        new ServerOptions((model, threads) -> loadEmbedded(), folder.resolve("dictionary.txt"), 0);
    Pipe in = Pipe.open();
    Pipe out = Pipe.open();
    InputStream serverIn = Channels.newInputStream(in.source());
    OutputStream serverOut = Channels.newOutputStream(out.sink());
    exitCode =
        CompletableFuture.supplyAsync(
            () -> LanguageServerLauncher.run(serverIn, serverOut, options), threads);
    Launcher<LanguageServer> launcher =
        new Launcher.Builder<LanguageServer>()
            .setLocalService(this)
            .setRemoteInterface(LanguageServer.class)
            .setInput(Channels.newInputStream(out.source()))
            .setOutput(Channels.newOutputStream(in.sink()))
            .setExecutorService(threads)
            .create();
    var unused = launcher.startListening();
    server = launcher.getRemoteProxy();
    InitializeParams params = new InitializeParams();
    params.setCapabilities(new ClientCapabilities());
    await(server.initialize(params));
    server.initialized(new InitializedParams());
  }

  private static LoadedChecker loadEmbedded() throws ModelLoadException {
    LanguageModel model =
        ModelLoader.load(ModelBundle.embedded("tiny"), LoadOptions.defaults().withThreads(2));
    Corrector corrector = Corrector.create(model);
    return new LoadedChecker(
        corrector,
        model.manifest().name(),
        model.backendDescription(),
        () -> {
          corrector.close();
          model.close();
        });
  }

  /** What the server said of its model when it was ready, or failed. */
  StatusParams awaitModel() {
    return await(status);
  }

  List<Diagnostic> open(String languageId, String text) {
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(new TextDocumentItem(URI, languageId, ++version, text)));
    return awaitDiagnostics();
  }

  List<Diagnostic> type(Range range, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(URI, ++version),
                List.of(new TextDocumentContentChangeEvent(range, text))));
    return awaitDiagnostics();
  }

  private List<Diagnostic> awaitDiagnostics() {
    try {
      while (true) {
        PublishDiagnosticsParams next = published.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no diagnostics came");
        }
        if (next.getVersion() == version) {
          return next.getDiagnostics();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The edits of the action that fixes everything, or none. */
  List<TextEdit> fixAll() {
    CodeActionContext context = new CodeActionContext(List.of());
    context.setOnly(List.of("source.fixAll"));
    Range anywhere = new Range(new Position(0, 0), new Position(0, 0));
    return await(
            server
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(new TextDocumentIdentifier(URI), anywhere, context)))
        .stream()
        .map(action -> edits(action.getRight()))
        .findFirst()
        .orElse(List.of());
  }

  private static List<TextEdit> edits(CodeAction action) {
    return action.getEdit().getChanges().getOrDefault(URI, List.of());
  }

  /** Ends the session in good order. */
  int end() {
    await(server.shutdown());
    server.exit();
    return await(exitCode);
  }

  @Override
  public void close() {
    if (!exitCode.isDone()) {
      end();
    }
    threads.shutdownNow();
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public void status(StatusParams news) {
    if (!news.state().equals("loading")) {
      status.complete(news);
    }
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams params) {
    published.add(params);
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void showMessage(MessageParams params) {}

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    return new CompletableFuture<>();
  }

  @Override
  public void logMessage(MessageParams params) {}
}
