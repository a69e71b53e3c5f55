//! Heads, tails and superiors put together.

use super::name::name_end;
use super::{Kind, Said};
use crate::extract::Scene;
use crate::lexicon::{Class, number};
use crate::record::CellKind;
use crate::text::{Key, Kind as TokenKind, TokenSpan};
use crate::w;

/// The organization whose name begins at token `i`, with the tokens of its name (the superior behind it is
/// no part of the name).
///
/// Reads "Đảng bộ Viện A", a bare "Đảng bộ", "Ban Thường vụ Đảng ủy xã B", "Ủy ban Kiểm tra Huyện ủy C",
/// "Viện D", a bare "Trung tâm". `None` where no first word of an organization stands.
///
/// ```
/// use trichluc::{extract::{Scene, organization}, lexicon::Lexicon, text::Text};
/// let name = |s: &str| {
///     let text = Text::from_source(s);
///     let hits = Lexicon::embedded().scan(&text);
///     let scene = Scene::new(&text, &hits, Lexicon::embedded());
///     organization::read(&scene, 0).map(|(span, _)| text.folded(span))
/// };
/// assert_eq!(name("Đảng bộ Viện Cây ăn quả Trung du tổ chức hội nghị").unwrap(), "Đảng bộ Viện Cây ăn quả Trung du");
/// assert_eq!(name("Chi bộ đã họp").unwrap(), "Chi bộ");
/// assert_eq!(name("hôm nay"), None);
/// ```
#[must_use]
pub fn read(scene: &Scene<'_>, i: usize) -> Option<(TokenSpan, Said)> {
    committee(scene, i).or_else(|| party(scene, i)).or_else(|| organ(scene, i)).or_else(|| unit(scene, i))
}

/// "Ban Thường vụ Đảng ủy xã A", "BCH Đảng bộ tỉnh B"; "Ban Chấp hành" alone is an organ.
fn committee(scene: &Scene<'_>, i: usize) -> Option<(TokenSpan, Said)> {
    let hit = scene.hits.at(i, Class::Committee)?;
    let mut k = hit.span.end();
    // "Phó Bí thư Thường trực Đảng ủy": a post
    if scene.text.preceded_by(i, &[w!("bí"), w!("thư")]) {
        return None;
    }
    if let Some(second) = scene.hits.at(k, Class::Committee) {
        k = second.span.end();
    }
    if let Some((span, said)) = here(scene, k).and_then(|()| party(scene, k)) {
        return Some((TokenSpan::new(i, span.end()), Said { committee: true, ..said }));
    }
    // "Thường trực" and "Thường vụ" alone are adjectives as often as not.
    if scene.text.key(i) != w!("ban") && scene.text.kind(i) != TokenKind::AllCaps {
        return None;
    }
    let end = if here(scene, k).is_some() { name_end(scene, k) } else { k };
    let unit = (end > k).then(|| TokenSpan::new(k, end));
    let head = TokenSpan::new(i, k);
    Some((TokenSpan::new(i, end), Said { kind: Kind::Organ, head, unit, superior: None, committee: true }))
}

fn party(scene: &Scene<'_>, i: usize) -> Option<(TokenSpan, Said)> {
    let hit = scene.hits.at(i, Class::PartyBody)?;
    let kind = cell_kind(scene.value(hit))?;
    let k = hit.span.end();
    // "Đảng ủy viên", "Chi ủy viên" are persons
    if scene.text.key(k) == w!("viên") && scene.text.key(k - 1) == w!("ủy") {
        return None;
    }
    let above_base =
        !matches!(kind, CellKind::ChiBo | CellKind::DangBo | CellKind::DangUy | CellKind::DangBoBoPhan);
    let own = known_place(scene, k).filter(|_| above_base).or_else(|| tail(scene, k)).map(|end| {
        // "hai chi bộ Khoa Nội và Khoa Ngoại" are two.
        if let Some(first) = several(scene, i).then(|| first_of(scene, k, end)).flatten() {
            return TokenSpan::new(k, first);
        }
        let joint = (kind == CellKind::ChiBo).then(|| joint_end(scene, k, end)).flatten();
        TokenSpan::new(k, joint.unwrap_or(end))
    });
    let own = own.filter(|u| !lists_areas(scene, *u));
    let end = own.map_or(k, TokenSpan::end);
    // "các chi bộ trực thuộc Đảng bộ xã A": what is said of many is said of none
    let many = scene.text.preceded_by(i, &[w!("các")]) || scene.text.preceded_by(i, &[w!("những")]);
    let superior = superior(scene, end, kind).filter(|_| !many);
    let unit = own.or_else(|| shared(scene, k));
    let head = TokenSpan::new(i, k);
    Some((TokenSpan::new(i, end), Said { kind: Kind::Party(kind), head, unit, superior, committee: false }))
}

