//! One pass over syllable keys marks every list entry.
//!
//! An open table turns a token's key into a small number; a token that is in no list ends the matter there. A
//! trie over the numbers finds phrases of any length, aligned to syllables by construction. Within a class
//! the longest phrase at a start wins, and nothing that it covers is reported again.

use rustc_hash::FxHashMap;

use super::class::Class;
use super::load::Entry;
use crate::text::{Key, Kind, Text, TokenSpan};

/// Number of a list entry within its lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A list entry found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The tokens that it covers.
    pub span: TokenSpan,
    /// The list that it is from.
    pub class: Class,
    /// The entry; `u32::MAX` for digits, which are in no list.
    pub entry: EntryId,
}

/// All list entries found in a text, in the order of their starts.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    all: Vec<Hit>,
    /// For each token the first hit at or after it; one more at the end.
    first: Vec<u32>,
}

impl Hits {
    /// All hits, in the order of their starts.
    #[must_use]
    pub fn all(&self) -> &[Hit] {
        &self.all
    }

    /// Hits that start at token `i`.
    #[must_use]
    pub fn starting_at(&self, i: usize) -> &[Hit] {
        let range =
            self.first.get(i).zip(self.first.get(i + 1)).map_or(0..0, |(&a, &b)| a as usize..b as usize);
        self.all.get(range).unwrap_or_default()
    }

    /// The hit of `class` that starts at token `i`.
    #[must_use]
    pub fn at(&self, i: usize, class: Class) -> Option<&Hit> {
        self.starting_at(i).iter().find(|h| h.class == class)
    }

    /// The hit of `class` that ends right before token `i`.
    #[must_use]
    pub fn before(&self, i: usize, class: Class) -> Option<&Hit> {
        (i.saturating_sub(LONGEST)..i).find_map(|k| self.at(k, class).filter(|h| h.span.end() == i))
    }

    /// The hit of `class` that covers token `i`.
    #[must_use]
    pub fn covering(&self, i: usize, class: Class) -> Option<&Hit> {
        ((i + 1).saturating_sub(LONGEST)..=i)
            .rev()
            .find_map(|k| self.at(k, class).filter(|h| h.span.end() > i))
    }

    /// Hits that start within a range of tokens.
    #[must_use]
    pub fn within(&self, range: TokenSpan) -> &[Hit] {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.all.len() as u32) as usize;
        self.all.get(at(range.first())..at(range.end())).unwrap_or_default()
    }
}

/// Longest phrase, in tokens, that the look-back of [`Hits::before`] and [`Hits::covering`] reaches.
pub(super) const LONGEST: usize = 16;

/// The trie over all phrases.
#[derive(Debug, Default)]
pub(super) struct Trie {
    syllables: KeyTable,
    /// (node, syllable) → node; node 0 is the root.
    edges: FxHashMap<u64, u32>,
    /// Entries that end at each node.
    ends: Vec<Vec<EntryId>>,
    /// Least case of each syllable of each entry, see [`case_mask`].
    cases: Vec<Case>,
}

/// Which syllables of a surface need a capital (bit set in `capital`) or all capitals (`upper`).
#[derive(Debug, Clone, Copy, Default)]
struct Case {
    capital: u16,
    upper: u16,
}

