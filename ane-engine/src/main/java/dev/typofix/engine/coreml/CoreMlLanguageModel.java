package dev.typofix.engine.coreml;

import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.ModelManifest;
import dev.typofix.engine.Session;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.cache.CacheFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that Core ML runs. Thread-safe; the calls of its sessions run one after the other. {@link
 * #close} waits for calls that run.
 */
public final class CoreMlLanguageModel implements LanguageModel {

  private final ModelBundle bundle;
  private final ModelManifest manifest;
  private final Tokenizer tokenizer;
  private final ComputeUnits units;
  private final ProgramDescription program;
  private final ProgramContract contract;
  private final BridgeModel model;
  private final CloseGuard guard = new CloseGuard("the model");

  private CoreMlLanguageModel(
      ModelBundle bundle,
      Tokenizer tokenizer,
      ComputeUnits units,
      ProgramDescription program,
      ProgramContract contract,
      BridgeModel model) {
    this.bundle = bundle;
    // Callers plan by this number, so it must not be more than the program can do.
    this.manifest =
        bundle
            .manifest()
            .withMaximumPositions(Math.min(bundle.manifest().maximumPositions(), program.limit()));
    this.tokenizer = tokenizer;
    this.units = units;
    this.program = program;
    this.contract = contract;
    this.model = model;
  }

  /**
   * Loads a bundle's package. The first time on a system takes longer: Core ML compiles it.
   *
   * @param tokenizer the bundle's tokenizer, which the model closes
   * @throws ModelLoadException if there is no Core ML here, or the package is missing, damaged, or
   *     made for another contract; the tokenizer is then still open
   */
  public static CoreMlLanguageModel load(
      ModelBundle bundle, Tokenizer tokenizer, ComputeUnits units) throws ModelLoadException {
    BridgeLibrary.require(bundle);
    ProgramDescription program = ProgramDescription.of(bundle);
    Path cache = CacheFolder.ofThisUser().resolve("coreml");
    Path files = ProgramFiles.in(bundle, program, cache.resolve("packages"));
    BridgeModel model =
        BridgeModel.open(files, cache.resolve("compiled"), ProgramFiles.key(program), units);
    try {
      ProgramContract contract = ProgramContract.find(model, program, files.toString());
      return new CoreMlLanguageModel(bundle, tokenizer, units, program, contract, model);
    } catch (ModelLoadException | RuntimeException failed) {
      model.close();
      throw failed;
    }
  }

  /**
   * Why Core ML cannot run the bundle here, in one line; empty if nothing is known to speak against
   * it. Never throws; the bundle's files are not looked into.
   */
  public static Optional<String> obstacle(ModelBundle bundle) {
    // The library is only loaded where it may be of use.
    return hasProgram(bundle) || !BridgeLibrary.isExpected()
        ? BridgeLibrary.obstacle()
        : Optional.of("the bundle holds no " + ProgramDescription.FILE_NAME);
  }

  /** Whether a person would expect Core ML to run the bundle here, and miss it otherwise. */
  public static boolean isExpected(ModelBundle bundle) {
    return hasProgram(bundle) && BridgeLibrary.isExpected();
  }

  @Override
  public ModelBundle bundle() {
    return bundle;
  }

  /** The bundle's manifest, with no more positions than the program has. */
  @Override
  public ModelManifest manifest() {
    return manifest;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public String backendDescription() {
    return "%s, %s, blocks of %d rows"
        .formatted(BridgeModel.runtime(), units.words(), program.block());
  }

  /** Where Core ML plans to run each operation of the program. */
  public List<OperationPlacement> placement() {
    return guard.call(model::placement);
  }

  @Override
  public Session newSession() {
    return guard.call(
        () -> new CoreMlSession(guard, manifest, contract.program(program), model.newSession()));
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          model.close();
          tokenizer.close();
        });
  }

  private static boolean hasProgram(ModelBundle bundle) {
    return bundle.manifest().files().containsKey(ProgramDescription.FILE_NAME);
  }
}
