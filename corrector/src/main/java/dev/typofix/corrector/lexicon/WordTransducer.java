package dev.typofix.corrector.lexicon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.OutputStreamDataOutput;
import org.apache.lucene.util.IntsRefBuilder;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.FSTCompiler;
import org.apache.lucene.util.fst.PositiveIntOutputs;
import org.apache.lucene.util.fst.Util;

/** Words with a packed {@link WordEntry} each, as a finite-state transducer. Immutable. */
final class WordTransducer {

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
   * edit (optimal string alignment): walks the transducer with a row of the table of distances for
   * each letter of the path.
   *
   * @param distance 1 or 2
   */
  void forEachNear(String word, int distance, BiConsumer<String, WordEntry> consumer) {
    try {
      new Walk(word, distance, consumer).descend(transducer.getFirstArc(new FST.Arc<>()), 0, 0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the transducer lies in memory
    }
  }

  /** One depth-first walk. */
  private final class Walk {
    private final int[] letters;
    private final int most;
    private final BiConsumer<String, WordEntry> consumer;
    private final FST.BytesReader reader = transducer.getBytesReader();
    private final int[] path;

    /** {@code rows[d][i]}: the distance of the path's first d letters from the word's first i. */
    private final int[][] rows;

    Walk(String word, int distance, BiConsumer<String, WordEntry> consumer) {
      this.letters = word.codePoints().toArray();
      this.most = distance;
      this.consumer = consumer;
      int longest = letters.length + distance + 1; // at that length every path is too far
      this.path = new int[longest];
      this.rows = new int[longest + 1][letters.length + 1];
      for (int i = 0; i <= letters.length; i++) {
        rows[0][i] = i;
      }
    }

    void descend(FST.Arc<Long> parent, int depth, long output) throws IOException {
      if (lowest(rows[depth]) < most) {
        visitAll(parent, depth, output);
      } else {
        visitFew(parent, depth, output);
      }
    }

    /** Where edits are left, any letter may follow: each that does is looked at. */
    private void visitAll(FST.Arc<Long> parent, int depth, long output) throws IOException {
      FST.Arc<Long> arc = transducer.readFirstTargetArc(parent, new FST.Arc<>(), reader);
      while (true) {
        visit(arc, depth, output + arc.output());
        if (arc.isLast()) {
          return;
        }
        transducer.readNextArc(arc, reader);
      }
    }

    /** Where none are left, the word itself must go on: its letters are looked up. */
    private void visitFew(FST.Arc<Long> parent, int depth, long output) throws IOException {
      FST.Arc<Long> arc = new FST.Arc<>();
      if (transducer.findTargetArc(FST.END_LABEL, parent, arc, reader) != null) {
        visit(arc, depth, output + arc.output());
      }
      for (int i = 0; i < letters.length; i++) {
        if (goesOn(depth, i)
            && isFirstOfItsKind(depth, i)
            && transducer.findTargetArc(letters[i], parent, arc, reader) != null) {
          visit(arc, depth, output + arc.output());
        }
      }
    }

    private boolean isFirstOfItsKind(int depth, int place) {
      for (int i = 0; i < place; i++) {
        if (letters[i] == letters[place] && goesOn(depth, i)) {
          return false;
        }
      }
      return true;
    }

    /** Whether the word's letter at {@code place} may follow the path, with no edit left. */
    private boolean goesOn(int depth, int place) {
      return rows[depth][place] == most || transposes(depth, place);
    }

    /** Whether the path's last letter is the word's next after {@code place}, typed before it. */
    private boolean transposes(int depth, int place) {
      return depth > 0
          && place + 1 < letters.length
          && path[depth - 1] == letters[place + 1]
          && rows[depth - 1][place] < most;
    }

    private void visit(FST.Arc<Long> arc, int depth, long output) throws IOException {
      if (arc.label() == FST.END_LABEL) {
        if (rows[depth][letters.length] <= most) {
          consumer.accept(new String(path, 0, depth), WordEntry.unpack(output));
        }
        return;
      }
      path[depth] = arc.label();
      fillRow(depth + 1);
      if (lowest(rows[depth + 1]) <= most) {
        descend(new FST.Arc<Long>().copyFrom(arc), depth + 1, output);
      }
    }

    private void fillRow(int depth) {
      int letter = path[depth - 1];
      int[] above = rows[depth - 1];
      int[] row = rows[depth];
      row[0] = depth;
      for (int i = 1; i <= letters.length; i++) {
        int replaced = above[i - 1] + (letters[i - 1] == letter ? 0 : 1);
        row[i] = Math.min(replaced, 1 + Math.min(above[i], row[i - 1]));
        if (i > 1 && depth > 1 && letters[i - 2] == letter && letters[i - 1] == path[depth - 2]) {
          row[i] = Math.min(row[i], 1 + rows[depth - 2][i - 2]);
        }
      }
    }

    private static int lowest(int[] row) {
      int lowest = row[0];
      for (int i = 1; i < row.length; i++) {
        lowest = Math.min(lowest, row[i]);
      }
      return lowest;
    }
  }
}
