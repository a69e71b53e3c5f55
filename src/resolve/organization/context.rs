//! How a mention of an organization stands in its sentence: who acts, who is acted on, who merely belongs.

use crate::extract::organization::{self, Kind, Said};
use crate::extract::{Mention, Room, Scene};
use crate::lexicon::Class;
use crate::text::{Key, Kind as TokenKind, LineKind};
use crate::w;

/// What a mention says about the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// In a role or beside a person: "Bí thư Đảng ủy xã A".
    Role,
    /// Issuer of a document, or the body by whose leave things are done: "của Đảng ủy Viện A".
    Issuer,
    /// What is founded, inspected or visited: "thành lập Chi bộ A".
    Object,
    /// Has decided: "theo quyết định của Ban Thường vụ Thành ủy A".
    Decider,
    /// Acts: "Chi bộ A đã tổ chức".
    Subject,
    /// Where or of what a gathering is: "Đại hội Chi bộ A", "tại Chi bộ A".
    Event,
    /// Anything else.
    Named,
}

/// Reads the words around a mention; `before` is the mention before it in the text.
pub(super) fn of(scene: &Scene<'_>, m: &Mention<Said>, before: Option<&Mention<Said>>) -> Context {
    let (start, end) = (m.span.first(), m.span.end());
    let text = scene.text;
    if members_of(scene, start) {
        return Context::Event;
    }
    if is_office(scene, start) {
        return Context::Role;
    }
    if DECIDED.iter().any(|words| text.preceded_by(start, words)) {
        // "Đây là Chi bộ được Đảng ủy A chọn tổ chức đại hội điểm": the cell holds it
        let chosen = scene.hits.before(start - 1, Class::PartyBody).is_some();
        return if decides(scene, end) && !chosen { Context::Subject } else { Context::Issuer };
    }
    if OBJECT.iter().any(|words| text.preceded_by(start, words)) {
        return Context::Object;
    }
    if text.preceded_by(start, &[w!("đối"), w!("với")]) && inspected(scene, start) {
        return Context::Object;
    }
    if LEAVE.iter().any(|words| text.preceded_by(start, words)) {
        return Context::Issuer;
    }
    let decides = [&[w!("quyết"), w!("định"), w!("của")][..], &[w!("thông"), w!("tin"), w!("từ")]];
    if decides.iter().any(|words| text.preceded_by(start, words)) {
        return Context::Decider;
    }
    if text.preceded_by(start, &[w!("của")]) && behind_document(scene, start - 1) {
        return Context::Issuer;
    }
    if EVENT.iter().any(|words| text.preceded_by(start, words)) {
        return if names_document(scene, start) { Context::Issuer } else { Context::Event };
    }
    if acts(scene, m, before) { Context::Subject } else { Context::Named }
}

/// Whether the body that begins at token `k` stands in the office of a person: "Bí thư Đảng ủy".
pub(super) fn is_office(scene: &Scene<'_>, k: usize) -> bool {
    ROLE.iter().any(|words| scene.text.preceded_by(k, words))
}

/// "Trao Huy hiệu Đảng cho 13 đảng viên thuộc Đảng bộ A" as a title: its members are what the article is about.
fn members_of(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let of = [w!("thuộc"), w!("của")].contains(&text.key(start.wrapping_sub(1)));
    let end = if of { start - 1 } else { start };
    text.layout().kind_at(start) == LineKind::Title
        && text.preceded_by(end, &[w!("đảng"), w!("viên")])
        && end.checked_sub(3).is_some_and(|k| text.kind(k) == TokenKind::Number)
}

/// Whether the mention stands in a title, in a caption, or in text.
pub(super) fn line(scene: &Scene<'_>, m: &Mention<Said>) -> LineKind {
    scene.text.layout().kind_at(m.span.first())
}

/// "được Thành ủy A điều động": the body decides about a person, or holds the gathering.
fn decides(scene: &Scene<'_>, k: usize) -> bool {
    DECISIONS.iter().any(|words| scene.text.matches(k, words))
}

/// "tiến hành kiểm tra việc … đối với Chi bộ A"
fn inspected(scene: &Scene<'_>, start: usize) -> bool {
    let first = scene.text.sentence(start).first();
    (first..start).rev().take(14).any(|k| {
        scene.text.matches(k, &[w!("kiểm"), w!("tra")]) || scene.text.matches(k, &[w!("giám"), w!("sát")])
    })
}

/// "Nghị quyết Đại hội đại biểu Đảng bộ A": the gathering gave a document its name.
fn names_document(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(start).first();
    let gathering = [w!("đại"), w!("hội"), w!("biểu"), w!("nghị"), w!("toàn"), w!("thể")];
    let mut k = start;
    while k > first && start - k < 8 && gathering.contains(&text.key(k - 1)) {
        k -= 1;
    }
    k < start && PAPERS.iter().any(|words| text.preceded_by(k, words))
}

