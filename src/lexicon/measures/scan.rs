//! Where the words of the measures stand. Unlike the lists they are looked for only in sentences that count
//! something, and overlapping words are all reported: one measure's word may hold another's.

use rustc_hash::FxHashMap;

use crate::lexicon::trie::Trie;
use crate::text::{Key, Text, TokenSpan, tokens_of};

use super::cue::{CueHit, CueId};

/// All cues.
#[derive(Debug, Default)]
pub(super) struct Cues {
    all: Vec<Box<[Key]>>,
    ids: FxHashMap<Box<[Key]>, CueId>,
    trie: Trie,
}

impl Cues {
    /// The number of a phrase; one number for one phrase.
    pub(super) fn intern(&mut self, phrase: &str) -> CueId {
        let keys: Box<[Key]> = keys(phrase);
        if let Some(&id) = self.ids.get(&keys) {
            return id;
        }
        let id = CueId(self.all.len() as u16);
        self.ids.insert(keys.clone(), id);
        self.all.push(keys);
        id
    }

    /// Makes ready what [`Cues::scan`] reads, once all phrases are known.
    pub(super) fn seal(&mut self) {
        self.trie = Trie::of_phrases(&self.all);
    }

    pub(super) fn scan(&self, text: &Text<'_>, range: TokenSpan, out: &mut Vec<CueHit>) {
        let tokens = text.tokens().get(range.first()..range.end()).unwrap_or_default();
        let forms: Vec<u32> = tokens.iter().map(|t| self.trie.form(t)).collect();
        for (i, &first) in forms.iter().enumerate() {
            let Some(mut node) = self.trie.root(first) else { continue };
            let goes_on = forms.get(i + 1).is_some_and(|&second| self.trie.may_begin(first, second));
            if !goes_on && !self.trie.is_entry(first) {
                continue;
            }
            let from = out.len();
            let mut k = i + 1;
            loop {
                for end in self.trie.ends(node) {
                    let cue = CueId(end.entry.0 as u16);
                    out.push(CueHit { span: TokenSpan::new(range.first() + i, range.first() + k), cue });
                }
                let child = forms.get(k).and_then(|&next| self.trie.child(node, next));
                match child.filter(|_| tokens.get(k).is_some_and(|t| !t.starts_paragraph())) {
                    Some(to) => node = to,
                    None => break,
                }
                k += 1;
            }
            if let Some(here) = out.get_mut(from..).filter(|here| here.len() > 1) {
                here.sort_unstable_by_key(|h| h.cue);
            }
        }
    }
}

/// The keys of a phrase's tokens.
pub(super) fn keys(phrase: &str) -> Box<[Key]> {
    tokens_of(phrase).iter().map(|t| t.key).collect()
}
