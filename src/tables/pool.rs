//! Strings held once: a table of a hundred thousand articles repeats its cells, units and rules endlessly.
//!
//! All strings lie in one buffer; a [`Sym`] is the number of one of them. A string is never taken out again.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Number of a string in its [`Pool`]; of no meaning in another pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sym(NonZeroU32);

/// A set of strings, each held once.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    text: String,
    /// End of each string in `text`, in bytes.
    ends: Vec<usize>,
    index: HashTable<u32>,
}

impl Pool {
    /// The number of `s`, which is taken in if it is new.
    ///
    /// ```
    /// use trichluc::tables::Pool;
    /// let mut pool = Pool::default();
    /// let a = pool.add("Chi bộ");
    /// assert_eq!(pool.add("Chi bộ"), a);
    /// assert_eq!(pool.get(a), "Chi bộ");
    /// ```
    pub fn add(&mut self, s: &str) -> Sym {
        let hash = FxBuildHasher.hash_one(s);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(&at) = self.index.find(hash, |&at| slice(text, ends, at) == s) {
            return sym(at);
        }
        // Beyond four thousand million strings the last one stands for all further ones.
        let at = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1);
        self.text.push_str(s);
        self.ends.push(self.text.len());
        let (text, ends) = (&self.text, &self.ends);
        self.index.insert_unique(hash, at, |&at| FxBuildHasher.hash_one(slice(text, ends, at)));
        sym(at)
    }

    /// The string of a number; empty for a number of another pool.
    #[must_use]
    pub fn get(&self, s: Sym) -> &str {
        slice(&self.text, &self.ends, s.0.get() - 1)
    }

    /// The number of `s`, if it is held.
    #[must_use]
    pub fn find(&self, s: &str) -> Option<Sym> {
        let hash = FxBuildHasher.hash_one(s);
        self.index.find(hash, |&at| slice(&self.text, &self.ends, at) == s).map(|&at| sym(at))
    }
}

fn sym(at: u32) -> Sym {
    Sym(NonZeroU32::MIN.saturating_add(at))
}

fn slice<'a>(text: &'a str, ends: &[usize], at: u32) -> &'a str {
    let at = at as usize;
    let start = at.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied());
    let end = ends.get(at).copied();
    start.zip(end).and_then(|(start, end)| text.get(start..end)).unwrap_or("")
}
