package dev.typofix.engine.coreml;

/** Where Core ML may run the parts of a model. */
public enum ComputeUnits {
  CPU(0, "processor"),
  CPU_AND_GPU(1, "processor and GPU"),
  ALL(2, "all units"),
  CPU_AND_NEURAL_ENGINE(3, "processor and Neural Engine");

  private final int number;
  private final String words;

  ComputeUnits(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** The bridge's number: {@code TYPOFIX_CPU_ONLY} and so on. */
  int number() {
    return number;
  }
}
