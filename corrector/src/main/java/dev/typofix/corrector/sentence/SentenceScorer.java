package dev.typofix.corrector.sentence;

import com.google.common.base.Preconditions;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelLoadException;
import dev.typofix.engine.Session;
import dev.typofix.engine.TokenTree;
import dev.typofix.engine.Tokenization;
import dev.typofix.engine.Tokenizer;
import dev.typofix.engine.TreeScores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores edits of one sentence at a time in packed forward passes: the text as typed is the prompt
 * (of a model that was taught to correct), its copy the trunk of a token tree, each edit a branch
 * that leaves the trunk at the first token it changes and runs on for a few tokens after it. Owns a
 * session, which keeps the prompt's constant beginning; confined to one thread.
 */
public final class SentenceScorer implements AutoCloseable {

  /** Tokens after an edit that are scored with it, where the prompt has the text as typed. */
  private static final int TAIL = 3;

  /** The same where it has not: only what follows can tell what was meant. */
  private static final int TAIL_WITHOUT_TEXT = 6;

  /**
   * Known words whose copy is less probable than this (natural logarithm) are in doubt. Measured on
   * corrections in git histories: most true edits of known words stand below, and one word in six.
   */
  private static final double DOUBTFUL = -0.05;

  /** The same where the prompt lacks the text: hardly a word of a text can be foreseen. */
  private static final double DOUBTFUL_WITHOUT_TEXT = -4;

  private static final int LONGEST = 300;

  /**
   * Rows of one pass. Each hides itself from all branches but its own: in passes of more rows that
   * costs more than a further pass does (a sixth of the time of sentences of 600 characters).
   */
  private static final int MOST_ROWS = 384;

  private final Tokenizer tokenizer;
  private final Session session;
  private final PromptTokens prompt;
  private final int tail;
  private final int longest;
  private final int mostRows;
  private final LoadingCache<String, int[]> replacementTokens;

  private Tokenization copy = new Tokenization(new int[0], new int[0], new int[0]);
  private String text = "";
  private EditPaths paths;
  private double[] copyLogProbs = {}; // [tokens + 1], the last is the end mark's
  private double[] mendedLogProbs = {}; // [tokens + 1], where the copy's context is mended
  private int firstAnswer;
  private TreeScores trunkScores = new TreeScores(new float[0], 1, new int[0], new float[0]);

  /**
   * Opens a session of the model.
   *
   * @throws ModelLoadException if the model's prompt lacks what its way of scoring needs
   */
  public SentenceScorer(LanguageModel model) throws ModelLoadException {
    this.tokenizer = model.tokenizer();
    this.prompt = PromptTokens.of(model);
    this.tail = prompt.withText() ? TAIL : TAIL_WITHOUT_TEXT;
    // The graph refuses calls of more rows than it has positions.
    int positions = model.manifest().maximumPositions();
    this.mostRows = Math.min(MOST_ROWS, positions);
    this.longest = Math.min(LONGEST, prompt.longestText(positions));
    this.replacementTokens =
        CacheBuilder.newBuilder()
            .maximumSize(50_000)
            .build(CacheLoader.from(word -> tokenizer.tokenize(word).tokens()));
    this.paths = paths();
    this.session = model.newSession();
  }

  /**
   * Reads a sentence and scores its copy and some edits in one forward pass.
   *
   * @return the edits' scores in their order; empty if the sentence has too many tokens to be
   *     judged
   */
  public List<EditScore> begin(String sentence, List<EditToScore> edits) {
    int[] before = copy.tokens();
    text = sentence;
    copy = tokenizer.tokenize(sentence);
    paths = paths();
    int kept = Math.min(session.size(), prompt.inCommon(before, copy.tokens()));
    session.truncate(kept);
    if (copy.count() == 0 || copy.count() > longest) {
      copyLogProbs = new double[0];
      return List.of();
    }
    TokenTree.Builder builder = TokenTree.builder(kept);
    addTrunk(builder, kept);
    List<Branch> branches = addBranches(builder, edits);
    TokenTree tree = builder.build();
    if (tree.rowCount() > mostRows && !edits.isEmpty()) {
      begin(sentence, List.of());
      return more(edits);
    }
    trunkScores = session.extend(tree);
    copyLogProbs = new double[copy.count() + 1];
    for (int i = 0; i <= copy.count(); i++) {
      copyLogProbs[i] = trunkScores.targetLogProb(i);
    }
    mendedLogProbs = copyLogProbs.clone();
    List<EditScore> scores = scores(branches, trunkScores);
    session.truncate(firstAnswer + copy.count());
    return scores;
  }

  private EditPaths paths() {
    return new EditPaths(text, copy, tail, prompt.end(), replacementTokens::getUnchecked);
  }

