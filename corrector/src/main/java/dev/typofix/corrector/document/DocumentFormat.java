package dev.typofix.corrector.document;

import com.google.common.collect.ImmutableSet;
import java.util.Locale;
import java.util.Optional;

/**
 * How a file's text is read: where its prose stands, and what must not be touched. Every format
 * takes any text, in linear time, and fails on none.
 */
public enum DocumentFormat {
  /** Paragraphs that blank lines part. */
  PLAIN_TEXT(
      ImmutableSet.of("plaintext", "text", "restructuredtext", "asciidoc"),
      ImmutableSet.of("txt", "text", "rst", "adoc", "asciidoc", "org", "tex", "log"),
      ImmutableSet.of(
          "README",
          "LICENSE",
          "COPYING",
          "CHANGELOG",
          "CHANGES",
          "NEWS",
          "AUTHORS",
          "INSTALL",
          "NOTICE",
          "TODO",
          "HISTORY",
          "THANKS",
          "CONTRIBUTORS",
          "BUGS",
          "FAQ")),
  /** Each line is a passage of its own. */
  LINES(ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of()),
  /** CommonMark with the usual extensions. */
  MARKDOWN(
      ImmutableSet.of("markdown", "mdx", "quarto", "rmd"),
      ImmutableSet.of("md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd"),
      ImmutableSet.of()),
  /** A commit message while it is edited. */
  GIT_COMMIT(
      ImmutableSet.of("git-commit", "gitcommit"),
      ImmutableSet.of(),
      ImmutableSet.of("COMMIT_EDITMSG", "MERGE_MSG", "TAG_EDITMSG", "SQUASH_MSG")),
  JAVA(ImmutableSet.of("java"), ImmutableSet.of("java"), ImmutableSet.of()),
  KOTLIN(ImmutableSet.of("kotlin"), ImmutableSet.of("kt", "kts"), ImmutableSet.of()),
  PYTHON(
      ImmutableSet.of("python"),
      ImmutableSet.of("py", "pyi", "pyw"),
      ImmutableSet.of("SConstruct", "SConscript")),
  JAVASCRIPT(
      ImmutableSet.of("javascript", "javascriptreact"),
      ImmutableSet.of("js", "jsx", "mjs", "cjs"),
      ImmutableSet.of()),
  TYPESCRIPT(ImmutableSet.of("typescript"), ImmutableSet.of("ts", "mts", "cts"), ImmutableSet.of()),
  TSX(ImmutableSet.of("typescriptreact"), ImmutableSet.of("tsx"), ImmutableSet.of()),
  GO(ImmutableSet.of("go"), ImmutableSet.of("go"), ImmutableSet.of()),
  RUST(ImmutableSet.of("rust"), ImmutableSet.of("rs"), ImmutableSet.of()),
  C(ImmutableSet.of("c"), ImmutableSet.of("c", "h"), ImmutableSet.of()),
  CPP(
      ImmutableSet.of("cpp", "cuda-cpp", "objective-c", "objective-cpp"),
      ImmutableSet.of("cc", "cpp", "cxx", "hh", "hpp", "hxx", "cu", "inl", "ipp", "ino", "m", "mm"),
      ImmutableSet.of()),
  CSHARP(ImmutableSet.of("csharp"), ImmutableSet.of("cs", "csx"), ImmutableSet.of()),
  RUBY(
      ImmutableSet.of("ruby"),
      ImmutableSet.of("rb", "rake", "gemspec"),
      ImmutableSet.of("Gemfile", "Rakefile", "Vagrantfile", "Podfile", "Brewfile")),
  SHELL(
      ImmutableSet.of("shellscript"),
      ImmutableSet.of("sh", "bash", "zsh", "ksh", "bats"),
      ImmutableSet.of(".bashrc", ".zshrc", ".profile")),
  YAML(ImmutableSet.of("yaml", "dockercompose"), ImmutableSet.of("yaml", "yml"), ImmutableSet.of()),
  TOML(ImmutableSet.of("toml"), ImmutableSet.of("toml"), ImmutableSet.of("Cargo.lock")),
  HTML(
      ImmutableSet.of("html", "vue", "svelte"),
      ImmutableSet.of("html", "htm", "xhtml", "vue", "svelte"),
      ImmutableSet.of()),
  CSS(
      ImmutableSet.of("css", "scss", "less"),
      ImmutableSet.of("css", "scss", "less"),
      ImmutableSet.of()),
  /** Other languages with {@code //} comments; JSON has no prose but these. */
  SLASH_COMMENTS(
      ImmutableSet.of(
          "jsonc",
          "json",
          "json5",
          "swift",
          "scala",
          "groovy",
          "php",
          "dart",
          "proto3",
          "proto",
          "objective-j",
          "solidity",
          "zig",
          "verilog"),
      ImmutableSet.of(
          "jsonc", "json", "json5", "swift", "scala", "sc", "groovy", "gradle", "php", "dart",
          "proto", "sol", "zig", "v", "sv", "kt.in", "thrift", "fbs", "glsl", "hlsl", "wgsl",
          "rpgle", "jsonnet"),
      ImmutableSet.of("Jenkinsfile", ".prettierrc", ".eslintrc")),
  /** Other languages with {@code #} comments. */
  HASH_COMMENTS(
      ImmutableSet.of(
          "makefile",
          "dockerfile",
          "perl",
          "r",
          "julia",
          "elixir",
          "powershell",
          "ini",
          "properties",
          "ignore",
          "cmake",
          "nix",
          "coffeescript",
          "dotenv",
          "terraform"),
      ImmutableSet.of(
          "mk",
          "pl",
          "pm",
          "r",
          "jl",
          "ex",
          "exs",
          "ps1",
          "psm1",
          "psd1",
          "ini",
          "cfg",
          "conf",
          "properties",
          "cmake",
          "nix",
          "coffee",
          "env",
          "tf",
          "hcl",
          "gitignore",
          "gitattributes",
          "dockerignore",
          "editorconfig",
          "desktop",
          "service"),
      ImmutableSet.of(
          "Makefile",
          "makefile",
          "GNUmakefile",
          "Dockerfile",
          "Containerfile",
          "CMakeLists.txt",
          ".gitignore",
          ".gitattributes",
          ".gitmodules",
          ".dockerignore",
          ".editorconfig",
          ".env",
          ".npmrc",
          "CODEOWNERS",
          "requirements.txt")),
  /** Languages with {@code --} comments. */
  DASH_COMMENTS(
      ImmutableSet.of("sql", "lua", "haskell", "ada", "elm", "vhdl"),
      ImmutableSet.of("sql", "lua", "hs", "adb", "ads", "elm", "vhd", "vhdl"),
      ImmutableSet.of()),
  /** Only the comments are read. */
  XML(
      ImmutableSet.of("xml", "xsl"),
      ImmutableSet.of(
          "xml",
          "xsd",
          "xsl",
          "xslt",
          "svg",
          "pom",
          "csproj",
          "props",
          "targets",
          "plist",
          "resx",
          "storyboard",
          "xib"),
      ImmutableSet.of());

