//! Measures as data: which nouns a measure counts, and the words around them that show it.
//!
//! `count/measures.toml` names every measure; a user's folder may hold a file of the same form, whose measures
//! are added to the shipped ones or, under the same code, take their place. Nothing about a single measure is
//! in the code: what is here reads the file, and says where its words stand in a text.
//!
//! A measure has one or more `when` tables. Each field of a `when` is a condition, and all of them must be met:
//!
//! | field | is met when |
//! |---|---|
//! | `nouns` | the noun counted is one of these |
//! | `before` | one of these stands between the figure before, or the start of the sentence, and the number |
//! | `after` | one of these stands between the noun and the end of its clause, or the next figure |
//! | `near` | one of these stands anywhere in the sentence |
//! | `opening` | one of these stands earlier in the sentence, whatever is between |
//! | `beside` | the figure right before in the list counts one of these nouns |
//! | `not` | none of these stands where `before` and `after` look |
//! | `within` | the word of `before` is at most so many tokens away |
//! | `bare` | the noun ends its phrase: no verb and no further noun follows it |
//!
//! `@name` in a list stands for a group of `[groups]`.

mod cue;
mod file;
mod scan;

pub use cue::{CueHit, CueId, CueSet, Sieve};

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::text::{Key, Text, TokenSpan};

/// Something that articles count: its code, its labels, and how it is recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Code as it stands in the record: `members.admitted`.
    pub code: Box<str>,
    /// Vietnamese label, for tables.
    pub vi: Box<str>,
    /// English label, for tables.
    pub en: Box<str>,
    /// Code of the measure that this one is a share of.
    pub whole: Option<Box<str>>,
    /// Code of the measure of the same act with other nouns: a list may change over ("9 tổ chức đảng, 38 đảng viên").
    pub sister: Option<Box<str>>,
    /// Whether it counts what happened in a period ("kết nạp 02"), not what there is at a time ("hiện có 15").
    pub flow: bool,
    /// Whether the second number of a ratio of its nouns ("31/33 đảng viên") is this measure.
    pub of_ratio: bool,
    /// Counts what there was at one gathering: no table carries it over to another.
    pub at_meeting: bool,
}

/// Number of a measure in the order of the file; [`MeasureId::NONE`] stands for "these words count something
/// else".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MeasureId(pub u16);

impl MeasureId {
    /// Another matter: a comparison, an inspection, absence.
    pub const NONE: Self = Self(u16::MAX);
}

/// What a word says of the figures near it, whatever they measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A plan, to the end of the sentence: "phấn đấu".
    Aim,
    /// A heading of plans, at the head of its sentence or before a colon: "nhiệm vụ năm 2024".
    Heading,
    /// A target, to the end of the clause or in the bracket behind it: "chỉ tiêu".
    Target,
    /// Something asked for: "mỗi đảng viên phải".
    Duty,
    /// Something done, which ends a plan: "đã".
    Done,
    /// The parts of a whole follow: "trong đó".
    Parts,
}

/// One way in which a measure is recognized.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The measure that it speaks for.
    pub measure: MeasureId,
    /// Words before the number; empty where none are asked for.
    pub before: CueSet,
    /// Words behind the noun.
    pub after: CueSet,
    /// Words anywhere in the sentence.
    pub near: CueSet,
    /// Words earlier in the sentence.
    pub opening: CueSet,
    /// Nouns of the figure right before.
    pub beside: Vec<Box<[Key]>>,
    /// Words that exclude it.
    pub not: CueSet,
    /// Greatest distance of `before` from the number, in tokens.
    pub within: usize,
    /// Whether the noun must end its phrase.
    pub bare: bool,
}

impl When {
    /// Number of conditions besides the noun.
    #[must_use]
    pub fn conditions(&self) -> usize {
        [&self.before, &self.after, &self.near, &self.opening].iter().filter(|c| !c.is_empty()).count()
            + usize::from(self.bare)
            + usize::from(!self.beside.is_empty())
    }

    /// Whether the noun alone is enough.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.conditions() == 0
    }
}

/// All measures, ready to be matched.
#[derive(Debug, Default)]
pub struct Measures {
    list: Vec<Measure>,
    whens: Vec<When>,
    /// Of each `when` the sieves of `before` and `after`, side by side, because nearly all are left at them.
    gates: Vec<[Sieve; 2]>,
    /// Of each `when` the number of its measure's family: the part of the code before the first dot.
    families: Vec<Option<u16>>,
    /// Ways of each noun, by the keys of its syllables.
    nouns: FxHashMap<Box<[Key]>, Vec<u16>>,
    /// The nouns as written, for the list of units.
    surfaces: Vec<Box<str>>,
    cues: scan::Cues,
    roles: FxHashMap<CueId, Role>,
    /// A hash of the files that it was read from.
    files: Option<blake3::Hash>,
}

impl Measures {
    /// The shipped measures.
    pub(super) fn embedded() -> Result<Self> {
        let shipped = file::parse(file::EMBEDDED, std::path::Path::new(super::MEASURES_FILE))?;
        Ok(Self { files: Some(blake3::hash(file::EMBEDDED.as_bytes())), ..file::build(shipped)? })
    }

    /// The shipped measures with a user's file laid over them.
    ///
    /// # Errors
    /// Not TOML, an unknown field, a group that no file has, a code that stands twice: named by file and line.
    pub(super) fn with_file(text: &str, path: &std::path::Path) -> Result<Self> {
        let shipped = file::parse(file::EMBEDDED, std::path::Path::new(super::MEASURES_FILE))?;
        let over = file::parse(text, path)?;
        let files = blake3::hash([file::EMBEDDED, text].concat().as_bytes());
        Ok(Self { files: Some(files), ..file::build(file::lay_over(shipped, over, path)?)? })
    }

