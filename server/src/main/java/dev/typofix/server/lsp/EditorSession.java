package dev.typofix.server.lsp;

import dev.typofix.server.session.CheckQueue;
import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.CheckerSlot;
import dev.typofix.server.session.DocumentCheck;
import dev.typofix.server.session.OpenDocuments;
import dev.typofix.server.session.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.WorkspaceFolder;

/**
 * One editor's session, from {@code initialize} to {@code shutdown}: what is known of the editor,
 * its documents, and the parts that answer for each feature. Owned by the listener thread; the
 * parts say which other threads they know.
 */
final class EditorSession {

  final ClientFeatures features;
  final OpenDocuments documents = new OpenDocuments();
  final Workspace workspace;
  final EditorSettings settings;
  final SettingsFileNews settingsFiles;
  final DiagnosticFlow flow;
  final CodeActions codeActions;
  final Hovers hovers;
  final Commands commands;
  final WorkspaceDiagnostics workspaceDiagnostics;

  private final TypofixClient client;
  private final ScheduledExecutorService inference;
  private final CheckerSlot slot;
  private final Optional<String> fixedModel;
  private Optional<String> model = Optional.empty();

  EditorSession(InitializeParams params, TypofixClient client, ServerOptions options) {
    this.client = client;
    fixedModel = options.model();
    features = ClientFeatures.of(params);
    inference =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "typofix-inference");
              thread.setDaemon(true);
              return thread;
            });
    slot = new CheckerSlot(options.loader(), new ModelNews(client, features));
    settingsFiles = new SettingsFileNews(client, features, documents, options.userSettings());
    workspace = new Workspace(options.userDictionary(), settingsFiles, this::warn);
    FormatNews formats = new FormatNews(client, options.formatProblems());
    CheckQueue queue =
        new CheckQueue(
            inference, new DocumentCheck(workspace, slot, this::publish, formats, this::warn));
    flow =
        new DiagnosticFlow(
            client, features, documents, queue, settingsFiles, options.debounceMillis());
    codeActions = new CodeActions(flow, features);
    hovers = new Hovers(flow, new Positions(features.encoding()));
    commands = new Commands(client, workspace, flow, codeActions, this::restartModel);
    workspaceDiagnostics =
        new WorkspaceDiagnostics(
            client,
            workspace,
            documents,
            queue,
            flow,
            new DiagnosticFactory(new Positions(features.encoding())),
            options);
    settings = new EditorSettings(client, workspace, options.userSettings());
    workspace.setRoots(roots(params));
    settings.take(params.getInitializationOptions());
  }

  private void publish(CheckedDocument checked) {
    flow.publish(checked);
  }

  private void warn(String line) {
    client.logMessage(new MessageParams(MessageType.Warning, line));
  }

  @SuppressWarnings("deprecation") // Editors from before workspace folders name one root.
  private static List<Path> roots(InitializeParams params) {
    if (params.getWorkspaceFolders() != null) {
      return paths(params.getWorkspaceFolders());
    }
    return Optional.ofNullable(params.getRootUri()).flatMap(Workspace::file).stream().toList();
  }

  static List<Path> paths(List<WorkspaceFolder> folders) {
    return folders.stream()
        .map(WorkspaceFolder::getUri)
        .flatMap(uri -> Workspace.file(uri).stream())
        .toList();
  }

  /** The editor is ready for requests: loads the model, asks for settings, has files watched. */
  void begin() {
    List<Path> watched = new ArrayList<>(List.of(workspace.userDictionary()));
    settings.userSettings().ifPresent(watched::add);
    Registrations.register(client, features, watched);
    model = wantedModel();
    loadModel();
    if (features.configuration()) {
      settings.fetch(this::rulesChanged);
    }
    if (!documents.all().isEmpty()) {
      flow.recheckAll();
    }
  }

  private Optional<String> wantedModel() {
    return fixedModel.or(() -> workspace.programSettings().model());
  }

  private void loadModel() {
    Optional<String> wanted = model;
    int threads = workspace.editorSettings().threads();
    inference.execute(() -> slot.load(wanted, threads));
  }

  /** What holds for every document may be something else, also which model judges it. */
  private void rulesChanged() {
    Optional<String> wanted = wantedModel();
    if (!wanted.equals(model)) {
      model = wanted;
      loadModel();
    }
    flow.recheckAll();
  }

  /** Checks wait for the model in the inference thread's queue. */
  private void restartModel() {
    loadModel();
    flow.recheckAll();
  }

  /** The editor's settings may be others. */
  void settingsChanged(Object sent) {
    if (features.configuration()) {
      settings.fetch(this::rulesChanged);
    } else {
      settings.take(sent);
      rulesChanged();
    }
  }

  /** Settings files or dictionaries may be others. */
  void filesChanged() {
    settings.readAgain();
    workspace.forgetFiles();
    rulesChanged();
  }

  /** The editor opened and closed folders. */
  void foldersChanged(List<WorkspaceFolder> added, List<WorkspaceFolder> removed) {
    List<Path> roots = new ArrayList<>(workspace.roots());
    roots.removeAll(paths(removed));
    roots.addAll(paths(added));
    workspace.setRoots(roots);
    rulesChanged();
  }

  /** Frees the model when the running check has noticed; takes no more checks. */
  void end() {
    workspaceDiagnostics.end();
    flow.end();
    inference.execute(slot::unload);
    inference.shutdown();
  }

  /** Waits for {@link #end()} to be done, though not for a model that hangs. */
  void awaitEnd() {
    try {
      inference.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