impl Trie {
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut trie = Self { ends: vec![Vec::new()], ..Self::default() };
        for (id, entry) in entries.iter().enumerate() {
            trie.insert(EntryId(id as u32), &entry.surface);
        }
        trie
    }

    fn insert(&mut self, id: EntryId, surface: &str) {
        let text = Text::from_source(surface);
        let mut node = 0u32;
        let mut case = Case::default();
        for (k, token) in text.tokens().iter().take(LONGEST).enumerate() {
            let syllable = self.syllables.insert(token.key);
            let next = self.ends.len() as u32;
            let to = *self.edges.entry(edge(node, syllable)).or_insert(next);
            if to == next {
                self.ends.push(Vec::new());
            }
            node = to;
            match token.kind {
                Kind::Capital | Kind::Mixed => case.capital |= 1 << k,
                Kind::AllCaps => case.upper |= 1 << k,
                _ => {}
            }
        }
        if node != 0
            && let Some(end) = self.ends.get_mut(node as usize)
        {
            end.push(id);
        }
        self.cases.push(case);
    }

    /// Marks every entry in `text`.
    pub(super) fn scan(&self, entries: &[Entry], text: &Text<'_>) -> Hits {
        let tokens = text.tokens();
        let mut hits =
            Hits { all: Vec::with_capacity(tokens.len() / 4), first: Vec::with_capacity(tokens.len() + 1) };
        let mut ends_at = [0u32; Class::ALL.len()];
        let mut best = [None::<(u32, EntryId)>; Class::ALL.len()];
        for (i, token) in tokens.iter().enumerate() {
            hits.first.push(hits.all.len() as u32);
            if token.kind == Kind::Number {
                hits.all.push(Hit {
                    span: TokenSpan::new(i, i + 1),
                    class: Class::Number,
                    entry: EntryId(u32::MAX),
                });
                // Lists may also hold phrases that begin with digits.
            }
            let Some(mut syllable) = self.syllables.get(token.key) else { continue };
            let mut node = 0u32;
            let mut k = i;
            let mut any = false;
            while let Some(&to) = self.edges.get(&edge(node, syllable)) {
                node = to;
                k += 1;
                for &id in self.ends.get(node as usize).map_or(&[][..], Vec::as_slice) {
                    let Some(entry) = entries.get(id.0 as usize) else { continue };
                    if self.case_fits(id, &tokens[i..k]) {
                        best[entry.class as usize] = Some((k as u32, id));
                        any = true;
                    }
                }
                let Some(next) = tokens.get(k).filter(|t| !t.starts_paragraph()) else { break };
                let Some(s) = self.syllables.get(next.key) else { break };
                syllable = s;
            }
            if any {
                for (class, slot) in Class::ALL.iter().zip(best.iter_mut()) {
                    if let Some((end, entry)) = slot.take()
                        && ends_at[*class as usize] <= i as u32
                    {
                        ends_at[*class as usize] = end;
                        hits.all.push(Hit { span: TokenSpan { start: i as u32, end }, class: *class, entry });
                    }
                }
            }
        }
        hits.first.push(hits.all.len() as u32);
        hits
    }

    /// `Hồ` needs a capital, `BCH` capitals throughout; in a heading of capitals both are given.
    fn case_fits(&self, id: EntryId, tokens: &[crate::text::Token]) -> bool {
        let case = self.cases.get(id.0 as usize).copied().unwrap_or_default();
        if case.capital | case.upper == 0 {
            return true;
        }
        tokens.iter().enumerate().all(|(k, t)| {
            (case.capital & 1 << k == 0 || t.is_capital())
                && (case.upper & 1 << k == 0 || t.kind == Kind::AllCaps)
        })
    }
}

fn edge(node: u32, syllable: u32) -> u64 {
    u64::from(node) << 32 | u64::from(syllable)
}

/// An open table from keys to small numbers.
#[derive(Debug, Default)]
struct KeyTable {
    slots: Vec<(Key, u32)>,
    len: u32,
}

impl KeyTable {
    const EMPTY: Key = Key(u64::MAX);

    fn slot(&self, key: Key) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        while let Some(s) = self.slots.get(at) {
            if s.0 == key || s.0 == Self::EMPTY {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, key: Key) -> Option<u32> {
        self.slots.get(self.slot(key)).filter(|s| s.0 == key).map(|s| s.1)
    }

    fn insert(&mut self, key: Key) -> u32 {
        if self.slots.len() < 2 * (self.len as usize + 1) {
            let size = (4 * (self.len as usize + 1)).next_power_of_two().max(64);
            let old = std::mem::replace(&mut self.slots, vec![(Self::EMPTY, 0); size]);
            for s in old.into_iter().filter(|s| s.0 != Self::EMPTY) {
                let at = self.slot(s.0);
                self.slots[at] = s;
            }
        }
        let at = self.slot(key);
        if self.slots[at].0 != key {
            self.slots[at] = (key, self.len);
            self.len += 1;
        }
        self.slots[at].1
    }
}
