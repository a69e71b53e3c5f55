//! The language that people are spoken to in. Keys of JSON are English in either.
//!
//! The code writes its sentences in English, once; `lexicon/messages/vi.tsv` has them in Vietnamese.

use std::borrow::Cow;
use std::sync::LazyLock;

/// Language of headings, titles and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The one of two wordings that is in this language.
    #[must_use]
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }

    /// A sentence of the program in this language: as it stands where the catalogue does not have it.
    ///
    /// ```
    /// use trichluc::lang::Lang;
    /// assert_eq!(Lang::Vi.told("the file is empty"), "tệp rỗng");
    /// assert_eq!(Lang::Vi.told("no column “a”; there are: b, c"), "không có cột “a”; các cột: b, c");
    /// assert_eq!(Lang::En.told("the file is empty"), "the file is empty");
    /// ```
    #[must_use]
    pub fn told(self, english: &str) -> Cow<'_, str> {
        let fitting = CATALOGUE.iter().filter_map(|m| Some((m, m.fill(english)?)));
        match (self, fitting.max_by_key(|(m, _)| m.said())) {
            (Self::Vi, Some((_, vietnamese))) => Cow::Owned(vietnamese),
            _ => Cow::Borrowed(english),
        }
    }
}

/// One sentence in both languages, in pieces between what it is filled with.
struct Message {
    english: Vec<&'static str>,
    vietnamese: Vec<&'static str>,
}

static CATALOGUE: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let lines = include_str!("../lexicon/messages/vi.tsv").lines().filter(|l| !l.starts_with('#'));
    let pieces = |s: &'static str| s.split("{}").collect();
    lines
        .filter_map(|l| l.split_once('\t'))
        .map(|(en, vi)| Message { english: pieces(en), vietnamese: pieces(vi) })
        .collect()
});

impl Message {
    /// Bytes that are said whatever it is filled with: of two that fit, the one that says more is meant.
    fn said(&self) -> usize {
        self.english.iter().map(|p| p.len()).sum()
    }

    /// The Vietnamese sentence, where this is the English one.
    fn fill(&self, english: &str) -> Option<String> {
        let (first, rest) = self.english.split_first()?;
        let mut left = english.strip_prefix(first)?;
        let mut filled = Vec::with_capacity(rest.len());
        for (k, piece) in rest.iter().enumerate() {
            let at = if k + 1 == rest.len() { left.strip_suffix(piece)?.len() } else { left.find(piece)? };
            filled.push(left.get(..at)?);
            left = left.get(at + piece.len()..)?;
        }
        let mut out = (*self.vietnamese.first()?).to_owned();
        for (fill, piece) in filled.iter().zip(self.vietnamese.get(1..)?) {
            out.push_str(fill);
            out.push_str(piece);
        }
        left.is_empty().then_some(out)
    }
}
