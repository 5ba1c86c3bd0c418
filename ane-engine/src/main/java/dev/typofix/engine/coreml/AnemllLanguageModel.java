package dev.typofix.engine.coreml;

import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Session;
import dev.typofix.engine.Tokenizer;
import java.util.Optional;

/**
 * A model that ANEMLL converted. In one program, its sessions take any tree; in parts, paths only,
 * see {@link AnemllPathSession}. Thread-safe; {@link #close} waits for calls that run.
 */
public final class AnemllLanguageModel implements LanguageModel {

  private final AnemllBundle bundle;
  private final Tokenizer tokenizer;
  private final ComputeUnits units;
  private final AnemllPrograms programs;
  private final CloseGuard guard = new CloseGuard("the model");

  private AnemllLanguageModel(
      AnemllBundle bundle, Tokenizer tokenizer, ComputeUnits units, AnemllPrograms programs) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.units = units;
    this.programs = programs;
  }

  /**
   * Loads a folder's programs. The first time on a system takes longer: Core ML compiles them.
   *
   * @param tokenizer the folder's tokenizer, which the model closes
   * @throws ModelLoadException if there is no Core ML here, or a program is missing, damaged, or
   *     another than {@code meta.yaml} says; the tokenizer is then still open
   */
  public static AnemllLanguageModel load(
      AnemllBundle bundle, Tokenizer tokenizer, ComputeUnits units) throws ModelLoadException {
    BridgeLibrary.require(bundle);
    return new AnemllLanguageModel(bundle, tokenizer, units, AnemllPrograms.load(bundle, units));
  }

  /** Why Core ML cannot run such models here, in one line; empty if nothing speaks against it. */
  public static Optional<String> obstacle() {
    return BridgeLibrary.obstacle();
  }

  @Override
  public ModelBundle bundle() {
    return bundle;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public String backendDescription() {
    return "%s, %s, ANEMLL's %s"
        .formatted(BridgeModel.runtime(), units.words(), programs.describe());
  }

  @Override
  public Session newSession() {
    return guard.call(() -> programs.newSession(guard, bundle.manifest()));
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          programs.close();
          tokenizer.close();
        });
  }
}
