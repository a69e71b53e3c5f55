//! The room of organizations: Party organizations and institutions, with the extent of their names.
//!
//! Where a name ends is the whole difficulty: "Trung tâm Công nghệ vật liệu đã tiến hành" goes on in lower
//! case twice, once inside the name and once after it. [`name_end`] decides with two lists (what goes on,
//! what ends) and the case of the words; [`read`] puts heads, tails and superiors together. Roles of persons
//! and issuers of documents ask the same two functions, so that one name has one extent everywhere.
//!
//! A name never crosses a bracket or a sentence, nor a comma but between the units of one cell; "thuộc Đảng bộ …" behind
//! it is its superior.

mod name;
mod read;

pub use name::name_end;
pub use read::read;

use super::{Mention, Rule, Scene, rule::run};
use crate::lexicon::Class;
use crate::record::CellKind;
use crate::text::{Key, Text, TokenSpan};
use crate::w;

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An organization of Party members, or the committee that leads it.
    Party(CellKind),
    /// An office of a committee ("Ủy ban Kiểm tra Huyện ủy"), or a committee whose body is not named.
    Organ,
    /// An institution ("Viện Sinh thái rừng").
    Institution,
    /// A part of an institution ("Phòng Đào tạo – Khảo thí").
    Department,
    /// A place with an organization of its own ("xã Tân Lạc").
    Area,
}

/// A named organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub kind: Kind,
    /// The first words, without the committee before them: "Đảng bộ" of "Ban Chấp hành Đảng bộ tỉnh A".
    pub head: TokenSpan,
    /// What the first words are completed by: "tỉnh A" of "Đảng bộ tỉnh A"; `None` for a bare "Đảng bộ". It
    /// stands apart in "Đảng bộ và nhân dân xã B", "Đảng ủy, UBND xã B".
    pub unit: Option<TokenSpan>,
    /// The Party organization above, where it follows the name: "thuộc Đảng bộ B", "(Đảng bộ B)".
    pub superior: Option<TokenSpan>,
    /// Whether a committee ("Ban Thường vụ") stands before the name.
    pub committee: bool,
}

impl Said {
    /// The name without the committee before it, blanks folded: "Đảng bộ xã B" also of "Đảng bộ và nhân dân xã B".
    #[must_use]
    pub fn name(&self, text: &Text<'_>) -> String {
        match self.unit {
            None => text.folded(self.head),
            Some(unit) if unit.first() == self.head.end() => text.folded(self.head.to(unit)),
            Some(unit) => format!("{} {}", text.folded(self.head), text.folded(unit)),
        }
    }
}

/// Reads all mentions in the order of the text. Bare institutions ("Trung tâm") are none.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    run(scene, &RULES)
}

/// Names of the rules of this room whose readings reach a record as its cell. The others mark the names of
/// offices and institutions for other rooms.
pub(super) fn rule_names() -> Vec<&'static str> {
    let party = |c: Class| matches!(c, Class::PartyBody | Class::Committee);
    RULES.iter().filter(|r| party(r.trigger)).map(|r| r.name).collect()
}

const RULES: [Rule<Said>; 4] = [
    // "Ban Thường vụ Đảng ủy xã A", not "thường trực" alone
    Rule { name: "organization.committee", trigger: Class::Committee, read: committee },
    // "Chi bộ 3", "Đảng bộ Viện A", a bare "Chi bộ"
    Rule { name: "organization.party", trigger: Class::PartyBody, read: party },
    // "Ủy ban Kiểm tra Huyện ủy A", not the "ban tổ chức" of a contest
    Rule { name: "organization.organ", trigger: Class::PartyOrgan, read: organ },
    // "Viện A", not a bare "viện"
    Rule { name: "organization.unit", trigger: Class::Unit, read: unit },
];

fn committee(scene: &Scene<'_>, hit: &crate::lexicon::Hit) -> Option<(TokenSpan, Said)> {
    read(scene, hit.span.first()).filter(|(_, s)| s.committee)
}

fn party(scene: &Scene<'_>, hit: &crate::lexicon::Hit) -> Option<(TokenSpan, Said)> {
    read(scene, hit.span.first()).filter(|(_, s)| matches!(s.kind, Kind::Party(_)))
}

fn organ(scene: &Scene<'_>, hit: &crate::lexicon::Hit) -> Option<(TokenSpan, Said)> {
    read(scene, hit.span.first()).filter(|(_, s)| s.kind == Kind::Organ)
}

fn unit(scene: &Scene<'_>, hit: &crate::lexicon::Hit) -> Option<(TokenSpan, Said)> {
    let i = hit.span.first();
    let lower = scene.text.kind(i) == crate::text::Kind::Lower;
    // "đại hội Chi bộ", "cán bộ Viện": the last syllable of another word
    if lower && hit.span.len() == 1 && !PLAIN_HEADS.contains(&scene.text.key(i)) {
        return None;
    }
    let (span, said) = read(scene, i)?;
    let tail = said.unit?;
    let proper = (tail.first()..tail.end())
        .any(|k| scene.text.get(k).is_some_and(|t| t.is_capital() || t.kind == crate::text::Kind::Number));
    proper.then_some((span, said))
}

/// First words of one syllable that begin names in lower case too.
const PLAIN_HEADS: [Key; 22] = [
    w!("tỉnh"),
    w!("quận"),
    w!("huyện"),
    w!("phường"),
    w!("xã"),
    w!("thôn"),
    w!("bản"),
    w!("buôn"),
    w!("làng"),
    w!("xóm"),
    w!("ấp"),
    w!("khóm"),
    w!("sóc"),
    w!("phum"),
    w!("bon"),
    w!("viện"),
    w!("trường"),
    w!("phòng"),
    w!("khoa"),
    w!("khối"),
    w!("ban"),
    w!("khu"),
];
