package dev.typofix.corrector.lexicon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.OutputStreamDataOutput;
import org.apache.lucene.util.IntsRefBuilder;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Transition;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.FSTCompiler;
import org.apache.lucene.util.fst.PositiveIntOutputs;
import org.apache.lucene.util.fst.Util;

/** Words with a packed {@link WordEntry} each, as a finite-state transducer. Immutable. */
final class WordTransducer {

  /** Looking so many letters up is quicker than looking at all that follow. */
  private static final int FEW_LETTERS = 4;

  private final FST<Long> transducer;

  private WordTransducer(FST<Long> transducer) {
    this.transducer = transducer;
  }

  static WordTransducer read(DataInput input) throws IOException {
    PositiveIntOutputs outputs = PositiveIntOutputs.getSingleton();
    return new WordTransducer(new FST<>(FST.readMetadata(input, outputs), input));
  }

  static void write(Map<String, WordEntry> entries, OutputStream output) throws IOException {
    FSTCompiler<Long> compiler =
        new FSTCompiler.Builder<>(FST.INPUT_TYPE.BYTE4, PositiveIntOutputs.getSingleton()).build();
    IntsRefBuilder key = new IntsRefBuilder();
    SortedMap<String, WordEntry> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    sorted.putAll(entries);
    for (Map.Entry<String, WordEntry> entry : sorted.entrySet()) {
      compiler.add(Util.toUTF32(entry.getKey(), key), entry.getValue().pack());
    }
    FST<Long> fst = FST.fromFSTReader(compiler.compile(), compiler.getFSTReader());
    OutputStreamDataOutput data = new OutputStreamDataOutput(output);
    fst.save(data, data);
  }

  /** Thread-safe, as every look-up reads with a reader of its own. */
  Optional<WordEntry> get(String word) {
    try {
      Long value = Util.get(transducer, Util.toUTF32(word, new IntsRefBuilder()));
      return Optional.ofNullable(value).map(WordEntry::unpack);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the transducer lies in memory
    }
  }

  /**
   * Finds the words within a Levenshtein distance where a transposition of neighbours counts as one
   * edit, by walking the transducer and the word's Levenshtein automaton side by side.
   *
   * @param distance 1 or 2
   */
  void forEachNear(String word, int distance, BiConsumer<String, WordEntry> consumer) {
    Automaton automaton = new LevenshteinAutomata(word, true).toAutomaton(distance);
    try {
      new Walk(automaton, consumer).descend(transducer.getFirstArc(new FST.Arc<>()), 0, 0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the transducer lies in memory
    }
  }

  /** One depth-first walk. */
  private final class Walk {
    private final Automaton automaton;
    private final BiConsumer<String, WordEntry> consumer;
    private final FST.BytesReader reader = transducer.getBytesReader();
    private final StringBuilder path = new StringBuilder();
    private final Transition transition = new Transition();

    Walk(Automaton automaton, BiConsumer<String, WordEntry> consumer) {
      this.automaton = automaton;
      this.consumer = consumer;
    }

    void descend(FST.Arc<Long> parent, int state, long output) throws IOException {
      int ranges = automaton.initTransition(state, transition);
      if (ranges > FEW_LETTERS) {
        visitAll(parent, state, output);
        return;
      }
      int[] letters = new int[FEW_LETTERS];
      int count = 0;
      for (int i = 0; i < ranges; i++) {
        automaton.getNextTransition(transition);
        if (count + transition.max - transition.min >= FEW_LETTERS) {
          visitAll(parent, state, output);
          return;
        }
        for (int letter = transition.min; letter <= transition.max; letter++) {
          letters[count++] = letter;
        }
      }
      visitFew(parent, state, output, Arrays.copyOf(letters, count));
    }

    /** Where edits are left, any letter may follow: each that does is looked at. */
    private void visitAll(FST.Arc<Long> parent, int state, long output) throws IOException {
      FST.Arc<Long> arc = transducer.readFirstTargetArc(parent, new FST.Arc<>(), reader);
      while (true) {
        visit(arc, state, output + arc.output());
        if (arc.isLast()) {
          return;
        }
        transducer.readNextArc(arc, reader);
      }
    }

    /** Where none are left, the word itself must go on: its letters are looked up. */
    private void visitFew(FST.Arc<Long> parent, int state, long output, int[] letters)
        throws IOException {
      FST.Arc<Long> arc = new FST.Arc<>();
      if (automaton.isAccept(state)
          && transducer.findTargetArc(FST.END_LABEL, parent, arc, reader) != null) {
        visit(arc, state, output + arc.output());
      }
      for (int letter : letters) {
        if (transducer.findTargetArc(letter, parent, arc, reader) != null) {
          visit(arc, state, output + arc.output());
        }
      }
    }

    private void visit(FST.Arc<Long> arc, int state, long output) throws IOException {
      if (arc.label() == FST.END_LABEL) {
        if (automaton.isAccept(state)) {
          consumer.accept(path.toString(), WordEntry.unpack(output));
        }
        return;
      }
      int next = automaton.step(state, arc.label());
      if (next >= 0) {
        int length = path.length();
        path.appendCodePoint(arc.label());
        descend(new FST.Arc<Long>().copyFrom(arc), next, output);
        path.setLength(length);
      }
    }
  }
}
