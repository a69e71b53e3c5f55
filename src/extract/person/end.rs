//! Where a name ends within a run of capitals, or beyond it: a sentence without a full stop before it, a last syllable
//! without its capital, a place that is a name, a run that is longer than a name.

use super::name::{MOST, Name, Strength, after_syllable, surname};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Kind, TokenSpan};
use crate::w;

/// "Dương Trung Quốc Bất | động sản là": behind a whole name a capital that is no given name, and that goes on in lower
/// case without a verb, begins the next sentence, whose full stop is missing.
pub(super) fn opens_word(scene: &Scene<'_>, name: &Name) -> bool {
    let (text, hits) = (scene.text, scene.hits);
    let end = name.span.end();
    let last = end - 1;
    // "Trần Bảo Sơn Siêu | mẫu", "Trương Quang Khánh Huân | chương"
    let begins = [Class::Address, Class::NamePart, Class::PersonVerb, Class::Counted, Class::Unit];
    if name.syllables > 3
        && name.strength == Strength::Strong
        && text.kind(end) == Kind::Lower
        && begins.iter().any(|&c| hits.at(last, c).is_some_and(|h| h.span.end() > end))
    {
        return true;
    }
    let verb =
        [Class::PersonVerb, Class::NameEnd, Class::Predicate, Class::Action, Class::Address, Class::Post];
    name.strength == Strength::Strong
        && name.syllables > 3
        && name.borne + 2 == name.syllables
        && text.kind(last) == Kind::Capital
        && hits.covering(last, Class::GivenName).is_none()
        && text.get(end).is_some_and(|t| t.kind == Kind::Lower && !t.starts_sentence())
        && verb.iter().all(|&c| hits.at(end, c).is_none())
}

/// "H'Hen", or "Y …" with a family name of the highlands behind.
pub(super) fn is_highland(scene: &Scene<'_>, i: usize, end: usize) -> bool {
    let text = scene.text;
    text.key(i) == w!("h") && text.key(i + 1) == w!("'")
        || text.key(i) == w!("y")
            && (i + 2..end).any(|k| surname(scene, k).is_some_and(|(_, s)| s == Strength::Strong))
}

/// "Vũ Thị Như ngọc": the last syllable without its capital, right before a sign or the end of the line. Behind
/// "Thị" and another syllable anything but a name would be a verb.
pub(super) fn slipped(scene: &Scene<'_>, name: &Name) -> bool {
    let text = scene.text;
    let k = name.span.end();
    if text.get(k).is_none_or(|t| t.kind != Kind::Lower || t.starts_paragraph()) {
        return false;
    }
    let classes = [Class::PersonVerb, Class::Action, Class::Predicate, Class::NameStop, Class::NameEnd];
    if name.strength < Strength::Strong
        || !(2..4).contains(&name.syllables)
        || scene.hits.at(k, Class::GivenSlip).is_none()
        || classes.iter().any(|&c| scene.hits.at(k, c).is_some())
    {
        return false;
    }
    let woman = text.key(name.span.first() + 1) == w!("thị") && name.syllables == 3;
    let closed = text.get(k + 1).is_none_or(|t| {
        t.starts_paragraph()
            || [w!(","), w!("-"), w!("("), w!(";"), w!(".")].contains(&t.key)
            || woman && scene.hits.at(k + 1, Class::PersonVerb).is_some()
    });
    closed && scene.hits.at(k, Class::Unit).is_none()
}

/// "đồng chí Trần Thụy Cẩm Lệ, Bí thư": a place of two given names that ends the name of a person who is addressed.
pub(super) fn is_given(scene: &Scene<'_>, i: usize, place: TokenSpan) -> bool {
    let (text, hits) = (scene.text, scene.hits);
    let end = place.end();
    let addressed =
        hits.before(i, Class::Address).is_some_and(|h| ["comrade", "plain"].contains(&scene.value(h)));
    addressed
        && place.len() == 2
        && surname(scene, i).is_some_and(|(_, s)| s == Strength::Strong)
        && (place.first()..end).all(|k| hits.covering(k, Class::GivenName).is_some())
        && text
            .get(end)
            .is_some_and(|t| !t.starts_paragraph() && [w!(","), w!("-"), w!("(")].contains(&t.key))
}

/// A run that is longer than a name: ends where the syllables stop being those of names.
pub(super) fn cut(scene: &Scene<'_>, name: Name, family: usize, run: usize) -> Name {
    let i = name.span.first();
    let mut k = i;
    let (mut syllables, mut borne) = (0, 0);
    while k < run && syllables < MOST {
        let known = scene.hits.covering(k, Class::GivenName).is_some();
        if k >= i + family {
            // Two syllables behind the family name stand in any case.
            if syllables >= 3 && (!known || another_begins(scene, k, run)) {
                break;
            }
            borne += usize::from(known);
        }
        syllables += 1;
        k = after_syllable(scene, k);
    }
    // "Nguyễn Văn An Theo Minh": four and more syllables hold "Thị" or two family names.
    if syllables >= MOST && run > k {
        let double = scene.hits.at(i + family, Class::Surname).is_some();
        let woman = scene.text.key(i + 1) == w!("thị") || scene.text.key(i + 2) == w!("thị");
        let keep = if double || woman { 4 } else { 3 };
        let end = i + keep + (family - 1);
        return Name {
            span: TokenSpan::new(i, end),
            syllables: keep + family - 1,
            borne: borne.min(keep),
            ..name
        };
    }
    Name { span: TokenSpan::new(i, k), syllables, borne, initials: false, ..name }
}

/// Whether a strong family name with something behind it begins at token `k`.
fn another_begins(scene: &Scene<'_>, k: usize, run: usize) -> bool {
    surname(scene, k).is_some_and(|(_, s)| s == Strength::Strong) && k + 1 < run
}
