package dev.typofix.server.hub;

import static dev.typofix.server.hub.LocalHub.corrupt;
import static dev.typofix.server.hub.LocalHub.drop;
import static dev.typofix.server.hub.LocalHub.noRanges;
import static dev.typofix.server.hub.LocalHub.shortened;
import static dev.typofix.server.hub.LocalHub.status;
import static dev.typofix.server.hub.LocalHub.throttle;
import static dev.typofix.server.hub.LocalHub.withHeader;
import static dev.typofix.server.hub.PullFixture.CHUNK_BYTES;
import static dev.typofix.server.hub.PullFixture.REPOSITORY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.engine.ModelBundle;
import dev.typofix.server.hub.LocalHub.Request;
import dev.typofix.server.hub.ModelPull.Result;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls from a hub that behaves, and from one that does not. */
final class ModelPullTest {

  private static final int WEIGHT_BYTES = 9 * CHUNK_BYTES + 123;

  private final TestBundle bundle = TestBundle.of(1, WEIGHT_BYTES);
  private final LocalHub hub = new LocalHub().with(REPOSITORY, "main", bundle);
  private final PullFixture pull;
  private final Path installed;

  ModelPullTest(@TempDir Path folder) throws IOException {
    pull = new PullFixture(folder.resolve("models"), hub);
    installed = pull.folder.resolve("noise");
  }

  @AfterEach
  void closeTheHub() {
    hub.close();
  }

