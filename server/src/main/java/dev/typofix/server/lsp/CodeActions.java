package dev.typofix.server.lsp;

import com.google.gson.JsonObject;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.FindingKind;
import dev.typofix.server.message.Phrases;
import dev.typofix.server.session.CheckedDocument;
import dev.typofix.server.session.DocumentSnapshot;
import dev.typofix.server.session.IgnoredPlace;
import dev.typofix.server.session.VisibleFindings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * Offers what can be done about findings. Everything is made from the check of the document's
 * current version, never from what the editor believes to be wrong.
 */
final class CodeActions {

  /** The kind that editors apply on saving, if their user wants it. */
  static final String FIX_ALL = CodeActionKind.SourceFixAll + ".typofix";

  /** Kinds that end once the word is in a dictionary. */
  private static final Set<FindingKind> CURED_BY_DICTIONARY =
      EnumSet.of(
          FindingKind.MISSPELLING,
          FindingKind.UNKNOWN_WORD,
          FindingKind.JOINED_WORDS,
          FindingKind.LETTER_CASE);

  private final DiagnosticFlow flow;
  private final ClientFeatures features;
  private final Positions positions;
  private final DiagnosticFactory diagnostics;
  private final Edits edits;

  CodeActions(DiagnosticFlow flow, ClientFeatures features) {
    this.flow = flow;
    this.features = features;
    this.positions = new Positions(features.encoding());
    this.diagnostics = new DiagnosticFactory(positions);
    this.edits = new Edits(features);
  }

  /** The actions at a range. */
  CompletableFuture<List<Either<Command, CodeAction>>> at(CodeActionParams params) {
    return Checks.current(flow, params.getTextDocument().getUri())
        .thenApply(checked -> checked.map(found -> actions(found, params)).orElse(List.of()));
  }

  private List<Either<Command, CodeAction>> actions(
      CheckedDocument checked, CodeActionParams params) {
    List<CodeAction> actions = new ArrayList<>();
    if (wants(params.getContext(), CodeActionKind.QuickFix)) {
      findingsAt(checked, params.getRange())
          .forEach(finding -> actions.addAll(quickFixes(checked, finding)));
      if (!actions.isEmpty() && fixable(checked).size() > 1) {
        actions.add(fixAll(checked, CodeActionKind.QuickFix));
      }
    }
    boolean asksForSource = params.getContext().getOnly() != null;
    if (asksForSource && wants(params.getContext(), FIX_ALL) && !fixable(checked).isEmpty()) {
      actions.add(fixAll(checked, FIX_ALL));
    }
    return actions.stream().map(Either::<Command, CodeAction>forRight).toList();
  }

  /** Whether the editor wants a kind: it names none, the kind, or one that the kind is part of. */
  private static boolean wants(CodeActionContext context, String kind) {
    return context.getOnly() == null
        || context.getOnly().stream()
            .anyMatch(only -> only.isEmpty() || kind.equals(only) || kind.startsWith(only + "."));
  }

  private Stream<Finding> findingsAt(CheckedDocument checked, Range range) {
    int start = positions.offset(checked.snapshot(), range.getStart());
    int end = positions.offset(checked.snapshot(), range.getEnd());
    VisibleFindings visible = flow.visible(checked);
    return Stream.concat(visible.shown().stream(), visible.withheld().stream())
        .filter(finding -> finding.start() <= end && start <= finding.end());
  }

  private List<CodeAction> quickFixes(CheckedDocument checked, Finding finding) {
    List<CodeAction> actions = new ArrayList<>();
    for (String replacement : finding.replacements()) {
      CodeAction action = quickFix(checked, finding, replaceTitle(checked, finding, replacement));
      action.setEdit(edits.replace(checked.snapshot(), finding, replacement));
      action.setIsPreferred(actions.isEmpty());
      actions.add(action);
    }
    DocumentSnapshot snapshot = checked.snapshot();
    String text = snapshot.text().substring(finding.start(), finding.end());
    if (CURED_BY_DICTIONARY.contains(finding.kind())
        && text.chars().noneMatch(Character::isWhitespace)) {
      actions.add(command(checked, finding, Commands.ADD_TO_USER_DICTIONARY, List.of(text)));
      actions.add(
          command(
              checked,
              finding,
              Commands.ADD_TO_WORKSPACE_DICTIONARY,
              List.of(text, snapshot.uri())));
    }
    IgnoredPlace place = IgnoredPlace.of(snapshot, finding.start(), finding.end());
    actions.add(
        command(
            checked,
            finding,
            Commands.IGNORE_HERE,
            List.of(place.uri(), place.text(), place.before(), place.after())));
    return actions;
  }

  private static String replaceTitle(CheckedDocument checked, Finding finding, String replacement) {
    return replacement.isBlank()
        ? "Remove " + Phrases.typed(finding, checked.snapshot().text())
        : "Change to " + Phrases.quote(replacement);
  }

  private CodeAction quickFix(CheckedDocument checked, Finding finding, String title) {
    CodeAction action = new CodeAction(title);
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(diagnostics.diagnostic(checked, finding)));
    return action;
  }

  private CodeAction command(
      CheckedDocument checked, Finding finding, String command, List<Object> arguments) {
    String word = Phrases.typed(finding, checked.snapshot().text());
    String title =
        switch (command) {
          case Commands.ADD_TO_USER_DICTIONARY -> "Add " + word + " to your dictionary";
          case Commands.ADD_TO_WORKSPACE_DICTIONARY ->
              "Add " + word + " to the workspace's dictionary";
          default -> "Ignore " + word + " here until the server restarts";
        };
    CodeAction action = quickFix(checked, finding, title);
    action.setCommand(new Command(title, command, arguments));
    return action;
  }

  private List<Finding> fixable(CheckedDocument checked) {
    return flow.visible(checked).shown().stream()
        .filter(finding -> !finding.replacements().isEmpty())
        .filter(finding -> finding.confidence() >= checked.settings().fixAllConfidence())
        .toList();
  }

  private CodeAction fixAll(CheckedDocument checked, String kind) {
    CodeAction action = new CodeAction("Fix all typing errors that Typofix is sure of");
    action.setKind(kind);
    if (features.resolvesEdits()) {
      JsonObject data = new JsonObject();
      data.addProperty("fixAll", checked.snapshot().uri());
      action.setData(data);
    } else {
      action.setEdit(fixAllEdit(checked));
    }
    return action;
  }

  private WorkspaceEdit fixAllEdit(CheckedDocument checked) {
    return edits.replaceAll(checked.snapshot(), fixable(checked));
  }

  /** Adds the edit to an action that was offered without. */
  CompletableFuture<CodeAction> resolve(CodeAction action) {
    if (action.getEdit() != null
        || !(action.getData() instanceof JsonObject data)
        || !data.has("fixAll")) {
      return CompletableFuture.completedFuture(action);
    }
    return fixAllEdit(data.get("fixAll").getAsString())
        .thenApply(
            edit -> {
              edit.ifPresent(action::setEdit);
              return action;
            });
  }

  /** The edit that fixes what the checker is sure of; empty if the document is not open. */
  CompletableFuture<Optional<WorkspaceEdit>> fixAllEdit(String uri) {
    return Checks.current(flow, uri).thenApply(checked -> checked.map(this::fixAllEdit));
  }
}
