//! Whether words of an action tell a deed of the person beside them.
//!
//! "dự phiên khai mạc" opens nothing, "Giám đốc điều hành" chairs nothing, in "giao Sở A chủ trì" another chairs, and
//! "sẽ phát biểu" has not happened. The words are the same; what stands around them decides.

use super::clause::is_head;
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::record::ActionKind;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Whether the words `span`, with what they name as `object`, tell what somebody did whose name stands before, with
/// what is said of it up to token `from`.
pub(super) fn is_told(
    scene: &Scene<'_>,
    kind: ActionKind,
    from: usize,
    span: TokenSpan,
    object: Option<TokenSpan>,
) -> bool {
    let i = span.first();
    if denied(scene, from, i) {
        return false;
    }
    let own = match kind {
        ActionKind::Opened => opens(scene, from, span, object),
        ActionKind::Chaired => !is_noun(scene, from, i) && chairs(scene, from, span, object),
        ActionKind::Reported => !is_noun(scene, from, i) && reports(scene, span, object),
        // "phát biểu tại Hội nghị", but not "phát biểu của Bộ trưởng"
        ActionKind::Spoke => !is_noun(scene, from, i) && !of_another(scene, span.end()),
        _ => return true,
    };
    own && !others(scene, from, i)
}

/// The same where the words open the sentence and the name follows at token `at`.
pub(super) fn is_told_before(
    scene: &Scene<'_>,
    kind: ActionKind,
    span: TokenSpan,
    object: Option<TokenSpan>,
    at: usize,
) -> bool {
    let text = scene.text;
    if kind != ActionKind::Chaired {
        return kind != ActionKind::Opened || text.key(span.first()) != w!("khai") || object.is_some();
    }
    // "Chủ tọa đang hỏi về việc ông A": a noun, and the name is another's.
    let leads = |k: usize| [w!(":"), w!(","), w!("có"), w!("là"), w!("gồm")].contains(&text.key(k));
    let gap = object.map_or(span.end(), TokenSpan::end)..at;
    let near = gap.len() <= if runs(scene, span.first()) { 1 } else { 3 };
    near || object.is_some() && gap.clone().any(leads) || text.key(gap.start) != w!(",") && leads(gap.start)
}

/// Whether a gathering is named between two tokens, or "dưới sự" stands right before the second: "dưới sự điều hành của".
pub(super) fn gathers(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    scene.text.preceded_by(to, &[w!("dưới"), w!("sự")])
        || (from..to).any(|k| scene.hits.at(k, Class::Gathering).is_some())
}

/// "chưa được kết nạp", "sẽ chủ trì", "không phát biểu": it has not happened, or not yet.
fn denied(scene: &Scene<'_>, from: usize, i: usize) -> bool {
    const WORDS: [Key; 4] = [w!("chưa"), w!("không"), w!("sẽ"), w!("để")];
    (i.saturating_sub(4).max(from)..i).any(|k| WORDS.contains(&scene.text.key(k)))
}

/// "giao Sở A chủ trì", "mời các đại biểu phát biểu", "cho biết Bộ B đã báo cáo": others do it than who is named before.
fn others(scene: &Scene<'_>, from: usize, i: usize) -> bool {
    const VERBS: [&[Key]; 8] = [
        &[w!("mời")],
        &[w!("giao")],
        &[w!("do")],
        &[w!("yêu"), w!("cầu")],
        &[w!("đề"), w!("nghị")],
        &[w!("đồng"), w!("ý")],
        &[w!("cho"), w!("biết")],
        &[w!("chỉ"), w!("định")],
    ];
    const CROWDS: [Key; 3] = [w!("các"), w!("những"), w!("nhiều")];
    let text = scene.text;
    // "cho biết đã chủ trì" tells what the speaker did.
    let clause = |k: usize| VERBS.iter().any(|v| text.matches(k, v) && text.key(k + v.len()) != w!("đã"));
    // "chỉ đạo Bộ A chủ trì", but "dự, chỉ đạo và phát biểu"
    let told = |k: usize| text.matches(k, &[w!("chỉ"), w!("đạo")]) && is_head(scene, k + 2);
    // "…, các cử tri phát biểu", but "gặp các cử tri và phát biểu"
    let crowd = |k: usize| {
        CROWDS.contains(&text.key(k))
            && k > from
            && (text.key(k - 1) == w!(",") || text.key(k - 1) == w!("và") && k - 1 > from)
            && !(k..i).any(|j| [w!(","), w!("và")].contains(&text.key(j)))
            && scene.hits.at(k + 1, Class::Post).is_none()
    };
    (from..i).any(|k| clause(k) || told(k) || crowd(k))
}

/// "bài phát biểu", "cơ quan chủ trì", "nghe phát biểu của": the word before makes it a noun; "có bài phát biểu" tells a
/// deed all the same.
fn is_noun(scene: &Scene<'_>, from: usize, i: usize) -> bool {
    const BEFORE: [Key; 14] = [
        w!("các"),
        w!("bản"),
        w!("ý"),
        w!("kiến"),
        w!("với"),
        w!("theo"),
        w!("quan"),
        w!("vị"),
        w!("người"),
        w!("sự"),
        w!("quyền"),
        w!("cách"),
        w!("ký"),
        w!("nghe"),
    ];
    let text = scene.text;
    let Some(before) = i.checked_sub(1) else { return false };
    if [w!("bài"), w!("những"), w!("số")].contains(&text.key(before)) {
        const GIVES: [Key; 4] = [w!("có"), w!("đọc"), w!("bày"), w!("ra")];
        let stands = text.key(before.wrapping_sub(1)) == w!("trong") && before == from + 1;
        return !stands && !(before.saturating_sub(2)..before).any(|k| GIVES.contains(&text.key(k)));
    }
    BEFORE.contains(&text.key(before)) && text.kind(before) == Kind::Lower && !is_subject(scene, before)
}

