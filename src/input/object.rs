//! Objects whose values are all texts, as lines of articles nearly always are: read at the speed of a copy.
//!
//! What is refused here is no error: the line has numbers, lists or rare escapes, or is no JSON, and the JSON reader
//! proper reads it or says what is wrong.

use std::borrow::Cow;

use crate::record::json::plain_len;

/// The fields of an object in their order; `None` for a line that the JSON reader has to read.
pub(super) fn texts(line: &str) -> Option<Vec<(&str, Cow<'_, str>)>> {
    let mut rest = blank(line).strip_prefix('{')?;
    let mut fields = Vec::new();
    loop {
        let key;
        let value;
        (key, rest) = text(blank(rest))?;
        (value, rest) = text(blank(blank(rest).strip_prefix(':')?))?;
        let Cow::Borrowed(key) = key else { return None };
        fields.push((key, value));
        rest = blank(rest);
        if let Some(end) = rest.strip_prefix('}') {
            return blank(end).is_empty().then_some(fields);
        }
        rest = rest.strip_prefix(',')?;
    }
}

fn blank(rest: &str) -> &str {
    rest.trim_start_matches([' ', '\t', '\n', '\r'])
}

/// A text in quotation marks, and what follows it.
fn text(rest: &str) -> Option<(Cow<'_, str>, &str)> {
    let rest = rest.strip_prefix('"')?;
    let (end, is_plain) = closing(rest.as_bytes())?;
    let (inside, behind) = rest.split_at_checked(end)?;
    let text = if is_plain { Cow::Borrowed(inside) } else { Cow::Owned(unescaped(inside)?) };
    Some((text, behind.strip_prefix('"')?))
}

/// Where the quotation mark stands that ends a text, and whether nothing before it is escaped.
fn closing(bytes: &[u8]) -> Option<(usize, bool)> {
    let (mut at, mut is_plain) = (0, true);
    loop {
        at += plain_len(bytes.get(at..)?);
        match bytes.get(at)? {
            b'"' => return Some((at, is_plain)),
            b'\\' => (at, is_plain) = (at + 2, false),
            _ => return None,
        }
    }
}

fn unescaped(mut rest: &str) -> Option<String> {
    let mut out = String::with_capacity(rest.len());
    while let Some((plain, escape)) = rest.split_once('\\') {
        out.push_str(plain);
        out.push(match escape.as_bytes().first()? {
            b'n' => '\n',
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b't' => '\t',
            b'r' => '\r',
            _ => return None,
        });
        rest = escape.get(1..)?;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::texts;

    /// What the JSON reader makes of a line of texts.
    fn read(line: &str) -> Option<Vec<(String, String)>> {
        let map: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).ok()?;
        map.into_iter().map(|(k, v)| v.as_str().map(|v| (k, v.to_owned()))).collect()
    }

    #[test]
    fn lines_of_texts_are_read_as_the_json_reader_reads_them() {
        for line in [
            r#"{"path": "a.txt", "text": "Chi bộ họp.\n\nNgày 5\/5 \"tại\" Đà Nẵng\t\\ 15 giờ\r"}"#,
            " {\"text\" :\"\" ,\n\"url\":\"Đảng ủy viên dự họp ở xã Vĩnh Hòa, huyện Phú Giáo\"}\r\n",
        ] {
            let mut fields: Vec<_> =
                texts(line).unwrap().into_iter().map(|(k, v)| (k.to_owned(), v.into_owned())).collect();
            fields.sort();
            assert_eq!(Some(fields), read(line), "{line}");
        }
    }

    #[test]
    fn other_lines_are_left_to_the_json_reader() {
        for line in [
            "{}",
            "[]",
            r#"{"text": "a"} x"#,
            r#"{"text": "a",}"#,
            r#"{"text": "a" "b": "c"}"#,
            r#"{"text": 1}"#,
            r#"{"text": "\u0041"}"#,
            r#"{"te\nxt": "a"}"#,
            r#"{"text": "a"#,
            r#"{"text": "a\"#,
            "{\"text\": \"a\u{1}\"}",
            "{\"text\": \"a\nb\"}",
        ] {
            assert_eq!(texts(line), None, "{line}");
        }
    }
}
