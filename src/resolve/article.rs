//! The article's own fields: what its container says goes before what its layout shows.

use unicode_normalization::UnicodeNormalization as _;

use crate::extract::Scene;
use crate::input;
use crate::record::{Article, Quote};
use crate::text::{LineKind, TokenSpan};
use crate::w;

/// Fills in everything about the article itself, apart from its day of publication when only the text has it.
pub(super) fn resolve(scene: &Scene<'_>, article: &input::Article) -> Article {
    let text = scene.text;
    let layout = text.layout();
    let quote = |span: TokenSpan| {
        let (range, words) = text.quote(span);
        Quote { value: text.folded(span), span: range, text: words.to_owned() }
    };
    let after_colon = |span: TokenSpan| {
        let colon = (span.first()..span.end()).take(8).find(|&i| text.key(i) == w!(":"));
        let mut start = colon.map_or(span.first(), |c| c + 1);
        let mut end = span.end();
        // "(Theo Trần Hải)", but "Lan Hạ (Theo AFP)"
        let opens = |k: usize| text.key(k) == w!("(");
        if text.key(end - 1) == w!(")") && !(start + 1..end).any(opens) {
            end -= 1;
            start += usize::from(opens(start));
        }
        // "Theo Trần Hải"
        if [w!("theo"), w!("nguồn")].contains(&text.key(start)) && start + 1 < end {
            start += 1;
        }
        TokenSpan::new(start, end)
    };
    let named = match &article.content {
        input::Content::Plain(_) => article.meta.encoding.as_deref(),
        input::Content::Bytes(_) => None,
    };
    let known = Article {
        id: article.id.clone(),
        path: article.path.clone(),
        format: article.format.name().to_owned(),
        encoding: named.unwrap_or(text.encoding()).to_owned(),
        damage: (text.damage() * 1000.0).round() / 1000.0,
        notes: text.notes().iter().chain(&article.meta.notes).cloned().collect(),
        ..Article::default()
    };
    if text.refusal().is_some() {
        return known;
    }
    Article {
        title: layout.title().map(quote),
        source: layout
            .all(LineKind::Source)
            .last()
            .map(|s| quote(after_colon(s)))
            .filter(|q| !q.value.is_empty()),
        published: article.meta.published.clone(),
        author: layout
            .all(LineKind::Byline)
            .last()
            .map(|s| quote(after_colon(s)))
            .filter(|q| !q.value.is_empty())
            .or_else(|| article.meta.author.as_deref().map(|author| stated(text.source(), author))),
        captions: layout.all(LineKind::Caption).map(quote).collect(),
        ..known
    }
}

/// An author whom metadata state, with the place where the text names him, if it does.
fn stated(source: &str, author: &str) -> Quote {
    let value = author.nfc().collect();
    let whole = |at: &usize| {
        let (before, after) = (source.get(..*at), source.get(at + author.len()..));
        !before.is_some_and(|b| b.ends_with(char::is_alphanumeric))
            && !after.is_some_and(|a| a.starts_with(char::is_alphanumeric))
    };
    match source.rmatch_indices(author).map(|(at, _)| at).find(whole) {
        Some(at) => {
            let first = source.get(..at).unwrap_or_default().chars().count();
            Quote { value, span: [first, first + author.chars().count()], text: author.to_owned() }
        }
        None => Quote { value, ..Quote::default() },
    }
}