/// "Đảng bộ phường 1, phường 2 và phường 3": several bodies, of which the first is no subject.
fn lists_areas(scene: &Scene<'_>, unit: TokenSpan) -> bool {
    let (text, k) = (scene.text, unit.first());
    let area = scene.hits.at(k, Class::Unit).is_some_and(|h| scene.value(h) == "area");
    area && text.key(unit.end()) == w!(",") && text.key(unit.end() + 1) == text.key(k)
}

/// Whether a number above one, and below a hundred, stands before the body at token `i`: no day and no year, as in "ngày
/// 5/12/2023 Chi bộ Phòng Tổ chức và Hành chính".
fn several(scene: &Scene<'_>, i: usize) -> bool {
    const OF_DAYS: [Key; 7] = [w!("ngày"), w!("tháng"), w!("năm"), w!("/"), w!("-"), w!("."), w!("quý")];
    (1..=2).filter_map(|n| i.checked_sub(n)).any(|k| {
        let number = number::read(scene.text, k).filter(|n| n.end == i);
        number.is_some_and(|n| n.value > 1.0 && n.value < 100.0)
            && !k.checked_sub(1).is_some_and(|b| OF_DAYS.contains(&scene.text.key(b)))
    })
}

/// One past the first of several names.
fn first_of(scene: &Scene<'_>, k: usize, end: usize) -> Option<usize> {
    (k + 1..end).find(|&j| [w!("và"), w!(",")].contains(&scene.text.key(j)))
}

/// What stands behind the first words of a Party organization.
fn tail(scene: &Scene<'_>, k: usize) -> Option<usize> {
    here(scene, k)?;
    let text = scene.text;
    let token = text.get(k)?;
    // "Đảng ủy 2 xã" counts
    let counts = token.kind == TokenKind::Number
        && text.kind(k + 1) == TokenKind::Lower
        && scene.hits.at(k + 1, Class::Unit).is_some();
    // "Chi bộ 10 trường Tiểu học A": a number and the school
    let numbered = counts
        && text.preceded_by(k, &[w!("chi"), w!("bộ")])
        && scene.hits.at(k + 1, Class::Unit).is_some_and(|h| {
            text.get(h.span.end()).is_some_and(|t| t.is_capital() && !t.starts_sentence())
                || scene.hits.at(h.span.end(), Class::Unit).is_some()
        });
    if numbered {
        let end = name_end(scene, k + 1);
        return (end > k + 1).then_some(end);
    }
    // "CHI BỘ TRỰC THUỘC ĐẢNG BỘ A": no name begins here
    if token.kind == TokenKind::Sign || counts || text.matches(k, &[w!("trực"), w!("thuộc")]) {
        return None;
    }
    // In lower case only a first word of an institution, or a noun that names cells, can follow: "Chi bộ kiểm
    // tra" is a verb.
    if token.kind == TokenKind::Lower
        && text.key(k) != w!("số")
        && scene.hits.at(k, Class::Unit).is_none()
        && !NAMING.iter().any(|words| text.matches(k, words))
    {
        return None;
    }
    let end = name_end(scene, k);
    // "Đảng ủy các cơ quan tỉnh", not "chi bộ các cơ quan họp"
    let offices = text.matches(k, &OFFICES) && end == k + OFFICES.len();
    (end > k && !offices).then_some(end)
}

/// "các cơ quan": names a body with what follows only.
const OFFICES: [Key; 3] = [w!("các"), w!("cơ"), w!("quan")];

