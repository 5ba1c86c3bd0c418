package dev.typofix.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.server.hub.CatalogueEntry.Availability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogueTest {

  @Test
  void theProgramKnowsTheFlagshipForBothBackends() throws IOException {
    assertThat(Catalogue.with(List.of()).entries())
        .extracting(CatalogueEntry::name)
        .containsExactly("qwen3-0.6b", "qwen3-0.6b-coreml");
  }

  @Test
  void whatTheProgramCallsPublishedHasChecksums() throws IOException {
    for (CatalogueEntry entry : Catalogue.with(List.of()).entries()) {
      boolean published = entry.availability() == Availability.PUBLISHED;
      assertThat(
              entry.files().getOrDefault("manifest.json", KnownFile.UNKNOWN).sha256().isPresent())
          .as(entry.name())
          .isEqualTo(published);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                    | formatVersion is not 1",
        "{'formatVersion': 2, 'models': []}                    | formatVersion is not 1",
        "{'formatVersion': 1}                                  | \"models\" is no list",
        "{'formatVersion': 1, 'models': [{'name': '../a', 'repository': 'a/b'}]} | \"../a\" is no name",
        "{'formatVersion': 1, 'models': [{'name': 'a'}]}       | is no repository (owner/name)",
        "{'formatVersion': 1, 'models': [{'name': 'a', 'repository': 'a/b', 'files': {'/x': {}}}]}"
            + " | \"/x\" is no path of a file in a model",
        "{'formatVersion': 1, 'models': [{'name': 'a', 'repository': 'a/b', 'files': {'x': {'sha256': 'z'}}}]}"
            + " | \"z\" is no SHA-256",
        "{'formatVersion                                       | malformed JSON at line 1",
      })
  void whatIsNoCatalogueIsRefused(String json, String message) {
    byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
    assertThatThrownBy(() -> CatalogueReader.read(new ByteArrayInputStream(bytes), "mine.json"))
        .isInstanceOf(HubException.class)
        .hasMessageStartingWith("mine.json: ")
        .hasMessageContaining(message);
  }
}
