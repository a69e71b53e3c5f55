//! Word lists: what is known about the words of this field, as data.
//!
//! Lists are embedded in the program; a user's folder can be laid over them. One scan marks every entry in a
//! text, and rules are tried only where a mark is.

mod class;
mod load;
pub mod measures;
pub mod number;
mod scan;
mod trie;

use std::borrow::Borrow;
use std::path::Path;
use std::sync::LazyLock;

pub use class::Class;
pub use load::Entry;
pub use measures::Measures;
pub use scan::{EntryId, Hit, Hits};

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::text::{Key, Text};

/// The file of measures below a folder of lists.
pub(crate) const MEASURES_FILE: &str = "count/measures.toml";

/// All lists, ready to scan with.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    measures: Measures,
    trie: trie::Trie,
    /// Entries of [`Class::TypeCode`] and [`Class::IssuerCode`] by their keys.
    codes: FxHashMap<(Class, Key), EntryId>,
}

impl Lexicon {
    /// The shipped lists. Built once for the whole program.
    ///
    /// ```
    /// use trichluc::{lexicon::Lexicon, text::Text};
    /// let hits = Lexicon::embedded().scan(&Text::from_source("hai đồng chí"));
    /// assert!(hits.all().any(|h| h.span.len() == 1));
    /// ```
    #[must_use]
    pub fn embedded() -> &'static Self {
        // The shipped lists are read by a test; if one were broken, the lexicon would be empty.
        static EMBEDDED: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::new(load::embedded().unwrap_or_default(), Measures::embedded().unwrap_or_default())
        });
        &EMBEDDED
    }

    /// The shipped lists with a user's folder laid over them.
    ///
    /// # Errors
    /// No such folder, no list in it, or a bad line, named by file and line.
    pub fn with_folder(dir: &Path) -> Result<Self> {
        let entries = load::with_folder(dir)?;
        let path = dir.join(MEASURES_FILE);
        let measures = if path.is_file() {
            let text = std::fs::read_to_string(&path).map_err(|e| Error::io(&path, e))?;
            Measures::with_file(&text, &path)?
        } else {
            Measures::embedded()?
        };
        Ok(Self::new(entries, measures))
    }

    /// The nouns of the measures are counted nouns too, so that a user's own measure needs one file only.
    fn new(mut entries: Vec<Entry>, measures: Measures) -> Self {
        let mut known: rustc_hash::FxHashSet<Box<str>> =
            entries.iter().filter(|e| e.class == Class::Counted).map(|e| e.surface.clone()).collect();
        for noun in measures.surfaces() {
            // Money is read with its scale, by a rule of its own.
            if &**noun != "đồng" && noun.contains(char::is_alphabetic) && known.insert(noun.clone()) {
                entries.push(Entry { class: Class::Counted, surface: noun.clone(), value: "thing".into() });
            }
        }
        let trie = trie::Trie::new(&entries);
        let mut codes = FxHashMap::default();
        let is_code = |e: &Entry| matches!(e.class, Class::TypeCode | Class::IssuerCode);
        for (id, entry) in entries.iter().enumerate().filter(|(_, e)| is_code(e)) {
            codes.entry((entry.class, Key::of(&entry.surface))).or_insert(EntryId(id as u32));
        }
        Self { entries, measures, trie, codes }
    }

    /// What articles count, and the words that show it.
    #[must_use]
    pub fn measures(&self) -> &Measures {
        &self.measures
    }

    /// Marks every entry in a text.
    #[must_use]
    pub fn scan(&self, text: &Text<'_>) -> Hits {
        scan::scan(&self.trie, text)
    }

    /// The entry behind a hit; `None` for digits, which are in no list.
    #[must_use]
    pub fn entry(&self, hit: &Hit) -> Option<&Entry> {
        let id = match hit.entry.form() {
            Some(form) => self.trie.word(form, hit.class)?,
            None => hit.entry,
        };
        self.entries.get(id.0 as usize)
    }

    /// The value of a hit; empty for digits.
    #[must_use]
    pub fn value(&self, hit: impl Borrow<Hit>) -> &str {
        self.entry(hit.borrow()).map_or("", |e| &e.value)
    }

    /// The entry of [`Class::TypeCode`] for a code as it stands in a document's number.
    #[must_use]
    pub fn type_code(&self, code: &str) -> Option<&Entry> {
        self.entries.get(self.codes.get(&(Class::TypeCode, Key::of(code)))?.0 as usize)
    }

    /// The entry of [`Class::IssuerCode`] for a code as it stands in a document's number.
    #[must_use]
    pub fn issuer_code(&self, code: &str) -> Option<&Entry> {
        self.entries.get(self.codes.get(&(Class::IssuerCode, Key::of(code)))?.0 as usize)
    }

    /// All entries, in the order of the lists.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lists_are_read() {
        let entries = load::embedded().unwrap();
        assert!(!entries.is_empty());
        assert!(!Measures::embedded().unwrap().all().is_empty());
    }

    #[test]
    fn every_entry_matches_itself() {
        let lexicon = Lexicon::embedded();
        for (k, entry) in lexicon.entries().iter().enumerate() {
            let text = Text::from_source(&*entry.surface);
            let hits = lexicon.scan(&text);
            let found = hits
                .all()
                .any(|h| h.class == entry.class && h.span.first() == 0 && h.span.end() == text.len());
            assert!(
                found,
                "entry {k} of {}: \"{}\" does not match itself",
                entry.class.file(),
                entry.surface
            );
        }
    }
}
