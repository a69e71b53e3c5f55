//! A title that stands beside the text: found in it, or put above it.

use super::article::{Article, Content};

/// Finds the title that the container states in the text, or puts it above the text as a paragraph of its own.
/// Only a plain text has a place for it.
pub(crate) fn put_above(article: &mut Article) {
    let (Some(title), Content::Plain(text)) = (&article.meta.title, &mut article.content) else { return };
    let start = text.len() - text.trim_start().len();
    if let Some(end) = end_of(text.get(start..).unwrap_or_default(), title) {
        article.meta.title_range = Some(start..start + end);
        return;
    }
    let above = format!("{title}\n\n");
    for range in &mut article.meta.captions {
        *range = range.start + above.len()..range.end + above.len();
    }
    article.meta.title_range = Some(0..title.len());
    text.insert_str(0, &above);
}

/// Where `title` ends in `text`, when `text` begins with it, blanks, case and the last stop aside.
fn end_of(text: &str, title: &str) -> Option<usize> {
    let mut end = 0;
    let mut rest = text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let title = title.trim_end_matches(['.', ' ']);
    for expected in title.chars().filter(|c| !c.is_whitespace()) {
        let (at, c) = rest.next()?;
        if c != expected && !c.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
        end = at + c.len_utf8();
    }
    // "Đại hội" is no title of "Đại hộiđồng".
    let whole = text.get(end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (whole && end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Format;

    fn with_title(title: &str, text: &str) -> (String, Option<std::ops::Range<usize>>) {
        let mut article = Article::from_plain("a", Format::Jsonl, text.into());
        article.meta.title = Some(title.into());
        put_above(&mut article);
        let Content::Plain(text) = article.content else { unreachable!() };
        (text, article.meta.title_range)
    }

    #[test]
    fn a_title_in_the_text_is_not_repeated() {
        let (text, range) = with_title("Đại hội Chi bộ", " ĐẠI HỘI  CHI BỘ\nSáng nay …");
        assert_eq!(text, " ĐẠI HỘI  CHI BỘ\nSáng nay …");
        assert_eq!(&text[range.unwrap()], "ĐẠI HỘI  CHI BỘ");
    }

    #[test]
    fn a_title_beside_the_text_stands_above_it() {
        let (text, range) = with_title("Đại hội", "Đại hộiđồng …");
        assert_eq!(text, "Đại hội\n\nĐại hộiđồng …");
        assert_eq!(&text[range.unwrap()], "Đại hội");
    }
}