/// One past the last unit of a cell of several units, where the verb follows: "Chi bộ Phòng Tổ chức, Phòng Hành chính và
/// Phòng Đào tạo tổ chức", "Chi bộ Công đoàn, Đoàn Thanh niên tiến hành". The units are of one sort, or at least three:
/// "Chi bộ Trường A, Công đoàn tổ chức" tells of two who act.
fn joint_end(scene: &Scene<'_>, first: usize, end: usize) -> Option<usize> {
    let text = scene.text;
    let sort = |k: usize| {
        let hit = scene.hits.at(k, Class::Unit)?;
        let popular = POPULAR.contains(&text.key(k));
        (popular || scene.value(hit) == "department").then_some(popular)
    };
    let of = sort(first).filter(|_| text.key(end) == w!(","))?;
    let (mut at, mut units, mut same) = (end, 1, true);
    while text.key(at) == w!(",") || text.key(at) == w!("và") {
        here(scene, at + 1)?;
        text.get(at + 1).filter(|t| t.is_capital())?;
        same &= sort(at + 1)? == of;
        at = unit(scene, at + 1)?.0.end();
        units += 1;
    }
    let acts = [&[w!("tổ"), w!("chức")][..], &[w!("tiến"), w!("hành")], &[w!("họp")], &[w!("đã")]];
    (acts.iter().any(|words| text.matches(at, words)) && (same || units > 2)).then_some(at)
}

/// First words of the organizations that stand beside the Party: unions, the Youth Union, associations, the Front.
const POPULAR: [Key; 4] = [w!("công"), w!("đoàn"), w!("hội"), w!("mặt")];

/// One past a place that is known: "Tỉnh ủy Cà Mau" ends there whatever capitals follow.
fn known_place(scene: &Scene<'_>, k: usize) -> Option<usize> {
    here(scene, k)?;
    scene.hits.at(k, Class::Place).map(|h| h.span.end())
}

/// The place that several bodies share: "Đảng bộ và nhân dân xã A", "Đảng ủy, HĐND, UBND xã A".
fn shared(scene: &Scene<'_>, k: usize) -> Option<TokenSpan> {
    let text = scene.text;
    let start = text.sentence_of(k);
    let mut at = k;
    while at < k + 16 && SHARING.contains(&text.key(at)) {
        at += 1;
    }
    let area = scene.hits.at(at, Class::Unit).filter(|h| scene.value(h) == "area")?;
    if at == k || text.sentence_of(at) != start || text.key(at - 1) == w!(",") {
        return None;
    }
    let end = name_end(scene, area.span.end());
    (end > area.span.end()).then(|| TokenSpan::new(at, end))
}

/// Words between a body and the place that it shares with others.
const SHARING: [Key; 22] = [
    w!(","),
    w!("-"),
    w!("và"),
    w!("chính"),
    w!("quyền"),
    w!("nhân"),
    w!("dân"),
    w!("các"),
    w!("tộc"),
    w!("quân"),
    w!("cán"),
    w!("bộ"),
    w!("hđnd"),
    w!("ubnd"),
    w!("mttq"),
    w!("ủy"),
    w!("ban"),
    w!("hội"),
    w!("đồng"),
    w!("việt"),
    w!("nam"),
    w!("ubmttq"),
];

/// "Chi bộ quân sự", "Chi bộ sinh viên": nouns that name cells in lower case.
const NAMING: [&[Key]; 7] = [
    &[w!("quân"), w!("sự")],
    &[w!("sinh"), w!("viên")],
    &[w!("học"), w!("sinh")],
    &[w!("học"), w!("viên")],
    &[w!("dân"), w!("quân")],
    &[w!("hưu"), w!("trí")],
    &OFFICES,
];

