//! Whether digits that look like a day are one: "3/2" may be a day, a share, a score, a street.
//!
//! What has a word for a day before it, or a whole year, is one; without either a weak word or a named day must
//! stand before, and what follows must not count.

use super::days::{Chain, sign};
use super::lead::Lead;
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Kind, Text};
use crate::w;

/// Whether the digits are a day at all.
pub(super) fn is_day(scene: &Scene<'_>, chain: &Chain, lead: &Lead, i: usize) -> bool {
    let text = scene.text;
    let bare_first = chain.points.len() > 1 && !sign_follows(text, i);
    if lead.says_day() || is_cue(scene, lead.start, "strong") {
        return !is_counted(scene, chain, lead);
    }
    if chain.has_year() {
        let whole = chain.points.iter().all(|p| p.year.stated().is_some_and(|y| y >= 1800));
        let real =
            chain.points.iter().all(|p| p.month.is_some_and(|m| m <= 12) && p.day.is_some_and(|d| d <= 31));
        // Two digits for a year, or a bare number in front, need a word before.
        return whole
            && real
            && !is_number_word(text, i)
            && (!bare_first && full_year_written(text, chain.end) || is_cue(scene, i, "weak"));
    }
    if chain.worded {
        // "6 tháng 1 lần" has no word before
        return is_cue(scene, i, "weak");
    }
    if is_cue(scene, i, "weak") {
        return weak(scene, chain, i);
    }
    is_named_day(scene, chain, i)
}

/// "mỗi ngày 2-3 lần", "tối 2-3 tiếng": the digits count something.
fn is_counted(scene: &Scene<'_>, chain: &Chain, lead: &Lead) -> bool {
    let text = scene.text;
    if chain.has_year() || chain.worded {
        return false;
    }
    let each = [w!("mỗi"), w!("một"), w!("hằng"), w!("hàng"), w!("1"), w!("nửa")];
    lead.start > 0 && !chain.slashed && each.contains(&text.key(lead.start - 1))
        || scene.hits.at(chain.end, Class::DateCounted).is_some()
}

/// Whether the sign of a day stands behind the first number, rather than a joint of a list.
fn sign_follows(text: &Text<'_>, i: usize) -> bool {
    text.key(i + 1) == w!("tháng") || sign(text, i + 1).is_some()
}

/// Whether the last token before `end` is a year of four digits.
fn full_year_written(text: &Text<'_>, end: usize) -> bool {
    end.checked_sub(1).and_then(|k| text.get(k)).is_some_and(|t| t.end - t.start == 4 || t.key == w!("nay"))
}

fn is_cue(scene: &Scene<'_>, i: usize, value: &str) -> bool {
    scene.text.get(i).is_some_and(|t| !t.starts_paragraph())
        && scene.hits.before(i, Class::DateBefore).is_some_and(|h| scene.value(h) == value)
}

/// "số 12/3/2020", "tỷ lệ 1/2000" and their like name something else.
fn is_number_word(text: &Text<'_>, i: usize) -> bool {
    i > 0 && [w!("số"), w!("lệ"), w!("sđt"), w!("đt"), w!("tel")].contains(&text.key(i - 1))
}

/// A weak word stands before: "đến 30/9" is a day, "tới 2/3 thành viên" a share, "từ 1-2 đảng viên" a count.
fn weak(scene: &Scene<'_>, chain: &Chain, i: usize) -> bool {
    let text = scene.text;
    let end = chain.end;
    if chain.range && chain.points.len() == 2 && sign_follows(text, i) && chain.slashed {
        return true;
    }
    let next = text.get(end).filter(|t| !t.starts_paragraph());
    let open = next.is_none_or(|t| t.kind == Kind::Sign || t.is_capital())
        || scene.hits.at(end, Class::DateAfter).is_some();
    let fraction = chain.points.first().is_some_and(|p| p.day < p.month && p.day.is_some_and(|d| d <= 4));
    let shares = [w!("hết"), w!("tới"), w!("đến"), w!("vào"), w!("sau")];
    let share = fraction && i > 0 && shares.contains(&text.key(i - 1));
    let quantity = !chain.slashed && text.key(end) == w!("%");
    // "trao Huy hiệu Đảng đợt 2-9 cho đảng viên", but "tiêm đợt 1-2 cho trẻ"
    let badge = i > 0
        && text.key(i - 1) == w!("đợt")
        && (i.saturating_sub(9)..i).any(|k| text.matches(k, &[w!("huy"), w!("hiệu")]));
    open && !share && !quantity && (chain.slashed || badge || next.is_none_or(|t| t.kind == Kind::Sign))
}

/// "Ngày Quốc tế Thiếu nhi 1/6", "ngày thành lập Đảng 3/2", "ngày Quốc khánh (2/9)": a named day right before.
fn is_named_day(scene: &Scene<'_>, chain: &Chain, i: usize) -> bool {
    let text = scene.text;
    if !chain.slashed && text.kind(chain.end) == Kind::Lower {
        return false;
    }
    let bracket = i > 0 && text.key(i - 1) == w!("(");
    if bracket && text.key(chain.end) != w!(")") {
        return false;
    }
    let start = i - usize::from(bracket);
    for k in (start.saturating_sub(10)..start).rev() {
        let Some(token) = text.get(k).filter(|_| text.get(k + 1).is_some_and(|t| !t.starts_sentence()))
        else {
            return false;
        };
        if [w!("đường"), w!("phố"), w!("trường"), w!("số"), w!("lớp"), w!("tổ")].contains(&token.key)
        {
            return false;
        }
        if token.key == w!("ngày") || token.key == w!("tết") || text.matches(k, &[w!("quốc"), w!("khánh")])
        {
            return start > k + 1;
        }
        if !token.is_word() {
            return false;
        }
    }
    false
}