  private void assertInstalled(TestBundle expected) throws IOException {
    ModelBundle.directory(installed).verify();
    for (Map.Entry<String, byte[]> file : expected.files().entrySet()) {
      assertThat(installed.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    try (var entries = Files.list(installed)) {
      assertThat(entries).hasSameSizeAs(expected.files().keySet());
    }
  }

  @Test
  void aModelComesInRangesAndIsInstalledWhole() throws Exception {
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
    assertThat(hub.requests("model.onnx"))
        .hasSize(10)
        .extracting(Request::range)
        .doesNotHaveDuplicates()
        .contains("bytes=0-8191", "bytes=73728-73850");
    assertThat(pull.receivedBytes.get())
        .isEqualTo(pull.totalBytes.get())
        .isEqualTo(WEIGHT_BYTES + 2);
    assertThat(pull.waits).isEmpty();
  }

  @Test
  void aModelThatIsThereIsNotFetchedAgain() throws Exception {
    pull.pull();
    hub.forgetRequests();
    assertThat(pull.pull()).isEqualTo(Result.WAS_THERE);
    assertThat(hub.requests()).extracting(Request::file).containsExactly("manifest.json");
  }

  @Test
  void aModelThatWasDamagedSinceIsFetchedAgain() throws Exception {
    pull.pull();
    Files.writeString(installed.resolve("tokenizer.json"), "[]");
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
  }

  @Test
  void aNewerRevisionTakesTheOldOnesPlace() throws Exception {
    pull.pull();
    TestBundle newer = TestBundle.of(2, 3 * CHUNK_BYTES);
    hub.with(REPOSITORY, "main", newer);
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(newer);
  }

  @Test
  void aBrokenConnectionGoesOnWhereItStopped() throws Exception {
    hub.once("model.onnx", drop(5000)).once("model.onnx", drop(1000));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
    assertThat(hub.requests("model.onnx"))
        .extracting(Request::range)
        .startsWith("bytes=0-8191", "bytes=5000-8191", "bytes=6000-8191");
    assertThat(pull.receivedBytes.get()).isEqualTo(WEIGHT_BYTES + 2);
  }

  @Test
  void connectionsThatBreakWithoutAByteAreGivenUpInTheEnd() {
    hub.always(drop(0));
    hub.once("manifest.json", LocalHub::well);
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("3 times in a row", "HTTPS_PROXY", "goes on where it stopped");
    assertThat(pull.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(installed).doesNotExist();
  }

  @Test
  void aDamagedFileIsFetchedOnceMore() throws Exception {
    hub.once("model.onnx", LocalHub::well).once("model.onnx", corrupt());
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
    assertThat(pull.notes).containsExactly("model.onnx arrived damaged; it is fetched again");
    assertThat(pull.receivedBytes.get()).isEqualTo(WEIGHT_BYTES + 2);
  }

  @Test
  void aFileThatIsAlwaysDamagedIsRefusedAndTheOldModelStays() throws Exception {
    pull.pull();
    TestBundle newer = TestBundle.of(2, 3 * CHUNK_BYTES);
    hub.with(REPOSITORY, "main", newer);
    hub.with(REPOSITORY, "main", "model.onnx", bundle.file("model.onnx"));
    hub.with(
        REPOSITORY, "main", "model.onnx", TestBundle.of(3, 3 * CHUNK_BYTES).file("model.onnx"));
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("model.onnx arrives damaged", "2 times", "another mirror");
    assertInstalled(bundle);
  }

  @Test
  void aSlowConnectionIsNoFault() throws Exception {
    hub.always(throttle(100));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
  }

  @Test
  void theTokenGoesToTheHubAndNotToWhereItRedirects() throws Exception {
    pull.variables.put("HF_TOKEN", "hf_secret");
    try (LocalHub store = new LocalHub().with("store", "x", bundle)) {
      hub.always(
          (exchange, content, range) -> {
            String path = exchange.getRequestURI().getPath();
            String file = path.substring(path.lastIndexOf('/') + 1);
            status(302, "Location", store.address() + "/store/resolve/x/" + file)
                .answer(exchange, content, range);
          });
      assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
      assertThat(hub.requests())
          .extracting(Request::authorization)
          .containsOnly("Bearer hf_secret");
      assertThat(store.requests()).hasSize(12).extracting(Request::authorization).containsOnly("");
    }
    assertInstalled(bundle);
  }

  @Test
  void aRedirectWithinTheHubKeepsTheToken() throws Exception {
    pull.variables.put("HF_TOKEN", "hf_secret");
    hub.with("moved/noise", "main", bundle);
    hub.once("manifest.json", status(307, "Location", "/moved/noise/resolve/main/manifest.json"));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(hub.requests("manifest.json"))
        .extracting(Request::authorization)
        .containsExactly("Bearer hf_secret", "Bearer hf_secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://host/file", "http://[", "//"})
  void aRedirectToNowhereIsNotFollowed(String location) {
    hub.once("manifest.json", status(302, "Location", location));
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContaining("redirects to where nothing can be fetched safely");
  }

  @Test
  void aCircleOfRedirectsIsLeft() {
    hub.always(status(302, "Location", "/owner/noise/resolve/main/manifest.json"));
    assertThatThrownBy(pull::pull).hasMessageContaining("redirects in a circle");
  }

  @Test
  void aHubWithoutRangesSendsWholeFiles() throws Exception {
    hub.always(noRanges());
    hub.once("model.onnx", noRanges()).once("model.onnx", drop(30_000));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
    assertThat(hub.requests("model.onnx"))
        .extracting(Request::range)
        .containsExactly("bytes=0-8191", "", "");
    assertThat(pull.receivedBytes.get()).isEqualTo(WEIGHT_BYTES + 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | set HF_TOKEN to a token that may read it",
        "403 | accept its terms on the hub's page",
        "404 | there is no manifest.json in owner/noise@main",
        "418 | answers 418",
      })
  void aRefusalIsFinalAndSaysWhatToDo(int status, String advice) {
    pull.variables.put("HF_TOKEN", "hf_secret");
    hub.always(status(status));
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("hf_secret");
    assertThat(hub.requests()).hasSize(1);
    assertThat(pull.waits).isEmpty();
  }

  @Test
  void aBusyHubIsLeftAloneAsLongAsItAsks() throws Exception {
    hub.once("manifest.json", status(503, "Retry-After", "17"))
        .once(
            "manifest.json",
            status(
                429,
                "Date",
                "Wed, 21 Oct 2015 07:28:00 GMT",
                "Retry-After",
                "Wed, 21 Oct 2015 07:28:42 GMT"));
    hub.once("model.onnx", status(503));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(pull.waits.get(0)).isEqualTo(Duration.ofSeconds(17));
    assertThat(pull.waits).hasSize(3).last().isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aHubThatWantsToBeLeftAloneForLongIsNotWaitedFor() {
    hub.always(status(429, "Retry-After", "3600"));
    assertThatThrownBy(pull::pull).hasMessageContaining("left alone for 3600 s");
    assertThat(pull.waits).isEmpty();
  }

  @Test
  void anAnswerThatIsTooShortIsCompleted() throws Exception {
    hub.once("model.onnx", shortened(100)).once("model.onnx", shortened(200));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(hub.requests("model.onnx"))
        .extracting(Request::range)
        .startsWith("bytes=0-8191", "bytes=100-8191", "bytes=300-8191");
    assertInstalled(bundle);
  }

  @Test
  void aFileOfAnotherSizeThanItsManifestSaysIsRefused() {
    hub.with(REPOSITORY, "main", "model.onnx", new byte[WEIGHT_BYTES + 1]);
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("/" + (WEIGHT_BYTES + 1), "manifest says " + WEIGHT_BYTES);
  }

  @Test
  void nothingIsFetchedOntoADiskThatIsTooSmall() {
    pull.freeBytes = WEIGHT_BYTES - 1;
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContainingAll("0.1 MB more are needed", "free some space");
    assertThat(hub.requests()).extracting(Request::file).containsExactly("manifest.json");
  }

  @Test
  void aPullThatStoppedGoesOnWithTheChunksThatItHas() throws Exception {
    hub.once("model.onnx", LocalHub::well)
        .once("model.onnx", LocalHub::well)
        .once("model.onnx", LocalHub::well)
        .once("model.onnx", status(403));
    assertThatThrownBy(pull::pull).isInstanceOf(HubException.class);
    assertThat(installed).doesNotExist();
    hub.forgetRequests();
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertInstalled(bundle);
    assertThat(pull.presentBytes.get()).isGreaterThanOrEqualTo(CHUNK_BYTES);
    // A connection that the stop broke may make a chunk be asked for twice.
    assertThat(hub.requests("model.onnx").stream().map(Request::range).distinct())
        .hasSizeLessThan(10);
    assertThat(hub.requests("model.onnx"))
        .extracting(Request::range)
        .doesNotContain("bytes=0-8191");
  }

  @Test
  void notesThatAreTornOrOfAnotherFileAreNotBelieved() throws Exception {
    Path gathered = Files.createDirectories(pull.folder.resolve(".pull/noise"));
    Files.write(gathered.resolve("model.onnx.part"), new byte[WEIGHT_BYTES]);
    Files.writeString(gathered.resolve("model.onnx.part.state"), "typofix-part 1 abc 12 8192\nff");
    Files.writeString(gathered.resolve("left.bin"), "of another revision");
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(pull.presentBytes.get()).isZero();
    assertInstalled(bundle);
  }

  @Test
  void allFilesAreOfTheCommitThatTheManifestIsOf() throws Exception {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    hub.with(REPOSITORY, commit, bundle);
    hub.once("manifest.json", withHeader("X-Repo-Commit", commit));
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(hub.requests("model.onnx"))
        .extracting(Request::path)
        .containsOnly("/owner/noise/resolve/" + commit + "/model.onnx");
  }

  @Test
  void theFilesOfACoreMlProgramComeInTheirFolders() throws Exception {
    byte[] weights = TestBundle.of(4, 2 * CHUNK_BYTES).file("model.onnx");
    String description =
        "{\"program\": \"model.mlpackage\", \"files\": {%s}}"
            .formatted(TestBundle.entry("Data/weights/weight.bin", weights));
    Map<String, byte[]> files = new LinkedHashMap<>(bundle.files());
    files.remove("manifest.json");
    files.put("coreml.json", description.getBytes(UTF_8));
    hub.with(REPOSITORY, "main", TestBundle.of(files));
    hub.with(REPOSITORY, "main", "model.mlpackage/Data/weights/weight.bin", weights);
    assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
    assertThat(installed.resolve("model.mlpackage/Data/weights/weight.bin"))
        .hasBinaryContent(weights);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../evil", "/etc/evil", "a/../../evil", "C:/evil", "a\\\\..\\\\evil", "nul"})
  void aProgramsFileNeverLeavesTheModelsFolder(String path) {
    String description =
        "{\"program\": \"model.mlpackage\", \"files\": {%s}}"
            .formatted(TestBundle.entry(path, new byte[1]));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("coreml.json", description.getBytes(UTF_8));
    hub.with(REPOSITORY, "main", TestBundle.of(files));
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContaining("is no path of a file in a model");
  }

  @Test
  void aManifestThatTheCatalogueDoesNotKnowIsRefused() {
    KnownFile other = new KnownFile(Optional.of("0".repeat(64)), OptionalLong.empty());
    CatalogueEntry entry =
        new CatalogueEntry(
            "noise",
            "",
            "",
            new ModelSource(REPOSITORY, "main"),
            CatalogueEntry.Availability.PUBLISHED,
            Map.of("manifest.json", other));
    assertThatThrownBy(() -> pull.pull(entry))
        .hasMessageContaining("manifest.json is not the one that the catalogue knows");
    assertThat(installed).doesNotExist();
  }

  @Test
  void whatIsNoBundleIsRefused() {
    hub.with(REPOSITORY, "main", "manifest.json", "{\"formatVersion\": 2}".getBytes(UTF_8));
    assertThatThrownBy(pull::pull)
        .isInstanceOf(HubException.class)
        .hasMessageContaining("formatVersion 2");
    hub.with(REPOSITORY, "main", "manifest.json", new byte[(1 << 20) + 1]);
    assertThatThrownBy(pull::pull).hasMessageContaining("larger than 1 MB");
  }

  @Test
  void aModelThatIsNotPublishedIsSaidToBeSo() throws IOException {
    CatalogueEntry flagship = Catalogue.with(List.of()).find("qwen3-0.6b");
    assertThatThrownBy(() -> pull.pull(flagship))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("qwen3-0.6b is not published yet");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void aModelIsPulledOnceAtATime() throws IOException {
    try (Closeable other = new ModelsFolder(pull.folder).hold("noise")) {
      assertThat(other).isNotNull();
      assertThatThrownBy(pull::pull).hasMessageContaining("is being pulled already");
    }
  }

  @Test
  void aLinkInTheModelsPlaceIsLeftAlone(@TempDir Path elsewhere) throws IOException {
    Files.createDirectories(pull.folder);
    Files.createSymbolicLink(installed, elsewhere);
    assertThatThrownBy(pull::pull).hasMessageContaining("a link to elsewhere");
    assertThat(elsewhere).isEmptyDirectory();
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void theProxyOfTheEnvironmentIsUsedWithItsPassword() throws Exception {
    try (LocalHub proxy = new LocalHub().with(REPOSITORY, "main", bundle)) {
      pull.variables.put("HF_ENDPOINT", "http://hub.invalid");
      pull.variables.put("HTTP_PROXY", proxy.address().replace("//", "//me:p%40ss@"));
      assertThat(pull.pull()).isEqualTo(Result.INSTALLED);
      assertThat(hub.requests()).isEmpty();
      assertThat(proxy.requests())
          .extracting(Request::proxyAuthorization)
          .containsOnly("Basic bWU6cEBzcw==");
      pull.variables.put("NO_PROXY", "example.org, .invalid");
      assertThatThrownBy(pull::pull).isInstanceOf(HubException.class);
    }
  }
}
