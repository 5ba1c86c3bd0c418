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
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IntsRef;
import org.apache.lucene.util.IntsRefBuilder;
import org.apache.lucene.util.fst.ByteSequenceOutputs;
import org.apache.lucene.util.fst.FST;
import org.apache.lucene.util.fst.FSTCompiler;
import org.apache.lucene.util.fst.IntsRefFSTEnum;
import org.apache.lucene.util.fst.Util;

/** A compact map from words to short texts, as a finite-state transducer. Immutable. */
final class WordMap {

  private final FST<BytesRef> transducer;

  private WordMap(FST<BytesRef> transducer) {
    this.transducer = transducer;
  }

  static WordMap read(DataInput input) throws IOException {
    ByteSequenceOutputs outputs = ByteSequenceOutputs.getSingleton();
    return new WordMap(new FST<>(FST.readMetadata(input, outputs), input));
  }

  static void write(Map<String, String> entries, OutputStream output) throws IOException {
    FSTCompiler<BytesRef> compiler =
        new FSTCompiler.Builder<>(FST.INPUT_TYPE.BYTE4, ByteSequenceOutputs.getSingleton()).build();
    IntsRefBuilder key = new IntsRefBuilder();
    SortedMap<String, String> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    sorted.putAll(entries);
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      compiler.add(Util.toUTF32(entry.getKey(), key), new BytesRef(entry.getValue()));
    }
    FST<BytesRef> fst = FST.fromFSTReader(compiler.compile(), compiler.getFSTReader());
    OutputStreamDataOutput data = new OutputStreamDataOutput(output);
    fst.save(data, data);
  }

  /** Thread-safe, as every look-up reads with a reader of its own. */
  Optional<String> get(String word) {
    try {
      BytesRef value = Util.get(transducer, Util.toUTF32(word, new IntsRefBuilder()));
      return Optional.ofNullable(value).map(BytesRef::utf8ToString);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the transducer lies in memory
    }
  }

  /** Visits all entries, in the order of their code points. Thread-safe like {@link #get}. */
  void forEach(BiConsumer<String, String> consumer) {
    try {
      IntsRefFSTEnum<BytesRef> entries = new IntsRefFSTEnum<>(transducer);
      for (IntsRefFSTEnum.InputOutput<BytesRef> entry = entries.next();
          entry != null;
          entry = entries.next()) {
        IntsRef key = entry.input;
        consumer.accept(new String(key.ints, key.offset, key.length), entry.output.utf8ToString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the transducer lies in memory
    }
  }
}
