//! The language of messages, labels and headings.

/// Ngôn ngữ của nhãn và lời nhắn.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lang {
    /// Tiếng Việt
    #[default]
    Vi,
    /// English
    En,
}

impl Lang {
    /// The one of two texts that is in this language.
    pub(crate) fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        trichluc::lang::Lang::from(self).pick(vi, en)
    }

    /// A sentence of the library in this language.
    pub(crate) fn told(self, english: &str) -> std::borrow::Cow<'_, str> {
        trichluc::lang::Lang::from(self).told(english)
    }
}

impl From<Lang> for trichluc::lang::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}
