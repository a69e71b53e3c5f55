//! The room of directives: numbered documents of Party and State, and the resolutions that have a name instead.
//!
//! Where the hyphen and the slash stand tells the two systems apart: `138-CV/ĐUV` is a Party number, `30/2020/NĐ-CP` a
//! State number. A number is given back in its canonical form, without blanks and with codes in capitals, and in
//! the shape that the text has. What is about the document (its day, issuer, subject) is read in `resolve`.
//!
//! Left alone: court papers ("87/2016/DS-PT"), licences, contracts, articles of a law, team numbers, programmes
//! ("Chương trình 135"), ratios and dates.

mod bare;
mod code;
mod title;

pub use code::{issuer_of_code, kind_of_code};

use super::{Mention, Rule, Scene, run};
use crate::lexicon::Class;
use crate::text::{Kind, TokenSpan};
use crate::w;

/// A document that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The number in its canonical form; `None` for a document without one.
    pub number: Option<String>,
    /// The first part of the number, leading zeros kept.
    pub serial: Option<String>,
    /// `CV`
    pub type_code: Option<String>,
    /// `ĐUV`
    pub issuer_code: Option<String>,
    /// The kind that the words before the number name; `None` where they name none, or any ("văn bản").
    pub kind: Option<String>,
    /// The words that stand for the number of a document without one.
    pub title: Option<TokenSpan>,
    /// The tokens of the number alone.
    pub digits: TokenSpan,
}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    let mentions = run(scene, &RULES);
    if mentions.is_empty() { mentions } else { share_codes(scene, mentions) }
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|r| r.name).chain([SHARED]).collect()
}

const RULES: [Rule<Said>; 4] = [
    // "Công văn số 138-CV/ĐUV", "số 212-QĐ/ĐUC", "30/2020/NĐ-CP"; not "87/2016/DS-PT"
    Rule { name: "directive.coded", trigger: Class::TypeCode, read: code::read },
    // "quyết định 19/C46-P12", "công văn số 125/SGDĐT-VP", "Nghị định 34/2011"
    Rule { name: "directive.uncoded", trigger: Class::DirectiveType, read: bare::uncoded },
    // "Chỉ thị 05", "Quyết định số 996"; not "quyết định 3 nội dung"
    Rule { name: "directive.bare", trigger: Class::DirectiveType, read: bare::read },
    // "Nghị quyết Trung ương 4 khóa XII", not "thực hiện nghị quyết"
    Rule { name: "directive.title", trigger: Class::Plenum, read: title::read },
];

/// "18 và 19-NQ/TW": the first takes the code of the second.
const SHARED: &str = "directive.shared_code";

/// Gives the bare numbers of a list the code that stands at its end.
fn share_codes(scene: &Scene<'_>, mentions: Vec<Mention<Said>>) -> Vec<Mention<Said>> {
    let text = scene.text;
    let mut out: Vec<Mention<Said>> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if mention.rule == "directive.coded" {
            let mut at = mention.span.first();
            let mut shared = Vec::new();
            // Leftwards over ", 113" and "112 và".
            while at > 1
                && [w!(","), w!("và")].contains(&text.key(at - 1))
                && text
                    .get(at - 2)
                    .is_some_and(|t| t.kind == Kind::Number && !text.glued(at - 1) | (t.end - t.start < 4))
                && text.get(at - 1).is_some_and(|t| !t.starts_paragraph())
            {
                at -= 2;
                shared.push(at);
            }
            let first = shared.last().copied().unwrap_or(at);
            // Only behind "số" or a kind's word are they numbers of documents.
            let (start, kind) = code::words_before(scene, first);
            let taken = out.last().filter(|m| m.span.end() > first).map(|m| m.span);
            if !shared.is_empty() && start < first && taken.is_none_or(|t| t.end() == first + 1) {
                if taken.is_some() {
                    out.pop();
                }
                for &k in shared.iter().rev() {
                    let from = if k == first { start } else { k };
                    let value = code::with_serial(scene, &mention.value, k, kind.clone());
                    out.push(Mention { value, span: TokenSpan::new(from, k + 1), rule: SHARED });
                }
            }
        }
        out.push(mention);
    }
    out
}
