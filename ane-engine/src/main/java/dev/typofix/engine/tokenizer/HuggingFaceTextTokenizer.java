package dev.typofix.engine.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.google.common.base.Preconditions;
import dev.typofix.engine.CloseGuard;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Tokenization;
import dev.typofix.engine.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A byte-level {@code tokenizer.json}, as Qwen and Llama 3 have them. Thread-safe; {@link #close}
 * waits for calls that run.
 *
 * <p>The native library counts offsets in code points, and where it composes characters (NFC) it
 * gives the token the first one only. Here a token reaches to where the next one starts, so the
 * tokens cover the text without a gap, and a composed character has its whole range.
 */
public final class HuggingFaceTextTokenizer implements Tokenizer {

  private static final String FILE = "tokenizer.json";
  private static final TokenizersLibrary NATIVE = TokenizersLibrary.LIB;

  private final TokenizerFile file;
  private final @Nullable String[] names; // [vocabulary], by number; null where there is no token
  private final CloseGuard guard = new CloseGuard("the tokenizer");
  private final long handle; // until the guard is closed

  private HuggingFaceTextTokenizer(TokenizerFile file, long handle) {
    this.file = file;
    this.handle = handle;
    int highest = file.numbers().values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    this.names = new String[highest + 1];
    file.numbers().forEach((name, number) -> names[number] = name);
  }

  /**
   * Loads a bundle's {@code tokenizer.json}.
   *
   * @throws ModelLoadException if the file is wrong, of an unknown kind, or the native library does
   *     not load
   */
  public static HuggingFaceTextTokenizer load(ModelBundle bundle) throws ModelLoadException {
    TokenizerLibrary.load();
    String path = bundle.location() + '/' + FILE;
    InputStream input = bundle.open(FILE);
    TokenizerFile file = TokenizerFile.read(input, path);
    try {
      return new HuggingFaceTextTokenizer(file, NATIVE.createTokenizerFromString(file.json()));
    } catch (RuntimeException failed) {
      throw new ModelLoadException(
          "%s: not accepted by the tokenizer library (%s); fetch the model again"
              .formatted(path, failed.getMessage()),
          failed);
    }
  }

  @Override
  public Tokenization tokenize(String text) {
    CleanText clean = CleanText.of(text);
    return guard.call(() -> encode(clean));
  }

  private Tokenization encode(CleanText clean) {
    long encoding = NATIVE.encode(handle, clean.text(), false);
    try {
      return tokenization(NATIVE.getTokenIds(encoding), NATIVE.getTokenCharSpans(encoding), clean);
    } finally {
      NATIVE.deleteEncoding(encoding);
    }
  }

  @Override
  public String text(int... tokens) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int token : tokens) {
      text.writeBytes(bytes(token));
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public OptionalInt tokenNumber(String name) {
    Integer number = file.numbers().get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @Override
  public void close() {
    guard.close(() -> NATIVE.deleteTokenizer(handle));
  }

  /** The UTF-8 bytes of a token, which need not be whole characters. */
  byte[] bytes(int token) {
    Preconditions.checkElementIndex(token, names.length, "token");
    String name = names[token];
    return name == null ? new byte[0] : ByteLevelAlphabet.bytes(name);
  }

  private static Tokenization tokenization(long[] numbers, CharSpan[] spans, CleanText clean) {
    int count = numbers.length;
    int[] utf16Offsets = clean.utf16Offsets();
    int[] tokens = new int[count];
    int[] starts = new int[count];
    int[] ends = new int[count];
    int[] reached = new int[count]; // where each token ends if nothing was composed
    for (int i = 0; i < count; i++) {
      tokens[i] = (int) numbers[i];
      if (i > 0) {
        starts[i] = Math.max(starts[i - 1], utf16Offsets[spans[i].getStart()]);
        reached[i] = reached[i - 1];
      }
      reached[i] = Math.max(reached[i], utf16Offsets[spans[i].getEnd()]);
    }
    int next = count; // the first token that starts no earlier than token i ends
    for (int i = count - 1; i >= 0; i--) {
      while (next > i + 1 && starts[next - 1] >= reached[i]) {
        next--;
      }
      ends[i] = next == count ? clean.text().length() : starts[next];
    }
    return new Tokenization(tokens, starts, ends);
  }
}
