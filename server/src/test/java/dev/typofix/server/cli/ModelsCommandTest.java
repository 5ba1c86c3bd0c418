package dev.typofix.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.server.cli.CommandLineFixture.Outcome;
import dev.typofix.server.hub.LocalHub;
import dev.typofix.server.hub.LocalHub.Request;
import dev.typofix.server.hub.PullFixture;
import dev.typofix.server.hub.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's way through the commands, from a hub on this machine. */
final class ModelsCommandTest {

  private static final String SETTINGS = ".config/typofix/typofix.toml";
  private static final String MODELS = ".local/typofix/models";

  private final LocalHub hub =
      new LocalHub().with(PullFixture.REPOSITORY, "v1", TestBundle.of(1, 50_000));
  private final Path folder;
  private final CommandLineFixture typofix;

  ModelsCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.typofix = new CommandLineFixture(folder);
  }

  @BeforeEach
  void prepare() {
    typofix.set("HF_ENDPOINT", hub.address());
    typofix.pullBy(PullFixture.conditions(time -> {}, anywhere -> Long.MAX_VALUE));
    typofix.file("a.txt", "all is well");
  }

  @AfterEach
  void closeTheHub() {
    hub.close();
  }

  private void pull() {
    assertThat(typofix.run("models", "pull", "owner/noise@v1").exitCode()).isZero();
  }

  @Test
  void aModelIsPulledVerifiedUsedAndRemoved() {
    Outcome pulled = typofix.run("models", "pull", "owner/noise@v1");
    assertThat(pulled.exitCode()).as(pulled.error()).isZero();
    assertThat(pulled.out()).contains("noise is installed in", "typofix models use noise");
    assertThat(pulled.error()).contains("fetching 0.1 MB");
    assertThat(typofix.run("models", "verify", "noise").out()).contains("noise  whole and loads");
    Outcome used = typofix.run("models", "use", "noise");
    assertThat(used.out()).contains("noise is the model in use");
    assertThat(folder.resolve(SETTINGS)).hasContent("model = \"noise\"\n");
    assertThat(typofix.run("models", "list").out()).contains("noise  Qwen3", "in use: noise");
    assertThat(typofix.run("check", "a.txt").error()).doesNotContain("model");
    assertThat(typofix.run("doctor").out()).contains("model                 noise, ");
    Outcome kept = typofix.run("models", "remove", "noise");
    assertThat(kept.exitCode()).isEqualTo(2);
    assertThat(kept.error()).contains("noise is the model in use", "--force");
    Outcome removed = typofix.run("models", "remove", "noise", "--force");
    assertThat(removed.out()).contains("noise is removed; the embedded model is in use now");
    assertThat(folder.resolve(SETTINGS)).hasContent("model = \"tiny\"\n");
    assertThat(folder.resolve(MODELS + "/noise")).doesNotExist();
  }

  @Test
  void nothingIsAskedOfTheHubButByPull() {
    pull();
    hub.forgetRequests();
    typofix.run("models", "list");
    typofix.run("models", "verify", "noise");
    typofix.run("models", "use", "noise");
    typofix.run("check", "a.txt");
    typofix.run("doctor");
    typofix.run("models", "pull", "--offline", "owner/noise@v1");
    typofix.run("models", "remove", "noise", "--force");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void offlineTellsWhetherTheModelIsHere() {
    Outcome missing = typofix.run("models", "pull", "--offline", "owner/noise");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.error()).contains("no such folder", "the network is not to be used");
    pull();
    typofix.set("HF_HUB_OFFLINE", "1");
    assertThat(typofix.run("models", "pull", "owner/noise").out()).contains("noise is here, whole");
  }

  @Test
  void theCatalogueOfTheUserAndTheOneNamedGoOverTheProgrammes() {
    typofix.file(
        ".config/typofix/catalogue.json",
        """
        {"formatVersion": 1, "models": [
          {"name": "ours", "description": "our own", "repository": "owner/noise", "revision": "v1"},
          {"name": "qwen3-0.6b", "repository": "owner/other"}]}
        """);
    typofix.file(
        "more.json",
        "{\"formatVersion\": 1, \"models\": [{\"name\": \"x\", \"repository\": \"a/b\"}]}");
    Outcome list = typofix.run("models", "list", "--catalogue", "more.json");
    assertThat(list.out())
        .contains("ours  to pull from owner/noise@v1", "our own")
        .contains("qwen3-0.6b  to pull from owner/other@main")
        .contains("qwen3-0.6b-coreml  not published yet", "x  to pull from a/b@main");
    assertThat(typofix.run("models", "pull", "ours", "--name", "mine").exitCode()).isZero();
    assertThat(folder.resolve(MODELS + "/mine/model.onnx")).exists();
  }

  @Test
  void whatIsNotPublishedUnknownOrMisnamedIsSaidSo() {
    Outcome flagship = typofix.run("models", "pull", "qwen3-0.6b");
    assertThat(flagship.exitCode()).isEqualTo(2);
    assertThat(flagship.error()).contains("qwen3-0.6b is not published yet");
    assertThat(typofix.run("models", "pull", "nonsense").error())
        .contains("no model is called \"nonsense\"", "qwen3-0.6b", "owner/repository[@revision]");
    assertThat(typofix.run("models", "pull", "a/b", "--name", "../evil").error())
        .contains("cannot be a model's name");
    assertThat(typofix.run("models", "pull", "a/b", "--name", "tiny").error())
        .contains("the embedded model's name");
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void theHubOfTheUsersSettingsIsAskedAndAProjectsIsNot() throws IOException {
    try (LocalHub mirror = new LocalHub().with(PullFixture.REPOSITORY, "v1", TestBundle.of(1, 9))) {
      typofix.file(SETTINGS, "hub = \"" + mirror.address() + "\"\n");
      typofix.file("typofix.toml", "hub = \"http://127.0.0.1:1\"\n");
      typofix.set("HF_ENDPOINT", "");
      pull();
      assertThat(mirror.requests("manifest.json")).hasSize(1);
      assertThat(typofix.run("check", "a.txt").error()).contains("your own settings only");
    }
  }

  @Test
  void theTokenIsSentAndNeverShown() {
    typofix.set("HF_TOKEN", "hf_secret");
    hub.once("manifest.json", LocalHub.status(401));
    Outcome refused = typofix.run("models", "pull", "owner/noise@v1");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(hub.requests())
        .extracting(Request::authorization)
        .containsExactly("Bearer hf_secret");
    assertThat(refused.out() + refused.error()).contains("HF_TOKEN").doesNotContain("hf_secret");
  }

  @Test
  void aChosenModelThatIsDamagedOrGoneIsOneMessageAndTheEmbeddedModelGoesOn() throws IOException {
    pull();
    typofix.run("models", "use", "noise");
    Files.delete(folder.resolve(MODELS + "/noise/model.onnx"));
    Outcome damaged = typofix.run("check", "a.txt");
    assertThat(damaged.exitCode()).isZero();
    assertThat(damaged.error())
        .containsOnlyOnce("the model of your settings cannot be used")
        .contains("model.onnx: missing", "The embedded model goes on");
    typofix.file(SETTINGS, "model = \"gone\"\n");
    Outcome gone = typofix.run("check", "a.txt");
    assertThat(gone.exitCode()).isZero();
    assertThat(gone.error()).contains("typofix models pull gone", "The embedded model goes on");
    Outcome doctor = typofix.run("doctor");
    assertThat(doctor.exitCode()).isEqualTo(2);
    assertThat(doctor.out()).contains("does not load: no model gone", "the embedded one");
  }

  @Test
  void theCommandLinesModelGoesOverTheSettings() {
    pull();
    typofix.file(SETTINGS, "model = \"gone\"\n");
    for (String model : new String[] {"tiny", "noise", MODELS + "/noise"}) {
      Outcome checked = typofix.run("check", "--model", model, "a.txt");
      assertThat(checked.exitCode()).isZero();
      assertThat(checked.error()).doesNotContain("gone");
    }
    assertThat(typofix.run("check", "--model", "gone", "a.txt").exitCode()).isEqualTo(2);
  }

  @Test
  void aModelThatDoesNotWorkIsNotChosenAndTheSettingsStay() {
    typofix.file(SETTINGS, "# mine\nthreads = 2\n");
    typofix.file("half/manifest.json", "{");
    Outcome broken = typofix.run("models", "use", "./half");
    assertThat(broken.exitCode()).isEqualTo(2);
    assertThat(broken.error()).contains("nothing was changed");
    assertThat(folder.resolve(SETTINGS)).hasContent("# mine\nthreads = 2\n");
    pull();
    typofix.run("models", "use", "noise");
    assertThat(folder.resolve(SETTINGS)).hasContent("model = \"noise\"\n# mine\nthreads = 2\n");
  }

  @Test
  void aFolderIsChosenByItsPathFromAnywhere() {
    pull();
    typofix.run("models", "use", "./" + MODELS + "/noise");
    assertThat(folder.resolve(SETTINGS))
        .hasContent("model = \"" + folder.resolve(MODELS + "/noise") + "\"\n");
    assertThat(typofix.run("check", "a.txt").error()).doesNotContain("model");
    assertThat(typofix.run("models", "remove", "noise").error()).contains("the model in use");
  }

  @Test
  void nothingOutsideTheModelsFolderIsRemoved(@TempDir Path elsewhere) throws IOException {
    Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
    pull();
    Path models = folder.resolve(MODELS);
    Files.createSymbolicLink(models.resolve("link"), elsewhere);
    Files.createSymbolicLink(models.resolve("noise/inner"), elsewhere);
    for (String name : new String[] {"../models", "/", "..", ".pull", "tiny", "link", "nowhere"}) {
      assertThat(typofix.run("models", "remove", name).exitCode()).as(name).isEqualTo(2);
    }
    assertThat(typofix.run("models", "remove", "noise").exitCode()).isZero();
    assertThat(models.resolve("noise")).doesNotExist();
    assertThat(precious).hasContent("x");
  }
}
