package dev.typofix.tooling.lexicon;

import dev.typofix.corrector.lexicon.Lexicon;
import dev.typofix.tooling.manifest.Manifest;
import dev.typofix.tooling.progress.ProgressBar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
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
    ProgressBar progress = ProgressBar.ofTerminal(spec.commandLine().getErr(), "lines");
    SourceFiles sources = new SourceFiles(data, progress);
    Lexicon.Content content;
    try {
      content = new LexiconBuilder(sources).build();
    } finally {
      progress.clear();
    }
    Path temporary = output.resolveSibling(output.getFileName() + ".part");
    try (OutputStream stream = Files.newOutputStream(temporary)) {
      content.write(stream);
    }
    Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    writeManifest(sources);
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

  private void writeManifest(SourceFiles sources) throws IOException {
    Manifest manifest = new Manifest("lexicon");
    manifest.addFiles("inputs", sources.all());
    manifest.addFiles("outputs", List.of(output));
    manifest.writeBeside(output);
  }
}
