//! Where the words of the measures stand. Unlike the lists they are looked for only in sentences that count
//! something, and overlapping words are all reported: one measure's word may hold another's.

use rustc_hash::FxHashMap;

use crate::text::{Key, Text, TokenSpan};

/// Number of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CueId(pub u16);

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueHit {
    /// The tokens that it covers.
    pub span: TokenSpan,
    /// Which one it is.
    pub cue: CueId,
}

/// All cues, by their first syllable.
#[derive(Debug, Default)]
pub(super) struct Cues {
    all: Vec<Box<[Key]>>,
    ids: FxHashMap<Box<[Key]>, CueId>,
    first: FxHashMap<Key, Vec<CueId>>,
}

impl Cues {
    /// The number of a phrase; one number for one phrase.
    pub(super) fn intern(&mut self, phrase: &str) -> CueId {
        let keys: Box<[Key]> = keys(phrase);
        if let Some(&id) = self.ids.get(&keys) {
            return id;
        }
        let id = CueId(self.all.len() as u16);
        if let Some(&first) = keys.first() {
            self.first.entry(first).or_default().push(id);
        }
        self.ids.insert(keys.clone(), id);
        self.all.push(keys);
        id
    }

    pub(super) fn scan(&self, text: &Text<'_>, range: TokenSpan) -> Vec<CueHit> {
        let mut out = Vec::new();
        for i in range.first()..range.end() {
            for &cue in self.first.get(&text.key(i)).map_or(&[][..], Vec::as_slice) {
                let Some(keys) = self.all.get(usize::from(cue.0)) else { continue };
                if i + keys.len() <= range.end() && text.matches(i, keys) {
                    out.push(CueHit { span: TokenSpan::new(i, i + keys.len()), cue });
                }
            }
        }
        out
    }
}

/// The keys of a phrase's tokens.
pub(super) fn keys(phrase: &str) -> Box<[Key]> {
    Text::from_source(phrase).tokens().iter().map(|t| t.key).collect()
}