/// "Ủy ban Kiểm tra Huyện ủy A", "Ban Tổ chức Trung ương"; alone only where it can be nothing else.
fn organ(scene: &Scene<'_>, i: usize) -> Option<(TokenSpan, Said)> {
    let hit = scene.hits.at(i, Class::PartyOrgan)?;
    let k = hit.span.end();
    let text = scene.text;
    let said = |end: usize| {
        let unit = (end > k).then(|| TokenSpan::new(k, end));
        let head = TokenSpan::new(i, k);
        Some((
            TokenSpan::new(i, end),
            Said { kind: Kind::Organ, head, unit, superior: None, committee: false },
        ))
    };
    if here(scene, k).is_some() {
        if let Some((span, _)) = party(scene, k) {
            return said(span.end());
        }
        if text.matches(k, &[w!("trung"), w!("ương")]) {
            return said(k + 2);
        }
        if text.matches(k, &[w!("tw")]) || text.matches(k, &[w!("tư")]) && text.kind(k) == TokenKind::AllCaps
        {
            return said(k + 1);
        }
        if text.matches(k, &[w!("t"), w!("."), w!("ư")]) {
            return said(k + 3);
        }
    }
    let inspection =
        text.matches(i, &[w!("ủy"), w!("ban"), w!("kiểm"), w!("tra")]) || text.key(i) == w!("ubkt");
    if inspection { said(k) } else { None }
}

fn unit(scene: &Scene<'_>, i: usize) -> Option<(TokenSpan, Said)> {
    let hit = scene.hits.at(i, Class::Unit)?;
    let kind = match scene.value(hit) {
        "area" => Kind::Area,
        "department" => Kind::Department,
        _ => Kind::Institution,
    };
    let mut k = hit.span.end();
    // "TP. Hồ Chí Minh", "H.Nghĩa Hành"
    if scene.text.key(k) == w!(".")
        && scene.text.get(k + 1).is_some_and(|t| t.is_capital() && !t.starts_sentence())
    {
        k += 1;
    }
    let place = known_place(scene, k).filter(|_| kind == Kind::Area);
    let end = place.unwrap_or_else(|| if here(scene, k).is_some() { name_end(scene, k) } else { k });
    let bare = end <= k;
    let span = TokenSpan::new(i, if bare { hit.span.end() } else { end });
    let unit = (!bare).then(|| TokenSpan::new(k, end));
    Some((span, Said { kind, head: hit.span, unit, superior: None, committee: false }))
}

/// The body above, behind a name that ends at `k`: "thuộc Đảng bộ A", "(trực thuộc Đảng bộ A)", ", Đảng bộ A".
fn superior(scene: &Scene<'_>, k: usize, of: CellKind) -> Option<TokenSpan> {
    let text = scene.text;
    let mut at = k;
    let bracket = text.key(at) == w!("(");
    let comma = text.key(at) == w!(",");
    if bracket || comma {
        at += 1;
    }
    let belongs = if text.matches(at, &[w!("trực"), w!("thuộc")]) {
        2
    } else {
        usize::from(text.key(at) == w!("thuộc"))
    };
    at += belongs;
    if at == k {
        return None;
    }
    here(scene, at)?;
    let (span, said) = committee(scene, at).or_else(|| party(scene, at))?;
    let Kind::Party(kind) = said.kind else { return None };
    let above = kind != CellKind::ChiBo && (belongs > 0 || of == CellKind::ChiBo);
    // ", Đảng bộ A và …" goes on with a list
    let list =
        comma && belongs == 0 && [w!("và"), w!(",")].contains(&text.key(span.end())) && said.unit.is_none();
    // "Đảng bộ phường" is told from no other.
    let named = said.unit.is_some_and(|u| {
        (u.first()..u.end())
            .any(|k| text.get(k).is_some_and(|t| t.is_capital() || t.kind == TokenKind::Number))
    });
    (above && named && !list).then_some(TokenSpan::new(said.head.first(), span.end()))
}

/// Nothing when token `k` opens another paragraph or sentence.
fn here(scene: &Scene<'_>, k: usize) -> Option<()> {
    scene.text.get(k).filter(|t| !t.starts_sentence()).map(|_| ())
}

fn cell_kind(value: &str) -> Option<CellKind> {
    Some(match value {
        "chi_bo" => CellKind::ChiBo,
        "dang_bo_bo_phan" => CellKind::DangBoBoPhan,
        "dang_bo" => CellKind::DangBo,
        "dang_uy" => CellKind::DangUy,
        "tinh_uy" => CellKind::TinhUy,
        "thanh_uy" => CellKind::ThanhUy,
        "quan_uy" => CellKind::QuanUy,
        "huyen_uy" => CellKind::HuyenUy,
        "ban_can_su_dang" => CellKind::BanCanSuDang,
        _ => return None,
    })
}
