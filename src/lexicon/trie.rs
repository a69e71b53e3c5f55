//! The trie over all phrases of the lists, laid out for reading: what a token that begins nothing costs is two
//! look-ups by index.
//!
//! Syllables that begin an entry have the smallest numbers, so that a syllable's number is the number of its
//! root node too. Children and ends of a node lie side by side in two long vectors. A word as it stands has a *form*:
//! its syllable's number and how it is written, on which single words depend.

use rustc_hash::FxHashMap;

use super::class::Class;
use super::load::Entry;
use super::scan::{EntryId, LONGEST};
use crate::text::{Key, Kind, Token, WordId, tokens_of};

/// A set of classes: one bit each.
pub(super) type ClassSet = u64;
const _: () = assert!(Class::ALL.len() <= ClassSet::BITS as usize);

/// The set of one class.
pub(super) const fn bit(class: Class) -> ClassSet {
    1 << class as u32
}

/// The classes of a set, in their order.
pub(super) fn each(set: ClassSet) -> impl Iterator<Item = Class> {
    let mut left = set;
    std::iter::from_fn(move || {
        let class = Class::ALL.get(left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(*class)
    })
}

/// The trie over all phrases.
#[derive(Debug, Default)]
pub(super) struct Trie {
    syllables: KeyTable,
    /// The numbers of the syllables that have a [`WordId`].
    by_word: Vec<u32>,
    /// For each form the classes of the entries that it is by itself; the last are those of all words that begin
    /// no entry.
    words: Vec<ClassSet>,
    /// For each form where its entries stand, in the order of their classes.
    word_entries: Vec<u32>,
    single: Vec<EntryId>,
    roots: u32,
    /// Bit set by each two syllables with which an entry begins.
    pairs: Vec<u64>,
    /// The nodes of those pairs: an open table, because what follows a word can be one of hundreds.
    seconds: KeyTable,
    /// The first are those of the roots.
    nodes: Vec<Node>,
    /// (syllable, node), in the order of the syllables within each parent.
    children: Vec<(u32, u32)>,
    ends: Vec<End>,
}

/// How a word is written, as far as the lists ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Capital,
    Upper,
    Digits,
}

impl Case {
    const ALL: [Self; 4] = [Self::Lower, Self::Capital, Self::Upper, Self::Digits];
    /// Bits of a form that say it.
    const BITS: u32 = 2;

    const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Lower | Kind::Sign => Self::Lower,
            Kind::Capital | Kind::Mixed => Self::Capital,
            Kind::AllCaps => Self::Upper,
            Kind::Number => Self::Digits,
        }
    }
}

/// Where a node's children and ends lie. Four nodes fill a line of the processor's cache, for which a scan waits.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// One bit for each child, chosen by its syllable's number: most followers are none.
    sieve: u32,
    children: u32,
    children_end: u32,
    /// The first end; beyond all where there is none. [`End::last`] tells the last.
    ends: u32,
}

/// An entry that ends at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    pub(super) entry: EntryId,
    /// Which syllables need a capital, and which all capitals.
    capital: u16,
    upper: u16,
    pub(super) class: Class,
    /// Whether it is the last of its node.
    last: bool,
}

impl End {
    /// `Hồ` needs a capital, `BCH` capitals throughout; in a heading of capitals both are given.
    #[inline]
    pub(super) fn fits(&self, tokens: &[Token]) -> bool {
        self.capital | self.upper == 0 || self.cases_fit(tokens)
    }

    /// As [`End::fits`], of a single word.
    fn fits_word(&self, case: Case) -> bool {
        (self.capital & 1 == 0 || matches!(case, Case::Capital | Case::Upper))
            && (self.upper & 1 == 0 || case == Case::Upper)
    }

    fn cases_fit(&self, tokens: &[Token]) -> bool {
        tokens.iter().enumerate().all(|(k, t)| {
            (self.capital & 1 << k == 0 || t.is_capital())
                && (self.upper & 1 << k == 0 || t.kind == Kind::AllCaps)
        })
    }
}

/// A node while the trie grows.
#[derive(Default)]
struct Growing {
    children: FxHashMap<u32, u32>,
    ends: Vec<End>,
}

impl Trie {
    /// The trie of the lists. Syllables beyond [`LONGEST`] are not looked at.
    pub(super) fn new(entries: &[Entry]) -> Self {
        let mut phrases = Vec::with_capacity(entries.len());
        for (id, entry) in entries.iter().enumerate() {
            let tokens = tokens_of(&entry.surface);
            let mut end =
                End { entry: EntryId(id as u32), capital: 0, upper: 0, class: entry.class, last: false };
            let mut phrase = Vec::with_capacity(tokens.len());
            for (k, token) in tokens.iter().take(LONGEST).enumerate() {
                match token.kind {
                    Kind::Capital | Kind::Mixed => end.capital |= 1 << k,
                    Kind::AllCaps => end.upper |= 1 << k,
                    _ => {}
                }
                phrase.push(token.key);
            }
            phrases.push((phrase, end));
        }
        Self::grow(&phrases)
    }

