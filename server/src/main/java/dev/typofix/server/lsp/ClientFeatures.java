package dev.typofix.server.lsp;

import dev.typofix.server.session.PositionEncoding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.DidChangeConfigurationCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;

/**
 * What the editor can do, as far as it matters here.
 *
 * @param encoding the editor's favourite among the units that it counts characters in
 * @param pullsDiagnostics whether it asks for diagnostics; then none are pushed
 * @param refreshesDiagnostics whether it can be told to ask again
 * @param versionedEdits whether edits may name the version that they are for
 * @param resolvesEdits whether a code action's edit may be left for later
 * @param configuration whether it can be asked for settings
 * @param registersConfiguration whether it can be asked to tell of changed settings
 * @param watchesFiles whether it can be asked to watch files
 * @param watchesOtherFolders whether that holds for files outside of the workspace
 * @param showsProgress whether it shows progress that the server begins
 */
record ClientFeatures(
    PositionEncoding encoding,
    boolean pullsDiagnostics,
    boolean refreshesDiagnostics,
    boolean versionedEdits,
    boolean resolvesEdits,
    boolean configuration,
    boolean registersConfiguration,
    boolean watchesFiles,
    boolean watchesOtherFolders,
    boolean showsProgress) {

  static ClientFeatures of(InitializeParams params) {
    Optional<ClientCapabilities> client = Optional.ofNullable(params.getCapabilities());
    Optional<TextDocumentClientCapabilities> text = client.map(ClientCapabilities::getTextDocument);
    Optional<WorkspaceClientCapabilities> workspace = client.map(ClientCapabilities::getWorkspace);
    return new ClientFeatures(
        encoding(client.map(ClientCapabilities::getGeneral)),
        text.map(TextDocumentClientCapabilities::getDiagnostic).isPresent(),
        workspace
            .map(WorkspaceClientCapabilities::getDiagnostics)
            .map(diagnostics -> diagnostics.getRefreshSupport())
            .orElse(false),
        workspace
            .map(WorkspaceClientCapabilities::getWorkspaceEdit)
            .map(edit -> edit.getDocumentChanges())
            .orElse(false),
        text.map(TextDocumentClientCapabilities::getCodeAction)
            .map(action -> action.getResolveSupport())
            .map(resolve -> resolve.getProperties().contains("edit"))
            .orElse(false),
        flag(workspace, WorkspaceClientCapabilities::getConfiguration),
        flag(
            workspace.map(WorkspaceClientCapabilities::getDidChangeConfiguration),
            DidChangeConfigurationCapabilities::getDynamicRegistration),
        flag(
            workspace.map(WorkspaceClientCapabilities::getDidChangeWatchedFiles),
            DidChangeWatchedFilesCapabilities::getDynamicRegistration),
        flag(
            workspace.map(WorkspaceClientCapabilities::getDidChangeWatchedFiles),
            DidChangeWatchedFilesCapabilities::getRelativePatternSupport),
        flag(
            client.map(ClientCapabilities::getWindow),
            WindowClientCapabilities::getWorkDoneProgress));
  }

  private static <T> boolean flag(Optional<T> holder, Function<T, Boolean> getter) {
    return holder.map(getter).orElse(false);
  }

  private static PositionEncoding encoding(Optional<GeneralClientCapabilities> general) {
    return general.map(GeneralClientCapabilities::getPositionEncodings).orElse(List.of()).stream()
        .map(PositionEncoding::named)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(PositionEncoding.UTF_16);
  }
}
