//! Sums of money, scaled to đồng: "6,35 tỷ đồng", "600.000đ", "2,3 triệu/tháng"; foreign money keeps its name.

use super::figure::{self, Figure};
use super::{Form, Noun, Said};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// A sum of money at a number.
pub(super) fn read(scene: &Scene<'_>, figure: Figure) -> Option<(TokenSpan, Said)> {
    let (end, foreign) = currency(scene, figure)?;
    let noun = TokenSpan::new(figure.end, end.max(figure.end));
    let said = Said {
        value: figure.value,
        other: None,
        form: Form::Plain,
        noun: if foreign { Noun::At(noun) } else { Noun::Known("đồng".into()) },
        kind: "money",
        unit: (!foreign).then(|| "đồng".into()),
        approx: figure::approx(scene, figure.start, end),
        number: figure.span(),
        disagrees: figure.disagrees,
        article: false,
    };
    Some((TokenSpan::new(figure.start, end), said))
}

/// One past the currency behind a figure, and whether it is foreign.
pub(super) fn currency(scene: &Scene<'_>, figure: Figure) -> Option<(usize, bool)> {
    let text = scene.text;
    let at = figure.end;
    if !figure.admits("money") {
        return None;
    }
    let key = text.key(at);
    let here = text.get(at).filter(|t| !t.starts_paragraph());
    if let Some(h) = scene.hits.at(at, Class::Counted).filter(|_| here.is_some()) {
        return (scene.value(h) == "money").then(|| (h.span.end(), true));
    }
    if here.is_some() {
        if key == w!("đồng") && !COMPOUNDS.contains(&text.key(at + 1)) {
            return Some((at + 1, false));
        }
        if key == w!("đ") && text.get(at + 1).is_none_or(|t| t.kind == Kind::Sign || t.after_blank()) {
            return Some((at + 1, false));
        }
        if key == w!("VNĐ") || key == w!("VND") {
            return Some((at + 1, false));
        }
    }
    // "2,3 triệu/tháng", "giá 54 tỷ": a scale without a noun is money where the phrase ends there.
    if figure.value < 1e6 || figure.words || !is_scale(text.key(at - 1)) {
        return None;
    }
    if per(scene, at) {
        return Some((at, false));
    }
    let ends = match here {
        None => true,
        Some(t) if t.kind == Kind::Sign => t.key != w!("-") && t.key != w!("%"),
        Some(t) => t.is_capital() || GOES_ON.contains(&t.key),
    };
    let paid = || (figure.start.saturating_sub(8)..figure.start).any(|k| PAID.contains(&text.key(k)));
    // "giá 120 triệu, đắt hơn 20 triệu euro": the sentence reckons in other money.
    let foreign = || {
        let mut sentence = scene.hits.within(text.sentence(figure.start), Class::Counted);
        sentence.any(|h| scene.value(h) == "money")
    };
    (ends && paid() && !foreign()).then_some((at, false))
}

/// "/tháng", "/người"
fn per(scene: &Scene<'_>, at: usize) -> bool {
    let text = scene.text;
    text.key(at) == w!("/")
        && [w!("tháng"), w!("người"), w!("năm"), w!("ha"), w!("hộ"), w!("ngày"), w!("sào")]
            .contains(&text.key(at + 1))
}

fn is_scale(key: Key) -> bool {
    key == w!("tỷ") || key == w!("triệu") || key == w!("nghìn") || key == w!("ngàn")
}

/// Words that begin with "đồng" and are no money; "đồng chí" is in the list of units.
const COMPOUNDS: [Key; 14] = [
    w!("bào"),
    w!("nghiệp"),
    w!("đội"),
    w!("hồ"),
    w!("minh"),
    w!("hương"),
    w!("chí"),
    w!("chi"),
    w!("thời"),
    w!("bộ"),
    w!("loạt"),
    w!("phục"),
    w!("ruộng"),
    w!("hành"),
];

/// Words with which a sentence goes on behind a sum.
const GOES_ON: [Key; 14] = [
    w!("để"),
    w!("với"),
    w!("tại"),
    w!("thì"),
    w!("và"),
    w!("mà"),
    w!("nhưng"),
    w!("cho"),
    w!("trong"),
    w!("từ"),
    w!("vì"),
    w!("của"),
    w!("mỗi"),
    w!("ở"),
];

/// Words near a sum that is given without its currency.
const PAID: [Key; 17] = [
    w!("nhuận"),
    w!("giá"),
    w!("tiền"),
    w!("phí"),
    w!("thu"),
    w!("vốn"),
    w!("lương"),
    w!("chi"),
    w!("nợ"),
    w!("phạt"),
    w!("vay"),
    w!("lãi"),
    w!("lỗ"),
    w!("tư"),
    w!("thuế"),
    w!("trả"),
    w!("thưởng"),
];
