package dev.typofix.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Session;
import dev.typofix.engine.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model that ONNX Runtime runs on the CPU. Thread-safe; sessions may run at the same time. {@link
 * #close} waits for calls that run.
 */
public final class OnnxLanguageModel implements LanguageModel {

  private static final String MODEL_FILE = "model.onnx";

  private final ModelBundle bundle;
  private final Tokenizer tokenizer;
  private final OnnxOptions options;
  private final OrtEnvironment environment;
  private final OrtSession graph;
  private final CloseGuard guard = new CloseGuard("the model");

  private OnnxLanguageModel(
      ModelBundle bundle,
      Tokenizer tokenizer,
      OnnxOptions options,
      OrtEnvironment environment,
      OrtSession graph) {
    this.bundle = bundle;
    this.tokenizer = tokenizer;
    this.options = options;
    this.environment = environment;
    this.graph = graph;
  }

  /**
   * Loads a bundle's {@code model.onnx}.
   *
   * @param tokenizer the bundle's tokenizer, which the model closes
   * @throws ModelLoadException if the file is wrong or ONNX Runtime refuses it; the tokenizer is
   *     then still open
   */
  public static OnnxLanguageModel load(ModelBundle bundle, Tokenizer tokenizer, OnnxOptions options)
      throws ModelLoadException {
    OrtEnvironment environment = OnnxRuntimeLibrary.environment();
    try (OrtSession.SessionOptions sessionOptions = sessionOptions(options)) {
      OrtSession graph = open(environment, bundle, sessionOptions);
      try {
        GraphContract.check(graph, bundle);
      } catch (ModelLoadException wrong) {
        graph.close();
        throw wrong;
      }
      return new OnnxLanguageModel(bundle, tokenizer, options, environment, graph);
    } catch (OrtException failed) {
      throw new ModelLoadException(
          "%s: ONNX Runtime cannot load %s (%s); fetch the model again"
              .formatted(bundle.location(), MODEL_FILE, failed.getMessage()),
          failed);
    }
  }

  /**
   * Why ONNX Runtime cannot run a bundle on this machine, in one line; empty if nothing is known to
   * speak against it.
   */
  public static Optional<String> obstacle(ModelBundle bundle) {
    if (!bundle.manifest().files().containsKey(MODEL_FILE)) {
      return Optional.of("the bundle holds no " + MODEL_FILE);
    }
    try {
      OnnxRuntimeLibrary.environment();
      return Optional.empty();
    } catch (ModelLoadException failed) {
      return Optional.ofNullable(failed.getMessage());
    }
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
    int threads = options.threads();
    return "ONNX Runtime %s, %d %s"
        .formatted(environment.getVersion(), threads, threads == 1 ? "thread" : "threads");
  }

  @Override
  public Session newSession() {
    return guard.call(() -> new OnnxSession(this, manifest()));
  }

  @Override
  public void close() {
    try {
      guard.close(
          () -> {
            graph.close();
            tokenizer.close();
          });
    } catch (OrtException failed) {
      throw new IllegalStateException(
          "ONNX Runtime cannot free the model: " + failed.getMessage(), failed);
    }
  }

  /**
   * Runs the graph once; the outputs are written to the tensors given.
   *
   * @throws IllegalStateException if the model is closed or ONNX Runtime fails
   */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    try {
      guard.<OrtException>run(() -> graph.run(inputs, outputs).close());
    } catch (OrtException failed) {
      throw new IllegalStateException("ONNX Runtime failed: " + failed.getMessage(), failed);
    }
  }

  OrtEnvironment environment() {
    return environment;
  }

  private static OrtSession open(
      OrtEnvironment environment, ModelBundle bundle, OrtSession.SessionOptions options)
      throws OrtException, ModelLoadException {
    Optional<Path> path = bundle.path(MODEL_FILE);
    if (path.isPresent()) {
      return environment.createSession(path.get().toString(), options);
    }
    try (InputStream input = bundle.open(MODEL_FILE)) {
      byte[] bytes = input.readAllBytes();
      ByteBuffer model = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      return environment.createSession(model, options);
    } catch (IOException failed) {
      throw new ModelLoadException(
          "%s: %s cannot be read (%s)".formatted(bundle.location(), MODEL_FILE, failed), failed);
    }
  }

  private static OrtSession.SessionOptions sessionOptions(OnnxOptions options) throws OrtException {
    OrtSession.SessionOptions session = new OrtSession.SessionOptions();
    session.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    session.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    session.setIntraOpNumThreads(options.threads());
    session.setInterOpNumThreads(1);
    // Threads that wait for the next call sleep: an idle editor uses no processor time.
    session.addConfigEntry("session.intra_op.allow_spinning", "0");
    session.addConfigEntry("session.inter_op.allow_spinning", "0");
    // Plans of memory are kept for each shape, and the shapes hardly ever repeat.
    session.setMemoryPatternOptimization(false);
    return session;
  }
}