    /// The trie of some phrases in any case, each named by its number.
    pub(super) fn of_phrases(phrases: &[Box<[Key]>]) -> Self {
        let end =
            |id| End { entry: EntryId(id as u32), capital: 0, upper: 0, class: Class::Number, last: false };
        let phrases: Vec<_> = phrases.iter().enumerate().map(|(id, keys)| (keys, end(id))).collect();
        Self::grow(&phrases)
    }

    fn grow(phrases: &[(impl AsRef<[Key]>, End)]) -> Self {
        let mut syllables = KeyTable::default();
        for first in phrases.iter().filter_map(|(keys, _)| keys.as_ref().first()) {
            syllables.number(*first);
        }
        let roots = syllables.len;
        let mut growing: Vec<Growing> = (0..roots).map(|_| Growing::default()).collect();
        for (phrase, end) in phrases {
            let Some((&root, rest)) = phrase.as_ref().split_first() else { continue };
            let mut node = syllables.get(root) as usize;
            for &key in rest {
                let (syllable, next) = (syllables.number(key), growing.len() as u32);
                let Some(here) = growing.get_mut(node) else { break };
                let to = *here.children.entry(syllable).or_insert(next);
                if to == next {
                    growing.push(Growing::default());
                }
                node = to as usize;
            }
            if let Some(here) = growing.get_mut(node) {
                here.ends.push(*end);
            }
        }
        let mut trie = Self { syllables, ..Self::default() };
        for mut node in growing {
            let mut sorted: Vec<(u32, u32)> = node.children.into_iter().collect();
            sorted.sort_unstable();
            let children = trie.children.len() as u32;
            trie.children.extend(&sorted);
            let ends = if node.ends.is_empty() { u32::MAX } else { trie.ends.len() as u32 };
            if let Some(end) = node.ends.last_mut() {
                end.last = true;
            }
            trie.ends.extend(node.ends);
            trie.nodes.push(Node {
                sieve: sorted.iter().fold(0, |sieve, &(s, _)| sieve | sieve_bit(s)),
                children,
                children_end: trie.children.len() as u32,
                ends,
            });
        }
        trie.roots = roots;
        let words = |node: u32, case: Case| {
            let digits = if case == Case::Digits { bit(Class::Number) } else { 0 };
            let ends = trie.ends(node).filter(|e| e.fits_word(case));
            ends.fold(digits, |set, e| set | bit(e.class))
        };
        // The node behind the last root stands for words that begin no entry: what ends there is no single word.
        let begins = (0..roots).flat_map(|node| Case::ALL.map(|case| words(node, case)));
        trie.words = begins.chain(Case::ALL.map(|case| words(u32::MAX, case))).collect();
        for form in 0..roots << Case::BITS {
            trie.word_entries.push(trie.single.len() as u32);
            let (node, case) = (form >> Case::BITS, Case::ALL[(form & 3) as usize]);
            for class in each(trie.words(form)) {
                let ends = trie.ends(node).filter(|e| e.class == class && e.fits_word(case));
                let entry = ends.last().map(|e| e.entry);
                // Digits are in no list.
                trie.single.push(entry.unwrap_or(EntryId(u32::MAX >> 1)));
            }
        }
        trie.pairs = vec![0; PAIRS];
        for (first, node) in trie.nodes.iter().take(roots as usize).enumerate() {
            let children = node.children as usize..node.children_end as usize;
            for &(second, node) in trie.children.get(children).unwrap_or_default() {
                let first = first as u32;
                let (word, bit) = pair(first, second);
                if let Some(set) = trie.pairs.get_mut(word) {
                    *set |= bit;
                }
                trie.seconds.insert(both(first, second), node);
            }
        }
        trie.by_word = vec![KeyTable::NONE; WordId::all().count()];
        for (id, key) in WordId::all() {
            if let Some(slot) = trie.by_word.get_mut(id.index()) {
                *slot = trie.syllables.get(key);
            }
        }
        trie
    }

    /// The syllable of a word, where the lists have it, and its case.
    #[inline]
    pub(super) fn form(&self, token: &Token) -> u32 {
        let known = self.by_word.get(token.id.index()).copied();
        let syllable = known.unwrap_or_else(|| self.syllables.get(token.key));
        syllable << Case::BITS | Case::of(token.kind) as u32
    }

    /// Classes of the entries that a word of this form is by itself; [`Class::Number`] for digits.
    #[inline]
    pub(super) fn words(&self, form: u32) -> ClassSet {
        let at = form.min(self.roots << Case::BITS | form & 3);
        self.words.get(at as usize).copied().unwrap_or(0)
    }

