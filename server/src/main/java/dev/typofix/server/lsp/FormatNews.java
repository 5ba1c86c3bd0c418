package dev.typofix.server.lsp;

import dev.typofix.corrector.document.DocumentFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;

/**
 * Tells the user, once, that source files are read more plainly than they could be. Confined to the
 * inference thread.
 */
final class FormatNews implements Consumer<DocumentFormat> {

  private final TypofixClient client;
  private final Function<DocumentFormat, Optional<String>> problems;
  private boolean told;

  /**
   * Makes the teller.
   *
   * @param problems why files of a format are read more plainly; asked until it answers once
   */
  FormatNews(TypofixClient client, Function<DocumentFormat, Optional<String>> problems) {
    this.client = client;
    this.problems = problems;
  }

  /** A document of this format is about to be read. */
  @Override
  public void accept(DocumentFormat format) {
    if (told) {
      return;
    }
    Optional<String> problem = problems.apply(format);
    problem.ifPresent(reason -> tell(format, reason));
    told = problem.isPresent();
  }

  private void tell(DocumentFormat format, String reason) {
    client.showMessage(
        new MessageParams(
            MessageType.Warning,
            "Comments in source files ("
                + format.name().toLowerCase(Locale.ROOT)
                + ") are found by their marks alone, which may miss some: the grammar's native"
                + " library does not load: "
                + reason
                + ". \"typofix doctor\" tells more."));
  }
}
