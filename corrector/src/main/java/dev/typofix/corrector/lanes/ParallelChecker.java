package dev.typofix.corrector.lanes;

import com.google.common.base.Preconditions;
import dev.typofix.corrector.CancelCheck;
import dev.typofix.corrector.CheckOptions;
import dev.typofix.corrector.Checker;
import dev.typofix.corrector.Corrector;
import dev.typofix.corrector.Finding;
import dev.typofix.corrector.document.Document;
import dev.typofix.corrector.document.Passage;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks the passages of a document side by side: calls of a small model are too short to be shared
 * out among cores themselves. Owns correctors that share what they judge, but no threads: the
 * caller's thread works, and helpers on the executor beside it. Confined to one thread at a time,
 * as every checker; no helper works after a check has returned.
 */
public final class ParallelChecker implements Checker, AutoCloseable {

  private final List<Corrector> correctors;
  private final Executor executor;

  private ParallelChecker(List<Corrector> correctors, Executor executor) {
    this.correctors = List.copyOf(correctors);
    this.executor = executor;
  }

  /**
   * Makes a checker.
   *
   * @param lanes how many passages are judged at once, from 1, the caller's among them
   * @param executor has a thread free for each other lane; the caller shuts it down after the last
   *     check
   * @throws ModelLoadException as {@link Corrector#create}
   */
  public static ParallelChecker create(LanguageModel model, int lanes, Executor executor)
      throws ModelLoadException {
    Preconditions.checkArgument(lanes >= 1, "%s lanes, at least 1 is needed", lanes);
    List<Corrector> correctors = new ArrayList<>();
    correctors.add(Corrector.create(model));
    while (correctors.size() < lanes) {
      correctors.add(correctors.get(0).twin());
    }
    return new ParallelChecker(correctors, executor);
  }

  @Override
  public List<Finding> check(Document document, CheckOptions options, CancelCheck cancel) {
    Corrector own = correctors.get(0);
    if (correctors.size() == 1) {
      return own.check(document, options, cancel);
    }
    List<Finding> findings = new ArrayList<>();
    List<Passage> news = new ArrayList<>();
    for (Passage passage : document.passages()) {
      own.remembered(passage, options).ifPresentOrElse(findings::addAll, () -> news.add(passage));
    }
    Document changed = new Document(document.text(), news);
    findings.addAll(
        news.size() < 2
            ? own.check(changed, options, cancel)
            : checkSideBySide(changed, options, cancel));
    findings.sort(Comparator.comparingInt(Finding::start));
    return findings;
  }

  private List<Finding> checkSideBySide(
      Document document, CheckOptions options, CancelCheck cancel) {
    Work work = new Work(document, options, cancel);
    List<CompletableFuture<List<Finding>>> helpers =
        correctors.subList(1, correctors.size()).stream()
            .map(helper -> CompletableFuture.supplyAsync(() -> work.share(helper), executor))
            .toList();
    List<Finding> findings = new ArrayList<>();
    try {
      findings.addAll(work.share(correctors.get(0)));
    } finally {
      helpers.forEach(Work::await);
    }
    helpers.forEach(helper -> findings.addAll(result(helper)));
    return findings;
  }

  private static List<Finding> result(CompletableFuture<List<Finding>> helper) {
    try {
      return helper.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failed;
    }
  }

  @Override
  public void close() {
    correctors.forEach(Corrector::close);
  }

  /** One document's passages, which the lanes take one after the other. Thread-safe. */
  private static final class Work {
    private final Document document;
    private final CheckOptions options;
    private final CancelCheck cancel;
    private final AtomicInteger next = new AtomicInteger();

    Work(Document document, CheckOptions options, CancelCheck cancel) {
      this.document = document;
      this.options = options;
      this.cancel = cancel;
    }

    /** Works until no passage is left; where one lane fails, the others stop after theirs. */
    List<Finding> share(Corrector corrector) {
      List<Passage> passages = document.passages();
      List<Finding> findings = new ArrayList<>();
      try {
        for (int i = next.getAndIncrement(); i < passages.size(); i = next.getAndIncrement()) {
          Document part = new Document(document.text(), passages.subList(i, i + 1));
          findings.addAll(corrector.check(part, options, cancel));
        }
      } catch (RuntimeException | Error failed) {
        next.set(passages.size());
        throw failed;
      }
      return findings;
    }

    static void await(CompletableFuture<?> helper) {
      try {
        helper.join();
      } catch (CompletionException | CancellationException failed) {
        // Its own failure is told where its result is asked for.
      }
    }
  }
}
