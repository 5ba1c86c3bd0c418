package dev.typofix.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named tensors of one call: views of direct buffers, which copy nothing. */
final class CallTensors implements AutoCloseable {

  private final OrtEnvironment environment;
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

  CallTensors(OrtEnvironment environment) {
    this.environment = environment;
  }

  Map<String, OnnxTensor> byName() {
    return tensors;
  }

  void add(String name, FloatBuffer values, long... shape) throws OrtException {
    tensors.put(name, OnnxTensor.createTensor(environment, values, shape));
  }

  void add(String name, LongBuffer values, long... shape) throws OrtException {
    tensors.put(name, OnnxTensor.createTensor(environment, values, shape));
  }

  @Override
  public void close() {
    tensors.values().forEach(OnnxTensor::close);
  }
}
