package dev.typofix.tooling.chat;

import com.google.common.primitives.Ints;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelManifest.Prompt;
import dev.typofix.engine.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a text is put to a model: a corrector gets it between its own marks and answers with the text
 * as meant; a model that knows chats (ChatML, as Qwen does) gets it as a message; any other, or one
 * that is asked to, goes on with the text.
 */
final class ChatPrompt {

  /** The forms, by what a model knows. */
  enum Form {
    CORRECTOR,
    CHAT,
    TEXT
  }

  private static final String MESSAGE_START = "<|im_start|>";
  private static final String MESSAGE_END = "<|im_end|>";

  private final Form form;
  private final Prompt prompt;
  private final Tokenizer tokenizer;

  private ChatPrompt(Form form, Prompt prompt, Tokenizer tokenizer) {
    this.form = form;
    this.prompt = prompt;
    this.tokenizer = tokenizer;
  }

  /**
   * The form for a model.
   *
   * @param raw whether the text is to be gone on with, whatever the model knows
   */
  static ChatPrompt of(LanguageModel model, boolean raw) {
    Prompt prompt = model.manifest().prompt();
    Tokenizer tokenizer = model.tokenizer();
    Form form = Form.TEXT;
    if (!raw && prompt.scoring().equals("corrector")) {
      form = Form.CORRECTOR;
    } else if (!raw && tokenizer.tokenNumber(MESSAGE_START).isPresent()) {
      form = Form.CHAT;
    }
    return new ChatPrompt(form, prompt, tokenizer);
  }

  Form form() {
    return form;
  }

  /**
   * What stands before an answer.
   *
   * @param tokens its rows, each behind the one before
   * @param restart the row from which on positions count anew, or the number of rows
   * @param restartPosition the position of that row
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Question(int[] tokens, int restart, int restartPosition) {}

  /**
   * Asks for the answer to a text.
   *
   * @param first whether nothing was said before
   */
  Question question(String text, boolean first) {
    List<Integer> tokens = new ArrayList<>();
    switch (form) {
      case CORRECTOR -> {
        return correction(text);
      }
      case CHAT -> {
        List<String> turn = first ? List.of() : List.of(MESSAGE_END, "\n");
        addPieces(tokens, turn);
        addPieces(tokens, List.of(MESSAGE_START));
        addText(tokens, "user\n" + text);
        addPieces(tokens, List.of(MESSAGE_END, "\n", MESSAGE_START, "assistant\n"));
      }
      case TEXT -> addText(tokens, text);
    }
    return new Question(Ints.toArray(tokens), tokens.size(), 0);
  }

  private Question correction(String text) {
    List<Integer> tokens = new ArrayList<>();
    addPieces(tokens, prompt.beforeText());
    int before = tokens.size();
    addText(tokens, text);
    int answer = tokens.size();
    addPieces(tokens, prompt.beforeAnswer());
    boolean aligned = prompt.positions().equals("aligned");
    // The answer's first token is to stand where the text's first one does.
    int position = Math.max(0, before - (tokens.size() - answer));
    int restart = aligned ? answer : tokens.size();
    return new Question(Ints.toArray(tokens), restart, position);
  }

  /** The tokens that end an answer. */
  Set<Integer> ends() {
    Set<Integer> ends = new LinkedHashSet<>();
    Arrays.stream(tokenizer.pieces(prompt.afterAnswer())).limit(1).forEach(ends::add);
    for (String name : List.of(MESSAGE_END, "<|endoftext|>")) {
      tokenizer.tokenNumber(name).ifPresent(ends::add);
    }
    return ends;
  }

  private void addPieces(List<Integer> tokens, List<String> pieces) {
    tokens.addAll(Ints.asList(tokenizer.pieces(pieces)));
  }

  private void addText(List<Integer> tokens, String text) {
    tokens.addAll(Ints.asList(tokenizer.tokenize(text).tokens()));
  }
}