  /** Whether the sentence that was begun is short enough to be judged. */
  public boolean hasTrunk() {
    return copyLogProbs.length > 0;
  }

  /**
   * Scores more edits of the sentence that was begun, in as few more forward passes as it takes.
   */
  public List<EditScore> more(List<EditToScore> edits) {
    Preconditions.checkState(hasTrunk(), "no sentence was begun");
    if (edits.isEmpty()) {
      return List.of();
    }
    int trunk = firstAnswer + copy.count();
    TokenTree.Builder builder = TokenTree.builder(trunk);
    List<Branch> branches = addBranches(builder, edits);
    TokenTree tree = builder.build();
    if (tree.rowCount() > mostRows && edits.size() > 1) {
      int half = edits.size() / 2;
      List<EditScore> both = new ArrayList<>(more(edits.subList(0, half)));
      both.addAll(more(edits.subList(half, edits.size())));
      return both;
    }
    List<EditScore> scores = scores(branches, session.extend(tree));
    session.truncate(trunk);
    return scores;
  }

  /**
   * The most that an edit's log-odds can be, so far as the copy's pass tells: by the tokens that
   * the model found most probable where the edit leaves the copy.
   */
  public double mostLogOdds(EditToScore edit) {
    EditPath path = paths.of(edit);
    double most = mostLogProb(path.firstCopy(), path.tokens()[0]);
    return most - sum(path.firstCopy(), path.endOfCopy());
  }

  /** The most that a token's log-probability can be in the place of one of the copy's. */
  private double mostLogProb(int place, int token) {
    if (place == copy.count()) {
      return 0; // what else may end the copy was not asked
    }
    int last = trunkScores.topCount() - 1;
    int rank = 0;
    while (rank < last && trunkScores.topToken(place, rank) != token) {
      rank++;
    }
    return trunkScores.topLogProb(place, rank);
  }

  /** Whether a known word is improbable enough for edits of it, be it behind a likely edit. */
  public boolean isDoubtful(int start, int end) {
    double threshold = prompt.withText() ? DOUBTFUL : DOUBTFUL_WITHOUT_TEXT;
    return lowestMendedLogProb(start, end) < threshold;
  }

  /** The log-probability of the least probable token of a stretch of the copy. */
  public double lowestCopyLogProb(int start, int end) {
    return lowest(copyLogProbs, start, end);
  }

  /**
   * The same, where an error just before the stretch is mended as the edits that were scored with
   * the copy would: an error makes what follows it improbable, too.
   */
  public double lowestMendedLogProb(int start, int end) {
    return lowest(mendedLogProbs, start, end);
  }

  private double lowest(double[] logProbs, int start, int end) {
    double lowest = 0;
    for (int i = paths.firstTokenAfter(start); i < copy.count() && copy.starts()[i] < end; i++) {
      lowest = Math.min(lowest, logProbs[i]);
    }
    return lowest;
  }

  /**
   * What the model expected in the place of a word: the texts, in its order, that the word would
   * have if one of its tokens were another and the rest were left out.
   *
   * @param margin only tokens more probable than the copy's own by this many nats count
   */
  public List<String> proposals(int start, int end, double margin) {
    List<String> proposals = new ArrayList<>();
    int from = start > 0 && text.charAt(start - 1) == ' ' ? start - 1 : start;
    for (int i = paths.firstTokenAfter(from); i < copy.count() && copy.starts()[i] < end; i++) {
      int typedStart = Math.min(start, copy.starts()[i]);
      String typed = text.substring(typedStart, Math.max(typedStart, copy.starts()[i]));
      for (int rank = 0; rank < trunkScores.topCount(); rank++) {
        boolean other = trunkScores.topToken(i, rank) != copy.tokens()[i];
        if (other && trunkScores.topLogProb(i, rank) > copyLogProbs[i] + margin) {
          String proposal = typed + tokenizer.text(trunkScores.topToken(i, rank));
          proposals.add(proposal.strip());
        }
      }
    }
    return proposals;
  }

  /** Adds the rows of prompt and copy but for the first, which the session has. */
  private void addTrunk(TokenTree.Builder tree, int kept) {
    int count = copy.count();
    int answerPosition = prompt.answerPosition(count);
    RowChain chain = new RowChain(tree, kept);
    if (prompt.withText()) {
      chain.add(prompt.beforeText(), 0);
      chain.add(copy.tokens(), prompt.beforeText().length);
    }
    chain.add(prompt.beforeAnswer(), answerPosition - prompt.beforeAnswer().length);
    int parent = prompt.rowsBeforeAnswer(count) - 1;
    firstAnswer = parent + 1;
    for (int i = 0; i < count; i++) {
      tree.addTarget(parent, copy.tokens()[i]);
      tree.addTop(parent);
      parent = tree.addRow(copy.tokens()[i], parent, answerPosition + i);
    }
    tree.addTarget(parent, prompt.end());
  }

