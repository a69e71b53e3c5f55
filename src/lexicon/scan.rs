//! One pass over syllable keys marks every list entry.
//!
//! Most entries that stand in a text are single words: stops, verbs, nouns that are counted, two of them on every
//! token. Which classes a word alone belongs to is known beforehand, one set for each case that it may be written in,
//! so a token is marked by writing down its set; the entry is found when somebody asks for it. Only phrases are
//! looked for, in a trie over the numbers of the syllables, and kept one by one. Within a class the longest phrase at
//! a start wins, and nothing that it covers is reported again.

use super::class::Class;
use super::trie::{ClassSet, Trie, bit, each};
use crate::text::{Kind, Text, Token, TokenSpan};

/// Number of a list entry within its lexicon, or of the word that is one: see
/// [`Lexicon::entry`](super::Lexicon::entry).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId(pub(super) u32);

impl EntryId {
    const WORD: u32 = 1 << 31;

    /// The form of the word, see [`Trie::form`], where the entry is a single one or digits.
    pub(super) fn form(self) -> Option<u32> {
        (self.0 & Self::WORD != 0).then_some(self.0 & !Self::WORD)
    }
}

/// A list entry found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The tokens that it covers.
    pub span: TokenSpan,
    /// The list that it is from.
    pub class: Class,
    /// The entry.
    pub entry: EntryId,
}

/// All list entries found in a text.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// For each token the classes of the hits that start there.
    starts: Vec<ClassSet>,
    /// For each token its form, by which the entries that are single words are found.
    forms: Vec<u32>,
    /// Hits of several tokens, in the order of their starts.
    long: Vec<Hit>,
    /// For each token the first of `long` at or after it; one more at the end.
    first: Vec<u32>,
    /// Tokens at which hits start, class by class, of the [`LISTED`] classes.
    by_class: Vec<u32>,
    /// For each class the first of its tokens; one more at the end.
    of_class: Vec<u32>,
}

/// Classes at whose hits rules are tried; those of others are only looked for around something else.
const LISTED: ClassSet = bit(Class::Number)
    | bit(Class::PartyBody)
    | bit(Class::Committee)
    | bit(Class::PartyOrgan)
    | bit(Class::Unit)
    | bit(Class::Post)
    | bit(Class::Predicate)
    | bit(Class::Action)
    | bit(Class::Gathering)
    | bit(Class::Meet)
    | bit(Class::DateUnit)
    | bit(Class::RelativeDay)
    | bit(Class::HalfYear)
    | bit(Class::Rating)
    | bit(Class::DirectiveType)
    | bit(Class::TypeCode)
    | bit(Class::Plenum);

impl Hits {
    /// All hits, in the order of their starts.
    pub fn all(&self) -> impl Iterator<Item = Hit> {
        (0..self.starts.len()).flat_map(|i| self.starting_at(i))
    }

    /// Hits of some classes, in the order of their starts.
    pub fn of_any(&self, classes: &[Class]) -> impl Iterator<Item = Hit> {
        let wanted = classes.iter().fold(0, |set, &class| set | bit(class));
        let starts = self.starts.iter().enumerate().filter(move |(_, set)| *set & wanted != 0);
        starts.flat_map(move |(i, set)| each(set & wanted).filter_map(move |class| self.at(i, class)))
    }

    /// Hits of one class, in the order of their starts.
    pub fn of(&self, class: Class) -> impl DoubleEndedIterator<Item = Hit> {
        let range = |k: usize| self.of_class.get(k).map_or(0, |&n| n as usize);
        let listed = range(class as usize)..range(class as usize + 1);
        let walked = if LISTED & bit(class) != 0 { 0 } else { self.starts.len() };
        let tokens = self.by_class.get(listed).unwrap_or_default().iter().map(|&i| i as usize);
        tokens.chain(0..walked).filter_map(move |i| self.at(i, class))
    }

    /// Whether there is a hit of `class`.
    #[must_use]
    pub fn has(&self, class: Class) -> bool {
        self.of(class).next().is_some()
    }

    /// Hits that start at token `i`, in the order of their classes.
    pub fn starting_at(&self, i: usize) -> impl Iterator<Item = Hit> {
        each(self.starts.get(i).copied().unwrap_or(0)).filter_map(move |class| self.at(i, class))
    }

    /// The hit of `class` that starts at token `i`.
    #[inline]
    #[must_use]
    pub fn at(&self, i: usize, class: Class) -> Option<Hit> {
        if self.starts.get(i)? & bit(class) == 0 {
            return None;
        }
        self.known_at(i, class)
    }

    /// As [`Hits::at`], where it is known that there is one.
    fn known_at(&self, i: usize, class: Class) -> Option<Hit> {
        let range = self.long_from(i)..self.long_from(i + 1);
        if let Some(long) = self.long.get(range)?.iter().find(|h| h.class == class) {
            return Some(*long);
        }
        let entry = EntryId(*self.forms.get(i)? | EntryId::WORD);
        Some(Hit { span: TokenSpan::new(i, i + 1), class, entry })
    }

    /// The hit of `class` that ends right before token `i`.
    #[inline]
    #[must_use]
    pub fn before(&self, i: usize, class: Class) -> Option<Hit> {
        let near = self.long_from(i.saturating_sub(LONGEST))..self.long_from(i);
        let mut long = self.long.get(near)?.iter();
        match long.find(|h| h.class == class && h.span.end() == i) {
            Some(hit) => Some(*hit),
            None => self.at(i.checked_sub(1)?, class).filter(|h| h.span.end() == i),
        }
    }