/// Documents named after a gathering.
const PAPERS: [&[Key]; 5] = [
    &[w!("nghị"), w!("quyết")],
    &[w!("nghị"), w!("quyết"), w!("của")],
    &[w!("văn"), w!("kiện")],
    &[w!("chính"), w!("trị")],
    &[w!("chào"), w!("mừng")],
];

/// A document or its date stands before token `of` in the same sentence.
fn behind_document(scene: &Scene<'_>, of: usize) -> bool {
    let first = scene.text.sentence(of).first();
    (first..of).rev().take(24).any(|k| {
        scene.taken(k) == Some(Room::Directive) || DOCUMENT.iter().any(|words| scene.text.matches(k, words))
    })
}

/// A verb follows, perhaps behind brackets, and no verb or preposition stands right before.
fn acts(scene: &Scene<'_>, m: &Mention<Said>, before: Option<&Mention<Said>>) -> bool {
    // "Quận ủy, HĐND, UBND quận A tổ chức": behind the place that they share
    let end = m.value.unit.map_or(m.span.end(), |u| u.end().max(m.span.end()));
    let text = scene.text;
    let mut k = behind_brackets(scene, end);
    // "Huyện ủy A, tỉnh B, cho biết": behind the places that it lies in
    while text.key(k) == w!(",")
        && let Some((place, _)) = organization::read(scene, k + 1).filter(|(_, o)| o.kind == Kind::Area)
    {
        k = place.end();
        let verb = scene.hits.at(k + 1, Class::NameEnd).is_some_and(|h| scene.value(h).ends_with("verb"));
        k += usize::from(text.key(k) == w!(",") && verb);
    }
    // "Chi bộ A, Đảng bộ B tổ chức": behind the superior
    if let Some(above) = m.value.superior.filter(|s| s.first() >= end) {
        k = above.end() + usize::from(text.key(above.end()) == w!(")"));
    }
    // "Đảng bộ Đội A tại Phái bộ B đã tổ chức": behind where it is
    if [w!("tại"), w!("ở")].contains(&text.key(k)) {
        let goes_on =
            |j: &usize| text.key(*j) != w!(",") && text.get(*j).is_some_and(|t| !t.starts_sentence());
        let did = |j: &usize| text.matches(*j, &[w!("đã"), w!("tổ"), w!("chức")]);
        k = (k..k + 14).take_while(goes_on).find(did).unwrap_or(k);
    }
    // "Chi bộ A: nhìn lại một năm"
    let heads = text.key(k) == w!(":") && text.get(m.span.first()).is_some_and(|t| t.starts_paragraph());
    // "Đảng ủy xã A và Đảng ủy xã B lần lượt tổ chức", "Chi bộ Trường A, Công đoàn và Đoàn Thanh niên tổ chức": the first
    // acts too
    let mut on = k;
    for _ in 0..PARTNERS {
        if ![w!("và"), w!(",")].contains(&text.key(on)) {
            break;
        }
        let capital = text.get(on + 1).is_some_and(|t| t.is_capital() && !t.starts_sentence());
        let partner = organization::read(scene, on + 1).filter(|(_, o)| capital && o.kind != Kind::Area);
        let Some((other, said)) = partner else { break };
        on = behind_brackets(scene, other.end());
        let holds = [w!("tổ"), w!("tiến"), w!("long"), w!("họp")]
            .contains(&text.key(on + usize::from(text.key(on) == w!("đã"))));
        if matches!(said.kind, Kind::Party(_)) || holds {
            k = on;
        }
    }
    // "Chi bộ A “Hoàn thành tốt nhiệm vụ”"
    if text.key(k) == w!("\"") {
        k += 1;
    }
    let start = m.span.first();
    // "cảm ơn Đảng ủy A, Đảng ủy B tổ chức": in a list; not "tại Hội trường Huyện ủy, Đảng ủy B tổ chức"
    let listed = before.is_some_and(|b| {
        b.span.end() + 1 == start
            && matches!(b.value.kind, Kind::Party(_))
            && !is_office(scene, b.span.first())
            // "được sự đồng ý của Đảng ủy A, Chi bộ B tổ chức"
            && !LEAVE.iter().any(|words| text.preceded_by(b.span.first(), words))
    }) && text.key(start.saturating_sub(1)) == w!(",");
    let opens = text.get(start).is_some_and(|t| t.starts_sentence());
    // A clause begins: behind a sign, a day, or words such as "đến nay".
    let before_it = text.get(start.saturating_sub(1));
    let clause = before_it.is_some_and(|t| t.kind != TokenKind::Lower || BEFORE_CLAUSE.contains(&t.key));
    let free = opens || !listed && clause;
    // "bị kỷ luật": it does not act
    let follows = text.get(k).is_some_and(|t| !t.starts_sentence() && t.key != w!("bị"))
        && scene.hits.at(k, Class::NameEnd).is_some_and(|h| scene.value(h).ends_with("verb"));
    heads || follows && free
}

/// Most bodies that act together.
const PARTNERS: usize = 4;

/// One past brackets that open at `k`, of a few words.
fn behind_brackets(scene: &Scene<'_>, k: usize) -> usize {
    let text = scene.text;
    if text.key(k) != w!("(") {
        return k;
    }
    (k..(k + 24).min(text.len())).find(|&j| text.key(j) == w!(")")).map_or(k, |j| j + 1)
}