    /// Names the files that the measures were read from: other files give other words.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.files.map_or_else(String::new, |files| files.to_hex().to_string())
    }

    /// Every measure, in the order of the file.
    #[must_use]
    pub fn all(&self) -> &[Measure] {
        &self.list
    }

    /// A measure by its number.
    #[must_use]
    pub fn get(&self, id: MeasureId) -> Option<&Measure> {
        self.list.get(usize::from(id.0))
    }

    /// A measure by its code.
    ///
    /// ```
    /// use trichluc::lexicon::Lexicon;
    /// let m = Lexicon::embedded().measures().by_code("members.admitted").unwrap();
    /// assert_eq!(m.whole.as_deref(), Some("members.total"));
    /// ```
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Measure> {
        self.list.iter().find(|m| &*m.code == code)
    }

    /// The ways in which a noun can be counted; empty when no measure has it.
    #[must_use]
    pub fn ways(&self, text: &Text<'_>, noun: TokenSpan) -> &[u16] {
        const LONGEST: usize = 12;
        let mut keys = [Key::default(); LONGEST];
        let n = noun.len();
        let Some(keys) = keys.get_mut(..n) else { return &[] };
        for (k, slot) in keys.iter_mut().enumerate() {
            *slot = text.key(noun.first() + k);
        }
        self.nouns.get(&*keys).map_or(&[], Vec::as_slice)
    }

    /// The ways of a noun that stands in no text.
    #[must_use]
    pub fn ways_of(&self, noun: &str) -> &[u16] {
        self.nouns.get(&scan::keys(noun)).map_or(&[], Vec::as_slice)
    }

    /// A way by its number.
    #[must_use]
    pub fn when(&self, k: u16) -> Option<&When> {
        self.whens.get(usize::from(k))
    }

    /// Adds to `out` every word of the measures that stands in a range of tokens, overlapping ones included, in the
    /// order of their starts.
    pub fn cues(&self, text: &Text<'_>, range: TokenSpan, out: &mut Vec<CueHit>) {
        self.cues.scan(text, range, out);
    }

    /// Those of some ways that the words before and behind a figure may meet.
    pub fn open_ways(&self, ways: &[u16], before: Sieve, behind: Sieve) -> impl Iterator<Item = &When> {
        let open = move |w: &&u16| {
            let gate = self.gates.get(usize::from(**w));
            gate.is_some_and(|gate| gate[0].meets(before) && gate[1].meets(behind))
        };
        ways.iter().filter(open).filter_map(|&w| self.when(w))
    }

    /// What a cue says of any figure.
    #[must_use]
    pub fn role(&self, cue: CueId) -> Option<Role> {
        self.roles.get(&cue).copied()
    }

    /// Whether a cue, before a figure, speaks for another measure than these, or for none; with `ways`, for one
    /// that these ways know.
    #[must_use]
    pub fn begins_other(&self, cue: CueId, these: [Option<MeasureId>; 2], ways: Option<&[u16]>) -> bool {
        let other = |w: &When| !these.contains(&Some(w.measure)) && w.before.contains(cue);
        match ways {
            Some(ways) => ways.iter().filter_map(|&w| self.when(w)).any(other),
            None => self.whens.iter().any(other),
        }
    }

    /// Whether a measure knows a noun by more than words before it: "đảng viên" are its members wherever, "người"
    /// only behind "tổng số đảng viên".
    #[must_use]
    pub fn stands_alone(&self, id: MeasureId, ways: &[u16]) -> bool {
        let alone = |w: &When| w.before.is_empty() || !w.opening.is_empty();
        ways.iter().filter_map(|&w| self.when(w)).any(|w| w.measure == id && alone(w))
    }

    /// The measure of the same act with other nouns.
    #[must_use]
    pub fn sister(&self, id: MeasureId) -> Option<MeasureId> {
        let sister = self.get(id)?.sister.as_deref()?;
        self.list.iter().position(|m| *m.code == *sister).map(|n| MeasureId(n as u16))
    }

    /// The keys of a noun's syllables, as [`When::beside`] holds them.
    #[must_use]
    pub fn has_keys(&self, list: &[Box<[Key]>], text: &Text<'_>, noun: TokenSpan) -> bool {
        list.iter().any(|keys| keys.len() == noun.len() && text.matches(noun.first(), keys))
    }

    /// Whether two nouns are counted by measures of one family ("publications.…").
    #[must_use]
    pub fn related(&self, a: &[u16], b: &[u16]) -> bool {
        let family = |w: &u16| *self.families.get(usize::from(*w))?;
        let mut last = None;
        // The ways of one family follow one another.
        let mut each = a.iter().filter_map(family).filter(|&f| last.replace(f) != Some(f));
        each.any(|f| b.iter().filter_map(family).any(|g| f == g))
    }

    /// Numbers the families, once all measures are known.
    fn number_families(&mut self) {
        let mut numbers = FxHashMap::default();
        let family = |w: &When| {
            let name = self.list.get(usize::from(w.measure.0))?.code.split('.').next()?;
            let next = numbers.len() as u16;
            Some(*numbers.entry(name).or_insert(next))
        };
        self.families = self.whens.iter().map(family).collect();
    }

    /// Whether some way of a measure has this noun.
    #[must_use]
    pub fn counts(&self, id: MeasureId, ways: &[u16]) -> bool {
        ways.iter().any(|&w| self.when(w).is_some_and(|w| w.measure == id))
    }

    /// The nouns of all measures, as the files write them.
    pub(super) fn surfaces(&self) -> &[Box<str>] {
        &self.surfaces
    }
}
