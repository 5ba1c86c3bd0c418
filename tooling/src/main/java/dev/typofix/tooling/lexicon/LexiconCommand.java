package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.Lexicon;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code typofix-tooling lexicon}: makes the lexicon file that the corrector embeds. */
@Command(
    name = "lexicon",
    mixinStandardHelpOptions = true,
    description = "Builds the corrector's lexicon from word lists, frequencies and corrections.",
    footerHeading = "%nExample:%n",
    footer = "  typofix-tooling lexicon --data ../shared/data --output english.lexicon")
public final class LexiconCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--data", required = true, description = "The folder with the sources.")
  private Path data;

  @Option(names = "--output", required = true, description = "The file to write.")
  private Path output;

  @Override
  public Integer call() throws IOException {
    Lexicon.Content content = new LexiconBuilder(data).build();
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    try (OutputStream stream = Files.newOutputStream(temporary)) {
      content.write(stream);
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %,d words, %,d misspellings, %,d words that are mixed up, %,d variants, %,d bytes%n",
            output,
            content.words().size(),
            content.misspellings().size(),
            content.confusions().size(),
            content.variants().size(),
            Files.size(output));
    return 0;
  }
}