    /// The hit of `class` that covers token `i`.
    #[must_use]
    pub fn covering(&self, i: usize, class: Class) -> Option<Hit> {
        // Only digits inside a longer number share tokens with a hit of their own class.
        self.at(i, class).or_else(|| {
            let near = self.long_from((i + 1).saturating_sub(LONGEST))..self.long_from(i);
            let mut long = self.long.get(near)?.iter().rev();
            long.find(|h| h.class == class && h.span.end() > i).copied()
        })
    }

    /// Hits of `class` that start within a range of tokens, in the order of their starts.
    pub fn within(&self, range: TokenSpan, class: Class) -> impl DoubleEndedIterator<Item = Hit> {
        (range.first()..range.end()).filter_map(move |i| self.at(i, class))
    }

    /// The first of `long` at or after token `i`.
    fn long_from(&self, i: usize) -> usize {
        self.first.get(i).map_or(self.long.len(), |&k| k as usize)
    }

    /// Notes a hit of several tokens. It comes behind those that start before it.
    fn add(&mut self, hit: Hit, tokens: &[Token]) {
        self.first.resize(hit.span.first() + 1, self.long.len() as u32);
        self.long.push(hit);
        let class = bit(hit.class);
        let range = hit.span.first()..hit.span.end();
        let covered = self.starts.get_mut(range.clone()).unwrap_or_default();
        for (set, token) in covered.iter_mut().zip(tokens.get(range).unwrap_or_default()) {
            // Digits inside a longer number are reported too.
            if hit.class != Class::Number || token.kind != Kind::Number {
                *set &= !class;
            }
        }
        if let Some(start) = covered.first_mut() {
            *start |= class;
        }
    }

    /// Sorts the starts of the hits by class, and fills up what was noted.
    fn index(&mut self) {
        self.first.resize(self.starts.len() + 1, self.long.len() as u32);
        let mut listed = Vec::with_capacity(self.starts.len() / 4 + 8);
        let mut next = [0u32; Class::ALL.len() + 1];
        for (i, set) in self.starts.iter().enumerate().filter(|(_, set)| *set & LISTED != 0) {
            for class in each(set & LISTED) {
                next[class as usize + 1] += 1;
                listed.push((i as u32, class));
            }
        }
        let mut total = 0;
        for n in &mut next {
            total += *n;
            *n = total;
        }
        self.of_class = next.to_vec();
        self.by_class = vec![0; listed.len()];
        for (i, class) in listed {
            let slot = &mut next[class as usize];
            self.by_class[*slot as usize] = i;
            *slot += 1;
        }
    }
}

/// Longest phrase, in tokens, that the look-back of [`Hits::before`] and [`Hits::covering`] reaches.
pub(super) const LONGEST: usize = 16;

/// Marks every entry of `trie` in `text`: first the single words, then the phrases.
pub(super) fn scan(trie: &Trie, text: &Text<'_>) -> Hits {
    let tokens = text.tokens();
    let forms: Vec<u32> = tokens.iter().map(|t| trie.form(t)).collect();
    let mut hits = Hits {
        starts: forms.iter().map(|&form| trie.words(form)).collect(),
        long: Vec::with_capacity(tokens.len() / 3 + 8),
        first: Vec::with_capacity(tokens.len() + 1),
        ..Hits::default()
    };
    // Where phrases may begin, written down without a branch: most tokens begin none, and which do is hard to guess.
    let mut candidates = vec![0u32; forms.len()];
    let mut n = 0;
    for (i, pair) in forms.windows(2).enumerate() {
        candidates[n] = i as u32;
        n += usize::from(trie.may_begin(pair[0], pair[1]));
    }
    // Where the last phrase of each class ends.
    let mut ends_at = [0u32; Class::ALL.len()];
    let mut found = Found::default();
    for &start in candidates.get(..n).unwrap_or_default() {
        found.phrases(trie, tokens, &forms, start as usize);
        for class in each(found.classes) {
            let (end, entry) = found.best[class as usize];
            let covers = &mut ends_at[class as usize];
            if *covers <= start {
                *covers = end;
                hits.add(Hit { span: TokenSpan { start, end }, class, entry }, tokens);
            }
        }
    }
    hits.forms = forms;
    hits.index();
    hits
}

/// The longest phrase of each class at one start.
struct Found {
    classes: ClassSet,
    best: [(u32, EntryId); Class::ALL.len()],
}

impl Default for Found {
    fn default() -> Self {
        Self { classes: 0, best: [(0, EntryId(0)); Class::ALL.len()] }
    }
}

impl Found {
    /// Finds the phrases of two tokens and more that start at token `i`.
    fn phrases(&mut self, trie: &Trie, tokens: &[Token], forms: &[u32], i: usize) {
        self.classes = 0;
        let Some([first, second]) = forms.get(i..).and_then(<[u32]>::first_chunk) else { return };
        let mut next = trie.second(*first, *second);
        for k in i + 1..tokens.len() {
            let Some(node) = next.filter(|_| !tokens[k].starts_paragraph()) else { break };
            next = forms.get(k + 1).and_then(|&form| trie.child(node, form));
            for end in trie.ends(node) {
                if end.fits(&tokens[i..=k]) {
                    self.best[end.class as usize] = (k as u32 + 1, end.entry);
                    self.classes |= bit(end.class);
                }
            }
        }
    }
}