/// "Bí thư Thành Quan phát biểu": the word belongs to a name or a post that stands before.
fn is_subject(scene: &Scene<'_>, k: usize) -> bool {
    [Class::Unit, Class::PartyOrgan, Class::NamePart, Class::Place, Class::Post]
        .iter()
        .any(|&c| scene.hits.covering(k, c).is_some_and(|h| h.span.first() < k && h.span.end() == k + 1))
}

/// "khai mạc Hội nghị" and "phát biểu khai mạc", but not "dự khai mạc", "tại lễ khai mạc", "ngày khai mạc".
fn opens(scene: &Scene<'_>, from: usize, span: TokenSpan, object: Option<TokenSpan>) -> bool {
    const BEFORE: [Key; 8] =
        [w!("đã"), w!("thức"), w!("bố"), w!("và"), w!("trì"), w!("lệnh"), w!("cùng"), w!("tuyên")];
    let text = scene.text;
    let i = span.first();
    if text.key(i) != w!("khai") {
        return !is_noun(scene, from, i) && !of_another(scene, span.end());
    }
    // "…, khai mạc chiều 10/2" is said of what is opened.
    i == from
        || i > from && (BEFORE.contains(&text.key(i - 1)) || object.is_some() && text.key(i - 1) == w!(","))
}

/// "chủ trì Hội nghị", "chủ trì.", "chủ trì tại hội trường A", but not "chủ trì, phối hợp", "điều hành công ty".
fn chairs(scene: &Scene<'_>, from: usize, span: TokenSpan, object: Option<TokenSpan>) -> bool {
    const GOES_ON: [Key; 19] = [
        w!("và"),
        w!("đã"),
        w!("khai"),
        w!("bế"),
        w!("tại"),
        w!("vào"),
        w!("với"),
        w!("cùng"),
        w!("ngày"),
        w!("sáng"),
        w!("chiều"),
        w!("tối"),
        w!("buổi"),
        w!("cuộc"),
        w!("phiên"),
        w!("lễ"),
        w!("tiệc"),
        w!("đón"),
        w!("chiêu"),
    ];
    let text = scene.text;
    let i = span.first();
    let close = (from..i).all(|k| {
        [w!("đã"), w!("cùng"), w!("trực"), w!("tiếp"), w!("tham"), w!("gia"), w!("đồng")]
            .contains(&text.key(k))
    });
    let runs = runs(scene, i);
    if object.is_some() {
        return !runs || close || text.key(i) == w!("điều");
    }
    let Some(next) = text.get(span.end()) else { return true };
    let ends = next.starts_sentence() || next.kind == Kind::Sign;
    if runs {
        let own = (i.saturating_sub(10).max(text.sentence(i).first())..i).all(|k| text.key(k) != w!("do"));
        return close && ends && own;
    }
    let shared = text.key(span.end()) == w!(",") && text.matches(span.end() + 1, &[w!("phối"), w!("hợp")]);
    // A capital begins the next sentence, whose full stop is missing.
    (ends || next.kind == Kind::Capital || GOES_ON.contains(&next.key)) && !shared
}

/// Whether the word at token `i` need not chair: "điều hành" is said of firms and countries, "chủ tọa" is also who chairs.
fn runs(scene: &Scene<'_>, i: usize) -> bool {
    [w!("điều"), w!("tọa")].iter().any(|w| [scene.text.key(i), scene.text.key(i + 1)].contains(w))
        && scene.text.key(i) != w!("đồng")
}

/// "trình bày báo cáo", "trình bày Tờ trình", "báo cáo do đồng chí A trình bày"; not what a witness states.
fn reports(scene: &Scene<'_>, span: TokenSpan, object: Option<TokenSpan>) -> bool {
    const PAPERS: [&[Key]; 14] = [
        &[w!("tham"), w!("luận")],
        &[w!("tờ"), w!("trình")],
        &[w!("đề"), w!("án")],
        &[w!("đề"), w!("dẫn")],
        &[w!("kế"), w!("hoạch")],
        &[w!("phương")],
        &[w!("chuyên"), w!("đề")],
        &[w!("nội"), w!("dung")],
        &[w!("dự"), w!("án")],
        &[w!("nghị"), w!("quyết")],
        &[w!("chương"), w!("trình")],
        &[w!("tóm"), w!("tắt")],
        &[w!("kết"), w!("quả")],
        &[w!("bài")],
    ];
    let text = scene.text;
    let i = span.first();
    // "bỏ phiếu thông qua dự thảo": voted, not read out
    if text.key(i) == w!("thông") && i > 0 && [w!("phiếu"), w!("quyết"), w!("trí")].contains(&text.key(i - 1))
    {
        return false;
    }
    if object.is_some() || text.key(span.end() - 1) == w!("cáo") {
        return true;
    }
    let presents = text.matches(i, &[w!("trình"), w!("bày")]);
    let paper = PAPERS.iter().any(|p| text.matches(span.end(), p));
    let first = text.sentence(i).first();
    let given = || {
        (first..i).any(|k| text.key(k) == w!("do"))
            && (first..i)
                .any(|k| text.matches(k, &[w!("báo"), w!("cáo")]) || text.matches(k, &[w!("dự"), w!("thảo")]))
    };
    paper || presents && given()
}

/// "phát biểu của đồng chí B", but "phát biểu của mình"
fn of_another(scene: &Scene<'_>, k: usize) -> bool {
    scene.text.key(k) == w!("của") && scene.text.key(k + 1) != w!("mình")
}
