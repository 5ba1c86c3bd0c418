package dev.typofix.server.lsp;

import dev.typofix.server.settings.SettingsFile;
import dev.typofix.server.settings.TypofixSettings;
import dev.typofix.server.workspace.DictionaryLocations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.RelativePattern;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** What the server tells an editor that it can do, and what it wants to be told. */
final class Registrations {

  private static final Map<String, String> SECTION = Map.of("section", "typofix");

  private Registrations() {}

  /** The answer to {@code initialize}. */
  static ServerCapabilities capabilities(ClientFeatures features, TypofixSettings settings) {
    ServerCapabilities capabilities = new ServerCapabilities();
    capabilities.setPositionEncoding(features.encoding().protocolName());
    capabilities.setTextDocumentSync(synchronization());
    capabilities.setHoverProvider(true);
    capabilities.setExecuteCommandProvider(new ExecuteCommandOptions(Commands.NAMES));
    CodeActionOptions actions =
        new CodeActionOptions(List.of(CodeActionKind.QuickFix, CodeActions.FIX_ALL));
    actions.setResolveProvider(true);
    capabilities.setCodeActionProvider(actions);
    if (features.pullsDiagnostics()) {
      DiagnosticRegistrationOptions diagnostics =
          new DiagnosticRegistrationOptions(false, settings.workspaceDiagnostics());
      diagnostics.setIdentifier("typofix");
      capabilities.setDiagnosticProvider(diagnostics);
    }
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    capabilities.setWorkspace(new WorkspaceServerCapabilities(folders));
    return capabilities;
  }

  private static TextDocumentSyncOptions synchronization() {
    TextDocumentSyncOptions options = new TextDocumentSyncOptions();
    options.setOpenClose(true);
    options.setChange(TextDocumentSyncKind.Incremental);
    options.setSave(new SaveOptions(false));
    return options;
  }

  /**
   * Asks to be told of changed settings and files, as far as the editor can.
   *
   * @param users files of the user's own, outside of the folders that are open
   */
  static void register(TypofixClient client, ClientFeatures features, List<Path> users) {
    List<Registration> registrations = new ArrayList<>();
    if (features.registersConfiguration()) {
      registrations.add(
          new Registration("typofix-settings", "workspace/didChangeConfiguration", SECTION));
    }
    if (features.watchesFiles()) {
      registrations.add(
          new Registration(
              "typofix-files",
              "workspace/didChangeWatchedFiles",
              new DidChangeWatchedFilesRegistrationOptions(watchers(features, users))));
    }
    if (!registrations.isEmpty()) {
      new Background(client)
          .follow(client.registerCapability(new RegistrationParams(registrations)));
    }
  }

  private static List<FileSystemWatcher> watchers(ClientFeatures features, List<Path> users) {
    List<FileSystemWatcher> watchers = new ArrayList<>();
    for (String name : List.of(SettingsFile.NAME, DictionaryLocations.WORKSPACE_FILE)) {
      watchers.add(new FileSystemWatcher(Either.forLeft("**/" + name)));
    }
    if (features.watchesOtherFolders()) {
      for (Path file : users) {
        String folder = file.resolveSibling("").toUri().toString();
        String name = String.valueOf(file.getFileName());
        watchers.add(
            new FileSystemWatcher(
                Either.forRight(new RelativePattern(Either.forRight(folder), name))));
      }
    }
    return watchers;
  }
}
