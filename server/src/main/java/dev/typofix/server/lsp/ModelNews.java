package dev.typofix.server.lsp;

import dev.typofix.server.session.ModelStatus;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Tells the editor how the model is doing. Confined to the inference thread. */
final class ModelNews implements Consumer<ModelStatus> {

  private final TypofixClient client;
  private final ClientFeatures features;
  private String token = "";
  private CompletableFuture<Void> progress = CompletableFuture.completedFuture(null);

  ModelNews(TypofixClient client, ClientFeatures features) {
    this.client = client;
    this.features = features;
  }

  @Override
  public void accept(ModelStatus status) {
    client.status(
        new StatusParams(
            status.state().name().toLowerCase(Locale.ROOT),
            status.model(),
            status.backend(),
            status.message()));
    switch (status.state()) {
      case LOADING -> beginProgress();
      case READY -> {
        endProgress("Ready");
        if (!status.message().isEmpty()) {
          client.showMessage(
              new MessageParams(
                  MessageType.Warning,
                  "Typofix goes on with the model " + status.model() + ". " + status.message()));
        }
      }
      case FAILED -> {
        endProgress("Failed");
        client.showMessage(
            new MessageParams(MessageType.Error, "Typofix finds nothing now. " + status.message()));
      }
    }
  }

  private void beginProgress() {
    if (!features.showsProgress()) {
      return;
    }
    token = "typofix-model-" + UUID.randomUUID();
    WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
    begin.setTitle("Typofix");
    begin.setMessage("Loading the language model");
    begin.setCancellable(false);
    String started = token;
    progress =
        client
            .createProgress(new WorkDoneProgressCreateParams(Either.forLeft(started)))
            .thenRun(() -> report(started, begin));
  }

  private void endProgress(String message) {
    if (!features.showsProgress()) {
      return;
    }
    WorkDoneProgressEnd end = new WorkDoneProgressEnd();
    end.setMessage(message);
    String started = token;
    progress = progress.thenRun(() -> report(started, end));
  }

  private void report(String started, WorkDoneProgressNotification notification) {
    client.notifyProgress(
        new ProgressParams(Either.forLeft(started), Either.forLeft(notification)));
  }
}
