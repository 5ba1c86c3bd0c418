package dev.typofix.corrector.document;

import org.treesitter.TSLanguage;
import org.treesitter.TreeSitterBash;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCSharp;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterCss;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterHtml;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterKotlin;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterRuby;
import org.treesitter.TreeSitterRust;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;
import org.treesitter.TreeSitterYaml;

/** The tree-sitter grammars, each with a query for prose and the marks that comments have. */
enum Grammar {
  BASH(CommentSyntax.HASHES, Query.COMMENT),
  C(CommentSyntax.SLASHES, Query.COMMENT),
  CPP(CommentSyntax.SLASHES, Query.COMMENT),
  CSHARP(CommentSyntax.SLASHES, Query.COMMENT),
  CSS(CommentSyntax.STARS, Query.COMMENT),
  GO(CommentSyntax.SLASHES, Query.COMMENT),
  HTML(CommentSyntax.TAGS, Query.HTML),
  JAVA(CommentSyntax.SLASHES, Query.LINE_AND_BLOCK),
  JAVASCRIPT(CommentSyntax.SLASHES, Query.JSX),
  KOTLIN(CommentSyntax.SLASHES, "[(line_comment) (multiline_comment)] @comment"),
  PYTHON(CommentSyntax.PYTHON, Query.PYTHON),
  RUBY(CommentSyntax.RUBY, Query.COMMENT),
  RUST(CommentSyntax.SLASHES, Query.LINE_AND_BLOCK),
  TSX(CommentSyntax.SLASHES, Query.JSX),
  TYPESCRIPT(CommentSyntax.SLASHES, Query.COMMENT),
  YAML(CommentSyntax.HASHES, Query.COMMENT);

  private final CommentSyntax syntax;
  private final String query;

  Grammar(CommentSyntax syntax, String query) {
    this.syntax = syntax;
    this.query = query;
  }

  /** How comments are found without the grammar. */
  CommentSyntax syntax() {
    return syntax;
  }

  /** A query whose captures are named as the kinds of {@link ProseRange}. */
  String query() {
    return query;
  }

  /**
   * The grammar itself.
   *
   * @throws LinkageError if there is no native library for this machine, or it can't be loaded
   * @throws RuntimeException likewise
   */
  TSLanguage load() {
    return switch (this) {
      case BASH -> new TreeSitterBash();
      case C -> new TreeSitterC();
      case CPP -> new TreeSitterCpp();
      case CSHARP -> new TreeSitterCSharp();
      case CSS -> new TreeSitterCss();
      case GO -> new TreeSitterGo();
      case HTML -> new TreeSitterHtml();
      case JAVA -> new TreeSitterJava();
      case JAVASCRIPT -> new TreeSitterJavascript();
      case KOTLIN -> new TreeSitterKotlin();
      case PYTHON -> new TreeSitterPython();
      case RUBY -> new TreeSitterRuby();
      case RUST -> new TreeSitterRust();
      case TSX -> new TreeSitterTsx();
      case TYPESCRIPT -> new TreeSitterTypescript();
      case YAML -> new TreeSitterYaml();
    };
  }

  /** The queries; an enum's constants can't refer to constants of the enum itself. */
  private static final class Query {
    static final String COMMENT = "(comment) @comment";
    static final String LINE_AND_BLOCK = "[(line_comment) (block_comment)] @comment";
    static final String JSX = "(comment) @comment (jsx_text) @text";
    static final String PYTHON =
        """
        (comment) @comment
        (expression_statement . (string) @docstring .)
        """;
    static final String HTML =
        """
        (comment) @comment
        (text) @text
        [(script_element) (style_element)] @skip
        [(start_tag) (end_tag) (self_closing_tag) (erroneous_end_tag) (doctype)] @tag
        """;
  }
}
