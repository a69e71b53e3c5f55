//! What a token is: a run of letters, a run of digits, or a single sign. [`cut`](super::cut) makes them.

use super::key::Key;
use super::slip::sound_number;
use super::word::{WordId, said_of};

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// `ngày`
    Lower,
    /// `Ngày`, and a single capital letter
    Capital,
    /// `NGÀY`, two letters or more
    AllCaps,
    /// Capitals inside: `ThS`, `CTr`, `eKYC`
    Mixed,
    /// Digits
    Number,
    /// Anything else that is no blank: one character
    Sign,
}

/// One token of the normalized text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the normalized text.
    pub start: u32,
    /// One past the last byte in the normalized text.
    pub end: u32,
    /// Identity for matching.
    pub key: Key,
    /// What it looks like.
    pub kind: Kind,
    pub(crate) flags: u16,
    pub(crate) id: WordId,
    /// See [`sound_number`]; 0 for what is no word.
    pub(crate) sound: u16,
}

impl Token {
    pub(crate) const BLANK: u16 = 1;
    pub(crate) const LINE: u16 = 2;
    pub(crate) const PARAGRAPH: u16 = 4;
    pub(crate) const SENTENCE: u16 = 8;
    pub(crate) const ILLEGAL: u16 = 16;
    pub(crate) const MARKED: u16 = 32;
    /// Letters without a vowel that do not stand in lower case.
    pub(crate) const ABBREVIATION: u16 = 64;
    pub(crate) const SLIP_FIRST: u16 = 128;
    pub(crate) const WORD: u16 = 256;
    /// A word that is no syllable in use.
    pub(crate) const RARE: u16 = 512;
    /// The flags that hold of a word wherever it stands.
    pub(crate) const SAID: u16 =
        Self::ILLEGAL | Self::MARKED | Self::ABBREVIATION | Self::SLIP_FIRST | Self::WORD | Self::RARE;

    /// Whether all these flags are set.
    #[inline]
    pub(crate) const fn has(&self, flags: u16) -> bool {
        self.flags & flags == flags
    }

    /// Whether it is a word that is no syllable of Vietnamese.
    pub(crate) const fn is_illegal(&self) -> bool {
        self.has(Self::ILLEGAL)
    }

    /// Makes it the word of another key, with what is said of that.
    pub(crate) fn read_as(&mut self, key: Key) {
        self.key = key;
        self.id = WordId::of_syllable(key);
        self.flags = self.flags & !Self::SAID | said_of(key, self.kind);
        self.sound = sound_number(key);
    }

    /// Whether a blank or a line break stands before it.
    #[must_use]
    pub const fn after_blank(&self) -> bool {
        self.flags & Self::BLANK != 0
    }

    /// Whether it is the first of its line.
    #[must_use]
    pub const fn starts_line(&self) -> bool {
        self.flags & Self::LINE != 0
    }

    /// Whether it is the first of its paragraph.
    #[must_use]
    pub const fn starts_paragraph(&self) -> bool {
        self.flags & Self::PARAGRAPH != 0
    }

    /// Whether it is the first of its sentence; the first of a paragraph is that too.
    #[must_use]
    pub const fn starts_sentence(&self) -> bool {
        self.flags & Self::SENTENCE != 0
    }

    /// Whether it is a word that begins with a capital letter.
    #[must_use]
    pub const fn is_capital(&self) -> bool {
        matches!(self.kind, Kind::Capital | Kind::AllCaps | Kind::Mixed)
    }

    /// Whether it is a run of letters.
    #[must_use]
    pub const fn is_word(&self) -> bool {
        self.has(Self::WORD)
    }
}