/// Words before a body that make the whole a person's office, or a person of it.
const ROLE: [&[Key]; 22] = [
    &[w!("bí"), w!("thư")],
    &[w!("ủy"), w!("viên")],
    &[w!("đảng"), w!("viên")],
    &[w!("thường"), w!("trực")],
    &[w!("pbt")],
    &[w!("bt")],
    &[w!("văn"), w!("phòng")],
    &[w!("trưởng"), w!("ban")],
    &[w!("chủ"), w!("nhiệm")],
    &[w!("lãnh"), w!("đạo")],
    &[w!("cán"), w!("bộ")],
    &[w!("phó")],
    &[w!("trưởng")],
    &[w!("tham"), w!("gia")],
    &[w!("viên"), w!("chức")],
    &[w!("phụ"), w!("trách")],
    &[w!("nguyên")],
    &[w!("trụ"), w!("sở")],
    &[w!("hội"), w!("trường")],
    &[w!("thư")],
    &[w!("vào")],
    &[w!("cấp"), w!("ủy")],
];

/// Words before a body that is founded, inspected, visited.
const OBJECT: [&[Key]; 9] = [
    &[w!("thành"), w!("lập")],
    &[w!("kiểm"), w!("tra"), w!("đối"), w!("với")],
    &[w!("kiểm"), w!("tra")],
    &[w!("giám"), w!("sát")],
    &[w!("làm"), w!("việc"), w!("với")],
    &[w!("làm"), w!("việc"), w!("tại")],
    &[w!("thăm")],
    &[w!("ra"), w!("mắt")],
    &[w!("chấp"), w!("hành"), w!("tại")],
];

/// Words before a body by whose leave or under whose lead things are done.
const LEAVE: [&[Key]; 10] = [
    &[w!("đồng"), w!("ý"), w!("của")],
    &[w!("nhất"), w!("trí"), w!("của")],
    &[w!("chỉ"), w!("đạo"), w!("của")],
    &[w!("lãnh"), w!("đạo"), w!("của")],
    &[w!("trực"), w!("tiếp"), w!("của")],
    &[w!("quan"), w!("tâm"), w!("của")],
    &[w!("phân"), w!("công"), w!("của")],
    &[w!("cho"), w!("phép"), w!("của")],
    &[w!("đồng"), w!("ý"), w!("từ")],
    &[w!("bởi")],
];

/// Words before a body that does something to someone.
const DECIDED: [&[Key]; 3] = [&[w!("được")], &[w!("bị")], &[w!("do")]];

/// What a committee decides about persons.
const DECISIONS: [&[Key]; 12] = [
    &[w!("điều"), w!("động")],
    &[w!("bổ"), w!("nhiệm")],
    &[w!("chỉ"), w!("định")],
    &[w!("luân"), w!("chuyển")],
    &[w!("phân"), w!("công")],
    &[w!("kỷ"), w!("luật")],
    &[w!("cách"), w!("chức")],
    &[w!("khai"), w!("trừ")],
    &[w!("cảnh"), w!("cáo")],
    &[w!("khiển"), w!("trách")],
    &[w!("thi"), w!("hành")],
    &[w!("tổ"), w!("chức")],
];

/// Words before the body whose gathering it is.
const EVENT: [&[Key]; 10] = [
    &[w!("đại"), w!("hội")],
    &[w!("đại"), w!("biểu")],
    &[w!("hội"), w!("nghị")],
    &[w!("tại")],
    &[w!("mới"), w!("của")],
    &[w!("lễ"), w!("của")],
    &[w!("từ")],
    &[w!("ở")],
    &[w!("họp")],
    &[w!("sinh"), w!("hoạt")],
];

/// Words that name documents.
const DOCUMENT: [&[Key]; 12] = [
    &[w!("công"), w!("văn")],
    &[w!("kế"), w!("hoạch")],
    &[w!("hướng"), w!("dẫn")],
    &[w!("quyết"), w!("định")],
    &[w!("quy"), w!("định")],
    &[w!("nghị"), w!("quyết")],
    &[w!("chỉ"), w!("thị")],
    &[w!("kết"), w!("luận")],
    &[w!("thông"), w!("báo")],
    &[w!("chương"), w!("trình")],
    &[w!("báo"), w!("cáo")],
    &[w!("thông"), w!("tri")],
];

/// Words in lower case right before a body that acts.
const BEFORE_CLAUSE: [Key; 20] = [
    w!("đầu"),
    w!("mặt"),
    w!("nay"),
    w!("này"),
    w!("qua"),
    w!("rằng"),
    w!("biết"),
    w!("khi"),
    w!("đó"),
    w!("thì"),
    w!("mà"),
    w!("do"),
    w!("năm"),
    w!("được"),
    w!("sáng"),
    w!("chiều"),
    w!("tối"),
    w!("hiện"),
    w!("nhiều"),
    w!("toàn"),
];
