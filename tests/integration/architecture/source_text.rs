//! Rust sources as tokens and paths: just enough of the grammar for the rules of the house.

/// A word, a string, or a sign (`::` is one).
pub struct Token<'a> {
    pub line: usize,
    pub text: &'a str,
}

/// The tokens of a source, without comments.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|sign: char| !sign.is_alphanumeric() && sign != '_')
            .unwrap_or(rest.len());
        let length = match first {
            _ if word > 0 => word,
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => string_length(rest),
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\") => rest[2..]
                .find('\'')
                .map_or(rest.len(), |end| end + 3)
                .max(4),
            ':' if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if !token.starts_with("//") && !token.starts_with("/*") && !first.is_whitespace() {
            tokens.push(Token { line, text: token });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The length of the string that `text` begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text[1..].find(|sign| {
        let ends = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// A path such as `crate::domain::mac::MacAddr`; those of a `use` with braces one by one.
pub struct Used<'a> {
    pub line: usize,
    pub parts: Vec<&'a str>,
}

pub fn paths<'a>(tokens: &[Token<'a>]) -> Vec<Used<'a>> {
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = if is_word(tokens[at].text) {
            path_from(tokens, at, &[], &mut paths)
        } else {
            at + 1
        };
    }
    paths
}

/// Reads the path at `at`, which continues `before`, and returns where it ends.
fn path_from<'a>(
    tokens: &[Token<'a>],
    mut at: usize,
    before: &[&'a str],
    paths: &mut Vec<Used<'a>>,
) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token<'a>| token.text);
    let line = tokens[at].line;
    let mut parts = before.to_vec();
    while is_word(text(at)) || text(at) == "*" {
        parts.push(text(at));
        at += 1;
        if text(at) != "::" {
            paths.push(Used { line, parts });
            return at;
        }
        at += 1;
    }
    if text(at) != "{" {
        paths.push(Used { line, parts });
        return at;
    }
    at += 1;
    while !matches!(text(at), "}" | "") {
        at = if is_word(text(at)) || text(at) == "*" {
            path_from(tokens, at, &parts, paths)
        } else {
            at + 1
        };
    }
    at + 1
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}
