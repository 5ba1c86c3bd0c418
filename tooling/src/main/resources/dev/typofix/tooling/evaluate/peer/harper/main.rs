//! Harper's findings in the lines of a file, each line for itself: `harper-lines FILE`.
//!
//! A finding is a line of JSON: `line` from 1, `start` and `end` in UTF-16, `kind` and
//! `replacements`, best first.

use harper_core::linting::{LintGroup, Linter, Suggestion};
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document, remove_overlaps};
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: harper-lines FILE")?;
    let text = std::fs::read_to_string(file)?;
    let mut linters = LintGroup::new_curated(FstDictionary::curated(), Dialect::American);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (index, line) in text.lines().enumerate() {
        let document = Document::new_plain_english_curated(line);
        let mut lints = linters.lint(&document);
        remove_overlaps(&mut lints);
        lints.sort_by_key(|lint| lint.span.start);
        let utf16_offset = |code_points: usize| {
            line.chars()
                .take(code_points)
                .map(char::len_utf16)
                .sum::<usize>()
        };
        for lint in lints {
            let typed = lint.get_str(document.get_source());
            let replacements: Vec<String> = lint
                .suggestions
                .iter()
                .map(|suggestion| match suggestion {
                    Suggestion::ReplaceWith(with) => with.iter().collect(),
                    Suggestion::InsertAfter(more) => {
                        typed.chars().chain(more.iter().copied()).collect()
                    }
                    Suggestion::Remove => String::new(),
                })
                .collect();
            let finding = serde_json::json!({
                "line": index + 1,
                "start": utf16_offset(lint.span.start),
                "end": utf16_offset(lint.span.end),
                "kind": lint.lint_kind.to_string_key(),
                "replacements": replacements,
            });
            writeln!(out, "{finding}")?;
        }
    }
    out.flush()?;
    Ok(())
}