  /** Rows one after another, of which a session may have the first. */
  private static final class RowChain {
    private final TokenTree.Builder tree;
    private final int kept;
    private int rows;

    RowChain(TokenTree.Builder tree, int kept) {
      this.tree = tree;
      this.kept = kept;
    }

    void add(int[] tokens, int firstPosition) {
      for (int i = 0; i < tokens.length; i++, rows++) {
        if (rows >= kept) {
          tree.addRow(tokens[i], rows - 1, firstPosition + i);
        }
      }
    }
  }

  /**
   * A branch.
   *
   * @param targets the target indices of the path's tokens, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Branch(EditPath path, int[] targets) {}

  private List<Branch> addBranches(TokenTree.Builder tree, List<EditToScore> edits) {
    BranchGrower grower = new BranchGrower(tree);
    List<Branch> branches = new ArrayList<>(edits.size());
    for (EditToScore edit : edits) {
      branches.add(grower.grow(edit));
    }
    return branches;
  }

  private List<EditScore> scores(List<Branch> branches, TreeScores treeScores) {
    List<EditScore> scores = new ArrayList<>(branches.size());
    for (Branch branch : branches) {
      double edited = 0;
      double all = 0;
      for (int i = 0; i < branch.targets.length; i++) {
        double logProb = treeScores.targetLogProb(branch.targets[i]);
        all += logProb;
        edited += i < branch.path.editTokens() ? logProb : 0;
      }
      EditPath path = branch.path;
      double typed = sum(path.firstCopy(), path.endOfEdit());
      double typedAll = sum(path.firstCopy(), path.endOfCopy());
      scores.add(new EditScore(all - typedAll, edited, typed));
      if (all > typedAll) {
        addMended(branch, treeScores);
      }
    }
    return scores;
  }

  /** The log-probability of a stretch of the copy. */
  private double sum(int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += copyLogProbs[i];
    }
    return sum;
  }

  /** What the tokens behind a likely edit are worth behind it. */
  private void addMended(Branch branch, TreeScores treeScores) {
    EditPath path = branch.path;
    for (int i = path.endOfEdit(); i < path.endOfCopy(); i++) {
      int target = branch.targets[path.editTokens() + i - path.endOfEdit()];
      mendedLogProbs[i] = Math.max(mendedLogProbs[i], treeScores.targetLogProb(target));
    }
  }

  /** Grows the branches of one tree; stretches that several have in common are rows once. */
  private final class BranchGrower {
    private final TokenTree.Builder tree;
    private final Map<Long, Integer> rows = new HashMap<>();
    private final Map<Long, Integer> targets = new HashMap<>();
    private final Map<Integer, Integer> anchors = new HashMap<>();

    BranchGrower(TokenTree.Builder tree) {
      this.tree = tree;
    }

    Branch grow(EditToScore edit) {
      EditPath path = paths.of(edit);
      int[] tokens = path.tokens();
      int[] branchTargets = new int[tokens.length];
      int parent = anchor(firstAnswer + path.firstCopy() - 1);
      int position = prompt.answerPosition(copy.count()) + path.firstCopy() - 1;
      for (int i = 0; i < tokens.length; i++) {
        branchTargets[i] = target(parent, tokens[i]);
        if (i + 1 < tokens.length) {
          parent = row(parent, tokens[i], ++position);
        }
      }
      return new Branch(path, branchTargets);
    }

    /**
     * The row from which a branch leaves the trunk. Targets need a row of this tree: if the trunk
     * was run before, its row is run again.
     */
    private int anchor(int trunkNode) {
      if (trunkNode >= tree.firstNode()) {
        return trunkNode;
      }
      return anchors.computeIfAbsent(
          trunkNode,
          node -> {
            int answer = node - firstAnswer; // negative for what stands before the answer
            int[] before = prompt.beforeAnswer();
            int token = answer < 0 ? before[before.length + answer] : copy.tokens()[answer];
            return tree.addRow(token, node - 1, prompt.answerPosition(copy.count()) + answer);
          });
    }

    private int target(int parent, int token) {
      return targets.computeIfAbsent(key(parent, token), k -> tree.addTarget(parent, token));
    }

    private int row(int parent, int token, int position) {
      return rows.computeIfAbsent(key(parent, token), k -> tree.addRow(token, parent, position));
    }

    private static long key(int node, int token) {
      return (long) node << 32 | token;
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
