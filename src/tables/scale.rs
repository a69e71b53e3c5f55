//! What measures are called, and how their values go together over the meetings of a year.
//!
//! Codes, labels and whether a measure is a flow or belongs to one meeting are those of the lexicon
//! (`count/measures.toml`, with a user's file laid over it).

use rustc_hash::FxHashMap;

use super::words::Lang;
use crate::lexicon::Lexicon;
use crate::lexicon::measures::{Measure, Measures};

/// How values of a measure go together over the meetings of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Nature {
    /// What happened over time; a yearly figure, or the sum of single events.
    Flow,
    /// What there is at a moment; the latest figure of a year.
    Stock,
    /// What was counted at one meeting; never carried over to another.
    Meeting,
}

/// The measures that tables know.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    /// In the order of the file.
    list: Vec<Known>,
    places: FxHashMap<Box<str>, usize>,
}

/// A measure as tables need it.
#[derive(Debug, Clone)]
struct Known {
    code: Box<str>,
    nature: Nature,
    vi: Box<str>,
    en: Box<str>,
}

impl Default for Scale {
    fn default() -> Self {
        Self::new(Lexicon::embedded().measures())
    }
}

impl Scale {
    pub(crate) fn new(measures: &Measures) -> Self {
        let nature = |m: &Measure| match (m.at_meeting, m.flow) {
            (true, _) => Nature::Meeting,
            (false, true) => Nature::Flow,
            (false, false) => Nature::Stock,
        };
        let known = |m: &Measure| Known {
            code: m.code.clone(),
            nature: nature(m),
            vi: m.vi.clone(),
            en: m.en.clone(),
        };
        let list: Vec<Known> = measures.all().iter().map(known).collect();
        let places = list.iter().enumerate().map(|(at, m)| (m.code.clone(), at)).collect();
        Self { list, places }
    }

    /// The label of a measure; its code where no list has it.
    pub(crate) fn label<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        self.get(code).map_or(code, |m| lang.pick(&m.vi, &m.en))
    }

    /// How its values go together. A measure that no list has is taken as what there is at a moment: its
    /// figures are then never added up over the meetings of a cell.
    pub(crate) fn nature(&self, code: &str) -> Nature {
        self.get(code).map_or(Nature::Stock, |m| m.nature)
    }

    /// Its place in the order of the list; what is not listed goes last.
    pub(crate) fn place(&self, code: &str) -> usize {
        self.places.get(code).copied().unwrap_or(usize::MAX)
    }

    /// The code of the list that is this one.
    pub(crate) fn known(&self, code: &str) -> Option<&str> {
        self.get(code).map(|m| m.code.as_ref())
    }

    fn get(&self, code: &str) -> Option<&Known> {
        self.list.get(self.place(code))
    }
}