  private final ImmutableSet<String> languageIds;
  private final ImmutableSet<String> extensions;
  private final ImmutableSet<String> fileNames;

  DocumentFormat(
      ImmutableSet<String> languageIds,
      ImmutableSet<String> extensions,
      ImmutableSet<String> fileNames) {
    this.languageIds = languageIds;
    this.extensions = extensions;
    this.fileNames = fileNames;
  }

  /**
   * The format of a file, by its name's extension or by the whole name; empty if neither is known.
   *
   * @param fileName with or without folders before it
   */
  public static Optional<DocumentFormat> forFileName(String fileName) {
    int folder = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    String name = fileName.substring(folder + 1);
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean hasExtension = name.lastIndexOf('.') >= 0;
    for (DocumentFormat format : values()) {
      if (format.fileNames.contains(name)
          || (hasExtension && format.extensions.contains(extension))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The format of an editor's language identifier; empty if it is not known. */
  public static Optional<DocumentFormat> forLanguageId(String languageId) {
    for (DocumentFormat format : values()) {
      if (format.languageIds.contains(languageId)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Reads a text: finds its passages and their protected spans. Any text is accepted. */
  public Document parse(String text) {
    return new Document(text, parser().parse(text));
  }

  /**
   * Why files of this format are read more plainly than could be: the reason for which the
   * grammar's native library could not be loaded. Loads it if it is not yet loaded.
   */
  public Optional<String> backendProblem() {
    return grammar().flatMap(TreeSitter::problem);
  }

  private PassageParser parser() {
    return switch (this) {
      case PLAIN_TEXT -> new PlainTextParser();
      case LINES -> new LineParser();
      case MARKDOWN -> new MarkdownParser();
      case GIT_COMMIT -> new GitCommitParser();
      case HTML -> new HtmlParser();
      case TOML -> SourceParser.of(CommentSyntax.PYTHON);
      case SLASH_COMMENTS -> SourceParser.of(CommentSyntax.SLASHES);
      case HASH_COMMENTS -> SourceParser.of(CommentSyntax.HASHES);
      case DASH_COMMENTS -> SourceParser.of(CommentSyntax.DASHES);
      case XML -> SourceParser.of(CommentSyntax.TAGS);
      default -> grammar().map(SourceParser::of).orElseThrow();
    };
  }

  private Optional<Grammar> grammar() {
    return switch (this) {
      case JAVA -> Optional.of(Grammar.JAVA);
      case KOTLIN -> Optional.of(Grammar.KOTLIN);
      case PYTHON -> Optional.of(Grammar.PYTHON);
      case JAVASCRIPT -> Optional.of(Grammar.JAVASCRIPT);
      case TYPESCRIPT -> Optional.of(Grammar.TYPESCRIPT);
      case TSX -> Optional.of(Grammar.TSX);
      case GO -> Optional.of(Grammar.GO);
      case RUST -> Optional.of(Grammar.RUST);
      case C -> Optional.of(Grammar.C);
      case CPP -> Optional.of(Grammar.CPP);
      case CSHARP -> Optional.of(Grammar.CSHARP);
      case RUBY -> Optional.of(Grammar.RUBY);
      case SHELL -> Optional.of(Grammar.BASH);
      case YAML -> Optional.of(Grammar.YAML);
      case HTML -> Optional.of(Grammar.HTML);
      case CSS -> Optional.of(Grammar.CSS);
      default -> Optional.empty();
    };
  }
}
