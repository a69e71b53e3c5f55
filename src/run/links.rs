//! The two fields that link a record to others of its run, written into its finished line.
//!
//! Which texts stand twice and which are near is known only in the order of the output, after the records have
//! been made in parallel. Records are large and links are rare, so the line is cut at the place where the
//! fields belong (after `article.path`) instead of being read and written again.

/// What stands right after the links in every record: the field after `article.near_duplicate_of`. Within a
/// JSON string its quotes would be escaped, so its first occurrence is the field.
const AFTER: &[u8] = br#","format":"#;
const NEAR: &[u8] = br#","near_duplicate_of":""#;

/// The line with these links in place of any earlier link. A line that is no record is returned as it is.
pub(crate) fn with_links(line: &[u8], also_at: &[String], near: Option<u64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len() + 64 * (also_at.len() + 1));
    let Some(at) = memchr::memmem::find(line, AFTER) else { return line.to_vec() };
    let (head, tail) = line.split_at(at);
    let (head, before) = without_near(head);
    out.extend_from_slice(head);
    if !also_at.is_empty() {
        out.extend_from_slice(br#","also_at":"#);
        // Strings always have a form in JSON, and a vector never refuses bytes.
        let _ = serde_json::to_writer(&mut out, also_at);
    }
    if let Some(id) = near {
        out.extend_from_slice(NEAR);
        out.extend_from_slice(format!("{id:016x}\"").as_bytes());
    } else if let Some(before) = before {
        out.extend_from_slice(before);
    }
    out.extend_from_slice(tail);
    out
}

/// The line without a link to an earlier article.
pub(crate) fn without_links(line: &[u8]) -> Vec<u8> {
    let Some(at) = memchr::memmem::find(line, AFTER) else { return line.to_vec() };
    let (head, tail) = line.split_at(at);
    [without_near(head).0, tail].concat()
}

/// Cuts `,"near_duplicate_of":"0123456789abcdef"` off the end.
fn without_near(head: &[u8]) -> (&[u8], Option<&[u8]>) {
    let from = head.len().saturating_sub(NEAR.len() + 17);
    match head.split_at(from) {
        (rest, link) if link.starts_with(NEAR) && link.ends_with(b"\"") => (rest, Some(link)),
        _ => (head, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

    fn line(record: &Record) -> Vec<u8> {
        serde_json::to_vec(record).unwrap()
    }

    #[test]
    fn the_line_is_the_one_that_the_record_would_have_given() {
        let mut record = Record::default();
        record.article.path = r#"a","format":"!,"near_duplicate_of":"0123456789abcdef""#.into();
        record.article.format = "text".into();
        let plain = line(&record);
        record.article.near_duplicate_of = Some("00000000000000ff".into());
        let near = line(&record);
        assert_eq!(with_links(&plain, &[], Some(255)), near);
        assert_eq!(without_links(&near), plain);
        assert_eq!(without_links(&plain), plain);
        record.article.also_at = vec!["b\"c".into(), "d".into()];
        assert_eq!(with_links(&near, &record.article.also_at, None), line(&record));
        record.article.near_duplicate_of = None;
        assert_eq!(with_links(&plain, &record.article.also_at, None), line(&record));
    }
}
