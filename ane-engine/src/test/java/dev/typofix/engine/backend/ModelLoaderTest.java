package dev.typofix.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ReferenceBundles;
import dev.typofix.engine.Session;
import dev.typofix.engine.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModelLoaderTest {

  private static final Backend PLAIN = new FakeBackend("plain", Obstacle.NONE, Load.WORKS);

  private final List<String> notices = new ArrayList<>();

  @Test
  void theBestBackendThatWorksRunsTheModel() throws ModelLoadException {
    assertThat(load(new FakeBackend("quick", Obstacle.NONE, Load.WORKS), PLAIN)).isEqualTo("quick");
    assertThat(notices).isEmpty();
  }

  @Test
  void aBackendThatNobodyExpectsHereIsPassedOverInSilence() throws ModelLoadException {
    assertThat(load(new FakeBackend("quick", Obstacle.UNEXPECTED, Load.WORKS), PLAIN))
        .isEqualTo("plain");
    assertThat(notices).isEmpty();
  }

  @Test
  void aBackendThatIsMissedIsToldOnce() throws ModelLoadException {
    assertThat(load(new FakeBackend("quick", Obstacle.EXPECTED, Load.WORKS), PLAIN))
        .isEqualTo("plain");
    assertThat(notices).containsExactly("quick: not here. The model runs on plain instead.");
  }

  @Test
  void aModelThatABackendCannotLoadRunsOnTheNextOne() throws ModelLoadException {
    assertThat(load(new FakeBackend("quick", Obstacle.NONE, Load.FAILS), PLAIN)).isEqualTo("plain");
    assertThat(notices).containsExactly("quick: it is damaged. The model runs on plain instead.");
  }

  @Test
  void ifNoneWorksTheMessageSaysWhyNot() {
    assertThatThrownBy(
            () ->
                load(
                    new FakeBackend("quick", Obstacle.EXPECTED, Load.WORKS),
                    new FakeBackend("plain", Obstacle.NONE, Load.FAILS)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("cannot run here (quick: not here; plain: it is damaged)");
    assertThatThrownBy(
            () ->
                load(
                    new FakeBackend("quick", Obstacle.UNEXPECTED, Load.WORKS),
                    new FakeBackend("plain", Obstacle.NONE, Load.FAILS)))
        .hasMessage("it is damaged");
    assertThat(notices).isEmpty();
  }

  @Test
  void anUnknownBackendIsToldWhichThereAre() {
    assertThatThrownBy(
            () ->
                ModelLoader.load(
                    ModelBundle.embedded("tiny"), LoadOptions.defaults().withBackend("cuda")))
        .hasMessage("no backend is named cuda; use one of coreml, onnx");
  }

  private String load(Backend... backends) throws ModelLoadException {
    try (LanguageModel model =
        ModelLoader.load(
            ReferenceBundles.bundle("qwen3"),
            new ReferenceBundles.NoTokenizer(),
            LoadOptions.defaults(),
            List.of(backends),
            notices::add)) {
      return model.backendDescription();
    }
  }

  private enum Obstacle {
    NONE,
    EXPECTED,
    UNEXPECTED
  }

  private enum Load {
    WORKS,
    FAILS
  }

  private record FakeBackend(String name, Obstacle kind, Load load) implements Backend {

    @Override
    public Optional<String> obstacle(ModelBundle bundle) {
      return kind == Obstacle.NONE ? Optional.empty() : Optional.of("not here");
    }

    @Override
    public boolean isExpected(ModelBundle bundle) {
      return kind != Obstacle.UNEXPECTED;
    }

    @Override
    public LanguageModel load(ModelBundle bundle, Tokenizer tokenizer, LoadOptions options)
        throws ModelLoadException {
      if (load == Load.FAILS) {
        throw new ModelLoadException("it is damaged");
      }
      return new FakeModel(bundle, tokenizer, name);
    }
  }

  private record FakeModel(ModelBundle bundle, Tokenizer tokenizer, String backendDescription)
      implements LanguageModel {

    @Override
    public Session newSession() {
      throw new UnsupportedOperationException("a fake model scores nothing");
    }

    @Override
    public void close() {}
  }
}
