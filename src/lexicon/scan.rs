//! One pass over syllable keys marks every list entry.
//!
//! An open table turns each token's key into a small number; a token that begins no entry ends the matter
//! there. A trie over the numbers finds phrases of any length, aligned to syllables by construction. Within a
//! class the longest phrase at a start wins, and nothing that it covers is reported again.

use super::class::Class;
use super::trie::Trie;
use crate::text::{Kind, Text, TokenSpan};

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
    /// For each token the classes of the hits that end right before it; one more at the end.
    ends: Vec<ClassSet>,
    /// Numbers of the hits, class by class.
    by_class: Vec<u32>,
    /// For each class the first of its numbers; one more at the end.
    of_class: Vec<u32>,
}

/// A set of classes: one bit each.
type ClassSet = u64;
const _: () = assert!(Class::ALL.len() <= ClassSet::BITS as usize);

const fn bit(class: Class) -> ClassSet {
    1 << class as u32
}

impl Hits {
    /// All hits, in the order of their starts.
    #[must_use]
    pub fn all(&self) -> &[Hit] {
        &self.all
    }

    /// Hits of one class, in the order of their starts.
    pub fn of(&self, class: Class) -> impl DoubleEndedIterator<Item = &Hit> {
        self.numbers(class).iter().filter_map(|&k| self.all.get(k as usize))
    }

    /// Whether there is a hit of `class`.
    #[must_use]
    pub fn has(&self, class: Class) -> bool {
        !self.numbers(class).is_empty()
    }

    /// Hits that start at token `i`.
    #[inline]
    #[must_use]
    pub fn starting_at(&self, i: usize) -> &[Hit] {
        let range =
            self.first.get(i).zip(self.first.get(i + 1)).map_or(0..0, |(&a, &b)| a as usize..b as usize);
        self.all.get(range).unwrap_or_default()
    }

    /// The hit of `class` that starts at token `i`.
    #[inline]
    #[must_use]
    pub fn at(&self, i: usize, class: Class) -> Option<&Hit> {
        self.starting_at(i).iter().find(|h| h.class == class)
    }

    /// The hit of `class` that ends right before token `i`.
    #[inline]
    #[must_use]
    pub fn before(&self, i: usize, class: Class) -> Option<&Hit> {
        if self.ends.get(i)? & bit(class) == 0 {
            return None;
        }
        (i.saturating_sub(LONGEST)..i).find_map(|k| self.at(k, class).filter(|h| h.span.end() == i))
    }

    /// The hit of `class` that covers token `i`.
    #[must_use]
    pub fn covering(&self, i: usize, class: Class) -> Option<&Hit> {
        let numbers = self.numbers(class);
        let behind =
            numbers.partition_point(|&k| self.all.get(k as usize).is_some_and(|h| h.span.first() <= i));
        let reach = (i + 1).saturating_sub(LONGEST);
        // Only digits inside a longer number share tokens with a hit of their own class.
        let near = numbers.get(..behind)?.iter().rev().filter_map(|&k| self.all.get(k as usize));
        near.take_while(|h| h.span.first() >= reach).find(|h| h.span.end() > i)
    }

    /// Hits that start within a range of tokens.
    #[must_use]
    pub fn within(&self, range: TokenSpan) -> &[Hit] {
        let at = |i: usize| self.first.get(i).copied().unwrap_or(self.all.len() as u32) as usize;
        self.all.get(at(range.first())..at(range.end())).unwrap_or_default()
    }

    fn numbers(&self, class: Class) -> &[u32] {
        let at = |k: usize| self.of_class.get(k).map_or(0, |&n| n as usize);
        self.by_class.get(at(class as usize)..at(class as usize + 1)).unwrap_or_default()
    }

    /// Sorts the numbers of the hits by class, and marks where hits end.
    fn index(&mut self) {
        self.ends = vec![0; self.first.len()];
        let mut next = [0u32; Class::ALL.len() + 1];
        for hit in &self.all {
            if let Some(set) = self.ends.get_mut(hit.span.end()) {
                *set |= bit(hit.class);
            }
            next[hit.class as usize + 1] += 1;
        }
        let mut total = 0;
        for n in &mut next {
            total += *n;
            *n = total;
        }
        self.of_class = next.to_vec();
        self.by_class = vec![0; self.all.len()];
        for (k, hit) in self.all.iter().enumerate() {
            let slot = &mut next[hit.class as usize];
            self.by_class[*slot as usize] = k as u32;
            *slot += 1;
        }
    }
}

/// Longest phrase, in tokens, that the look-back of [`Hits::before`] and [`Hits::covering`] reaches.
pub(super) const LONGEST: usize = 16;

/// Marks every entry of `trie` in `text`.
pub(super) fn scan(trie: &Trie, text: &Text<'_>) -> Hits {
    let tokens = text.tokens();
    let mut hits = Hits {
        all: Vec::with_capacity(tokens.len() * 3 / 2 + 8),
        first: Vec::with_capacity(tokens.len() + 1),
        ..Hits::default()
    };
    let syllables: Vec<u32> = tokens.iter().map(|t| trie.syllable(t.key)).collect();
    // Where the last hit of each class ends, and the longest entry of each class at the present start.
    let mut ends_at = [0u32; Class::ALL.len()];
    let mut best = [(0u32, EntryId(0)); Class::ALL.len()];
    for (i, &syllable) in syllables.iter().enumerate() {
        hits.first.push(hits.all.len() as u32);
        if tokens[i].kind == Kind::Number {
            hits.all.push(Hit {
                span: TokenSpan::new(i, i + 1),
                class: Class::Number,
                entry: EntryId(u32::MAX),
            });
            // Lists may also hold phrases that begin with digits.
        }
        let Some(mut node) = trie.root(syllable) else { continue };
        let mut found: ClassSet = 0;
        let mut k = i + 1;
        loop {
            for end in trie.ends(node) {
                if end.fits(&tokens[i..k]) {
                    best[end.class as usize] = (k as u32, end.entry);
                    found |= bit(end.class);
                }
            }
            let Some(to) = syllables.get(k).and_then(|&s| trie.child(node, s)) else { break };
            if tokens[k].starts_paragraph() {
                break;
            }
            node = to;
            k += 1;
        }
        while found != 0 {
            let class = found.trailing_zeros() as usize;
            found &= found - 1;
            let (end, entry) = best[class];
            if ends_at[class] <= i as u32 {
                ends_at[class] = end;
                hits.all.push(Hit {
                    span: TokenSpan { start: i as u32, end },
                    class: Class::ALL[class],
                    entry,
                });
            }
        }
    }
    hits.first.push(hits.all.len() as u32);
    hits.index();
    hits
}