    /// The entry of a class that a word of this form is by itself: the last in the list. `None` for digits.
    pub(super) fn word(&self, form: u32, class: Class) -> Option<EntryId> {
        if form & 3 == Case::Digits as u32 && class == Class::Number || self.words(form) & bit(class) == 0 {
            return None;
        }
        let before = (self.words(form) & (bit(class) - 1)).count_ones();
        self.single.get((*self.word_entries.get(form as usize)? + before) as usize).copied()
    }

    /// Whether phrases may begin with these two words; says so of a few that begin none.
    #[inline]
    pub(super) fn may_begin(&self, first: u32, second: u32) -> bool {
        let (word, bit) = pair(first >> Case::BITS, second >> Case::BITS);
        self.pairs.get(word).is_some_and(|set| set & bit != 0)
    }

    /// Where the phrases that begin with these two words go on.
    #[inline]
    pub(super) fn second(&self, first: u32, second: u32) -> Option<u32> {
        let node = self.seconds.get(both(first >> Case::BITS, second >> Case::BITS));
        (node != KeyTable::NONE).then_some(node)
    }

    /// Where the phrases of a node go on with a word.
    #[inline]
    pub(super) fn child(&self, node: u32, next: u32) -> Option<u32> {
        let syllable = next >> Case::BITS;
        let node = self.nodes.get(node as usize)?;
        if node.sieve & sieve_bit(syllable) == 0 {
            return None;
        }
        let children = self.children.get(node.children as usize..node.children_end as usize)?;
        let at = children.binary_search_by_key(&syllable, |c| c.0).ok()?;
        children.get(at).map(|c| c.1)
    }

    /// The node of a word that begins phrases.
    #[inline]
    pub(super) fn root(&self, form: u32) -> Option<u32> {
        let syllable = form >> Case::BITS;
        (syllable < self.roots).then_some(syllable)
    }

    /// The entries that end at a node, in the order of the lists.
    #[inline]
    pub(super) fn ends(&self, node: u32) -> impl Iterator<Item = &End> + Clone {
        let first = self.nodes.get(node as usize).map_or(u32::MAX, |n| n.ends);
        let mut rest = self.ends.get(first as usize..).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let end = rest.next()?;
            if end.last {
                rest = [].iter();
            }
            Some(end)
        })
    }

    /// Whether a word, told by its form, is an entry by itself.
    #[inline]
    pub(super) fn is_entry(&self, form: u32) -> bool {
        self.words(form) != 0
    }
}

/// Words of 64 bits in the table of pairs.
const PAIRS: usize = 1 << 11;

/// Word and bit of two syllables in the table of pairs.
#[inline]
const fn pair(first: u32, second: u32) -> (usize, u64) {
    let mixed = (first.wrapping_mul(0x9e37_79b1) ^ second).wrapping_mul(0x85eb_ca6b);
    let mixed = mixed ^ mixed >> 15;
    ((mixed >> 21) as usize % PAIRS, 1 << (mixed >> 15 & 63))
}

/// Two syllables as one key of a table.
#[inline]
const fn both(first: u32, second: u32) -> Key {
    Key((first as u64) << 32 | second as u64)
}

const fn sieve_bit(syllable: u32) -> u32 {
    1 << (syllable & 31)
}

/// An open table from keys to small numbers.
#[derive(Debug, Default)]
struct KeyTable {
    /// A power of two of them.
    slots: Vec<(Key, u32)>,
    /// Leaves as many upper bits of a hash as number the slots: the tone stands in the upper bits of a key.
    shift: u32,
    len: u32,
}

impl KeyTable {
    const EMPTY: Key = Key(u64::MAX);
    /// Survives the shift by the bits of a case.
    const NONE: u32 = u32::MAX >> Case::BITS;

    #[inline]
    fn slot(&self, key: Key) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = (key.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize;
        while let Some(s) = self.slots.get(at) {
            if s.0 == key || s.0 == Self::EMPTY {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a key; [`Self::NONE`] when it has none.
    #[inline]
    fn get(&self, key: Key) -> u32 {
        self.slots.get(self.slot(key)).map_or(Self::NONE, |s| s.1)
    }

    /// The number of a key; one that is new gets the next.
    fn number(&mut self, key: Key) -> u32 {
        self.insert(key, self.len)
    }

    /// Gives a key that is new a number; returns the one that it has.
    fn insert(&mut self, key: Key, number: u32) -> u32 {
        if self.slots.len() < 2 * (self.len as usize + 1) {
            let size = (4 * (self.len as usize + 1)).next_power_of_two().max(64);
            let old = std::mem::replace(&mut self.slots, vec![(Self::EMPTY, Self::NONE); size]);
            self.shift = u64::BITS - size.trailing_zeros();
            for s in old.into_iter().filter(|s| s.0 != Self::EMPTY) {
                let at = self.slot(s.0);
                self.slots[at] = s;
            }
        }
        let at = self.slot(key);
        if self.slots[at].0 != key {
            self.slots[at] = (key, number);
            self.len += 1;
        }
        self.slots[at].1
    }
}
