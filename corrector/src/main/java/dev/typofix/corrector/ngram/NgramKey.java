package dev.typofix.corrector.ngram;

/**
 * 64-bit keys of runs of one to three tokens. Two runs share a key about never: 3 million of them
 * collide with a chance of one in four million.
 */
public final class NgramKey {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private NgramKey() {}

  /** The key of a token: FNV-1a over its UTF-16 units, mixed. */
  public static long of(CharSequence token) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < token.length(); i++) {
      hash = (hash ^ token.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** The key of a run that is continued by one token more. */
  public static long then(long run, long token) {
    return mix(run * GOLDEN + token);
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
