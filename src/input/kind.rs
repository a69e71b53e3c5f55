//! What a file holds, by its first bytes and by its name.
//!
//! The bytes win where they are unmistakable (a compressed file, an archive, a PDF), the name decides where
//! they are not (a table and a plain text look alike), and whatever is left is plain text.

use std::path::Path;

/// What a file or an archive member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Text,
    Html,
    Docx,
    Pdf,
    Jsonl,
    Csv,
    Xlsx,
    Warc,
    Gzip,
    Zstd,
    Tar,
    Zip,
}

/// How many bytes [`of_bytes`] needs to see: a tar archive names itself at 257.
pub(crate) const SNIFF: usize = 512;

/// The extensions that a walk through a folder takes, and what they promise.
const EXTENSIONS: &[(&str, Kind)] = &[
    ("csv", Kind::Csv),
    ("docx", Kind::Docx),
    ("gz", Kind::Gzip),
    ("htm", Kind::Html),
    ("html", Kind::Html),
    ("jsonl", Kind::Jsonl),
    ("ndjson", Kind::Jsonl),
    ("pdf", Kind::Pdf),
    ("tar", Kind::Tar),
    ("tgz", Kind::Gzip),
    ("tsv", Kind::Csv),
    ("txt", Kind::Text),
    ("warc", Kind::Warc),
    ("xhtml", Kind::Html),
    ("xlsx", Kind::Xlsx),
    ("zip", Kind::Zip),
    ("zst", Kind::Zstd),
];

impl Kind {
    /// Whether one such file may hold many articles, so that it is read as a stream and not as a whole.
    pub(crate) fn holds_many(self) -> bool {
        !matches!(self, Self::Text | Self::Html | Self::Docx | Self::Pdf)
    }
}

/// What the extension of `name` promises, whatever its case.
pub(crate) fn of_name(name: &str) -> Option<Kind> {
    let extension = Path::new(name).extension()?.to_str()?;
    EXTENSIONS.iter().find(|(e, _)| e.eq_ignore_ascii_case(extension)).map(|&(_, kind)| kind)
}

/// `name` without the extension of a compressed file: `bai.html.gz` holds what `bai.html` would, `x.tgz` what
/// `x.tar` would.
pub(crate) fn inside(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, e)) if e.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        Some((stem, e)) if e.eq_ignore_ascii_case("gz") || e.eq_ignore_ascii_case("zst") => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// What a file called `name` that begins with `head` holds; plain text where nothing speaks for more.
pub(crate) fn of(name: &str, head: &[u8]) -> Kind {
    let named = of_name(name);
    match (of_bytes(head), named) {
        // Word and Excel files are zip archives; only the name (or a look inside) tells them apart.
        (Some(Kind::Zip), Some(k @ (Kind::Docx | Kind::Xlsx))) => k,
        (Some(k), _) => k,
        (None, Some(k)) => k,
        (None, None) => of_markup(head).unwrap_or(Kind::Text),
    }
}

/// What the first bytes say, where they are unmistakable.
fn of_bytes(head: &[u8]) -> Option<Kind> {
    let starts: [(&[u8], Kind); 7] = [
        (b"\x1f\x8b", Kind::Gzip),
        (b"\x28\xb5\x2f\xfd", Kind::Zstd),
        (b"PK\x03\x04", Kind::Zip),
        (b"PK\x05\x06", Kind::Zip),
        (b"%PDF-", Kind::Pdf),
        (b"WARC/1.", Kind::Warc),
        (b"WARC/0.", Kind::Warc),
    ];
    let by_start = starts.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, kind)| kind);
    by_start.or_else(|| (head.get(257..262) == Some(b"ustar")).then_some(Kind::Tar))
}

/// For a file without an extension: a page or JSON lines, by how they begin.
fn of_markup(head: &[u8]) -> Option<Kind> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|h| h.eq_ignore_ascii_case(tag));
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<head") || begins(b"<body") {
        Some(Kind::Html)
    } else if begins(b"{\"") {
        Some(Kind::Jsonl)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_win_over_names_where_they_are_sure() {
        assert_eq!(of("bai.txt", b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(of("bai.docx", b"PK\x03\x04"), Kind::Docx);
        assert_eq!(of("bai", b"PK\x03\x04"), Kind::Zip);
        assert_eq!(of("bai.TXT", "Chi bộ".as_bytes()), Kind::Text);
        assert_eq!(of("bai.csv", b"<html>"), Kind::Csv);
        assert_eq!(of("trang", b"\xef\xbb\xbf <!DOCTYPE HTML>"), Kind::Html);
        assert_eq!(of("trang", b"{\"text\": \"\"}"), Kind::Jsonl);
    }

    #[test]
    fn a_compressed_name_promises_what_is_inside() {
        assert_eq!(of_name(&inside("2023.tar.gz")), Some(Kind::Tar));
        assert_eq!(of_name(&inside("2023.TGZ")), Some(Kind::Tar));
        assert_eq!(of_name(&inside("bai.html.zst")), Some(Kind::Html));
    }
}
