package dev.typofix.tooling.chat;

import com.google.common.primitives.Ints;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelManifest.Prompt;
import dev.typofix.engine.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
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

  /** Whether the position of a row is that of a new beginning: the corrector's answer. */
  boolean restartsAt(int row, int rows) {
    return form == Form.CORRECTOR && prompt.positions().equals("aligned") && row == rows - 1;
  }

  /**
   * The tokens that stand before the answer to a text.
   *
   * @param first whether nothing was said before
   */
  int[] tokens(String text, boolean first) {
    List<Integer> tokens = new ArrayList<>();
    switch (form) {
      case CORRECTOR -> {
        add(tokens, prompt.textToken());
        addText(tokens, text);
        add(tokens, prompt.fixToken());
      }
      case CHAT -> {
        if (!first) {
          add(tokens, MESSAGE_END);
          addText(tokens, "\n");
        }
        add(tokens, MESSAGE_START);
        addText(tokens, "user\n" + text);
        add(tokens, MESSAGE_END);
        addText(tokens, "\n");
        add(tokens, MESSAGE_START);
        addText(tokens, "assistant\n");
      }
      case TEXT -> addText(tokens, text);
    }
    return Ints.toArray(tokens);
  }

  /** The tokens that end an answer. */
  Set<Integer> ends() {
    Set<Integer> ends = new LinkedHashSet<>();
    for (String name : List.of(prompt.endToken(), MESSAGE_END, "<|endoftext|>")) {
      tokenizer.tokenNumber(name).ifPresent(ends::add);
    }
    return ends;
  }

  private void add(List<Integer> tokens, String name) {
    OptionalInt number = tokenizer.tokenNumber(name);
    number.ifPresent(tokens::add);
  }

  private void addText(List<Integer> tokens, String text) {
    tokens.addAll(Ints.asList(tokenizer.tokenize(text).tokens()));
  }
}
