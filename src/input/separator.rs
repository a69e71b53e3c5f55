//! The sign between the columns of a table in text: spreadsheets save with the one of their country.

/// The sign between columns: the one that the first line has most of.
pub(crate) fn separator(name: &str, head: &[u8]) -> u8 {
    if name.to_ascii_lowercase().ends_with(".tsv") {
        return b'\t';
    }
    let line = memchr::memchr(b'\n', head).and_then(|end| head.get(..end)).unwrap_or(head);
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for &byte in line {
        quoted ^= byte == b'"';
        if let Some((_, n)) = counts.iter_mut().find(|(sign, _)| *sign == byte && !quoted) {
            *n += 1;
        }
    }
    // Of equally many the first: a comma.
    counts.into_iter().rev().max_by_key(|&(_, n)| n).map_or(b',', |(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_between_columns_is_the_most_frequent() {
        assert_eq!(separator("a.csv", b"text,title\n"), b',');
        assert_eq!(separator("a.csv", b"\"a,b,c,d\";title;x\n"), b';');
        assert_eq!(separator("a.csv", b"text\n"), b',');
        assert_eq!(separator("a.TSV", b"a,b,c"), b'\t');
    }
}
