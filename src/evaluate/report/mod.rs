//! What an evaluation says, in three forms: for the terminal, as JSON, as one page.

pub mod change;
pub mod definitions;
pub mod jsonl;
pub mod page;
pub mod result;
pub mod terminal;

/// The language of messages and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The one of two texts that is in this language.
    #[must_use]
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}
