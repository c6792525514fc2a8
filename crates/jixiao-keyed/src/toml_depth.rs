//! How deep a TOML text nests, measured before it is parsed.
//!
//! The parser bounds brackets and keys each on its own. Together they could still build a tree so deep that dropping it, which
//! is recursive, would exhaust the stack.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::{MAX_DEPTH, MAX_KEY_PARTS};

/// Where a text first goes too deep, as a byte offset.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TooDeep {
    Brackets(usize),
    Key(usize),
}

/// Measures brackets and keys in one pass over the tokens.
pub(crate) fn too_deep(text: &str) -> Option<TooDeep> {
    let mut brackets: usize = 0;
    let mut dots: usize = 0;
    let mut after_dot = false;
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Whitespace => continue,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                brackets = brackets.saturating_add(1);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                brackets = brackets.saturating_sub(1);
            }
            TokenKind::Dot => dots = dots.saturating_add(1),
            // The next part of a key, or the beginning of another key or value.
            _ if !after_dot => dots = 0,
            _ => {}
        }
        after_dot = token.kind() == TokenKind::Dot;
        if brackets > MAX_DEPTH {
            return Some(TooDeep::Brackets(token.span().start()));
        }
        if dots >= MAX_KEY_PARTS {
            return Some(TooDeep::Key(token.span().start()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{format, vec};

    #[test]
    fn measures_brackets_and_keys() {
        let brackets = |n: usize| format!("x = {}1.5{}", "[".repeat(n), "]".repeat(n));
        let key = |n: usize| vec!["a"; n].join(" . ") + " = 1";
        assert_eq!(too_deep(&brackets(MAX_DEPTH)), None);
        assert_eq!(
            too_deep(&brackets(MAX_DEPTH + 1)),
            Some(TooDeep::Brackets(4 + MAX_DEPTH))
        );
        assert_eq!(too_deep(&key(MAX_KEY_PARTS)), None);
        assert!(matches!(
            too_deep(&key(MAX_KEY_PARTS + 1)),
            Some(TooDeep::Key(_))
        ));
    }

    #[test]
    fn other_dots_are_no_keys() {
        let texts = [
            "x = '1.2.3.4.5.6.7.8.9.10'",
            "# 1.2.3.4.5.6.7.8.9.10",
            "x = \"\"\"\n..........\n\"\"\"",
            "x = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9]",
            "x = [1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9]",
            "a.b=1\na.c=1\na.d=1\na.e=1\na.f=1\na.g=1\na.h=1\na.i=1\na.j=1",
        ];
        for text in texts {
            assert_eq!(too_deep(text), None, "{text}");
        }
    }
}
