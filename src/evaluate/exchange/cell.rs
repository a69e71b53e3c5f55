//! Cells of WebAnno TSV: several marks stacked in one, their numbers, and the signs that are escaped.

/// The cells of one column, stacked marks apart.
pub(super) fn stacked(column: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut escape = false;
    for c in column.chars() {
        let cell = out.last_mut();
        match (c, cell) {
            ('|', _) if !escape => out.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escape = c == '\\' && !escape;
    }
    out.retain(|c| c != "_" && !c.is_empty());
    out
}

/// A cell and the number of its mark, 0 for none: `person[3]`.
pub(super) fn numbered(cell: &str) -> (&str, usize) {
    let parts = cell.strip_suffix(']').and_then(|c| c.rsplit_once('['));
    match parts.and_then(|(value, n)| Some((value, n.parse().ok()?))) {
        Some((value, n)) if !value.ends_with('\\') => (value, n),
        _ => (cell, 0),
    }
}

/// Signs that mean something in a cell.
const ESCAPED: [char; 7] = ['\\', '[', ']', '|', '_', ';', '*'];

/// A value as a cell holds it.
pub(super) fn escaped(s: &str) -> String {
    if s == "*" {
        return s.to_owned();
    }
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if ESCAPED.contains(&c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.replace("->", "\\->")
}

/// A cell's value; `*` is the empty one.
pub(super) fn plain(s: &str) -> String {
    if s == "*" { String::new() } else { unescaped(s) }
}

/// The value of what stands in a cell or behind `#Text=`.
pub(super) fn unescaped(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut chars = s.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('t') => out.push('\t'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

/// `#Text` escapes line breaks, tabs and backslashes only.
pub(super) fn escaped_text(s: &str) -> String {
    s.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}
