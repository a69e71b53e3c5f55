//! Whether a post was read whole, and names one person's post only.
//!
//! The name of a body may go on in words that no list knows ("Trưởng ban | phụ huynh", "Tổng lãnh sự | quán"), and the
//! short name of another person may stand in it ("Tổng thống Nga Putin"). A post that breaks off, or that is another's,
//! is a wrong fact; none is given then.

use super::clause::{is_head, is_other_post};
use super::foreign;
use super::holder;
use super::name::{self, Strength};
use super::post::{self, Post};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// Whether the post breaks off, or holds the name of another person.
pub(super) fn is_broken(scene: &Scene<'_>, p: &Post) -> bool {
    p.person.is_none() && (goes_on(scene, p) || names_another(scene, p))
        || p.organization.is_none() && post::is_charge(scene, p.kind, p.span.end())
        || begins_inside(scene, p)
}

/// "Tổng | tư lệnh", "Hội đồng | cố vấn", "ứng cử viên | tổng thống": the first words belong to what stands before.
fn begins_inside(scene: &Scene<'_>, p: &Post) -> bool {
    const BEFORE: [&[Key]; 12] = [
        &[w!("tổng")],
        &[w!("tiểu")],
        &[w!("nhóm")],
        &[w!("giáo")],
        &[w!("hội"), w!("đồng")],
        &[w!("trung"), w!("tâm")],
        &[w!("ứng"), w!("viên")],
        &[w!("ứng"), w!("cử"), w!("viên")],
        &[w!("tranh"), w!("cử")],
        &[w!("tranh"), w!("chức")],
        &[w!("bầu"), w!("cử")],
        &[w!("chiếc"), w!("ghế")],
    ];
    let i = p.span.first();
    let same = scene.text.get(i).is_some_and(|t| !t.starts_sentence());
    // "Bộ tư lệnh"
    let staff = scene.text.matches(i, &[w!("tư"), w!("lệnh")]) && scene.text.preceded_by(i, &[w!("bộ")]);
    same && (staff || BEFORE.iter().any(|words| scene.text.preceded_by(i, words)))
}

/// Whether the words behind the post belong to it.
fn goes_on(scene: &Scene<'_>, p: &Post) -> bool {
    let text = scene.text;
    let hits = scene.hits;
    let k = p.end;
    // "Chủ tịch Ngân hàng A (AIIB) Kim Lập Quần": the name of another person behind the short form
    if k != p.span.end() {
        return hits.at(k, Class::Surname).is_some()
            && text.get(k).is_some_and(|t| t.is_capital() && !t.starts_sentence())
            && name::read(scene, k).is_some_and(|n| n.syllables > 2)
            && text.key(k - 1) == w!(")");
    }
    let Some(next) = text.get(k).filter(|t| !t.starts_sentence()) else {
        return false;
    };
    // "Saigon Co | .op", "Đắk R | 'lấp", "Cu | -ba"
    let glue = [w!("."), w!("-"), w!("'")].contains(&next.key)
        && text.glued(k)
        && text.glued(k + 1)
        && text.kind(k + 1) == Kind::Lower
        // "Phó Bí thư Chi bộ-chia sẻ"
        && (next.key != w!("-") || hits.at(k + 1, Class::PersonVerb).is_none());
    // "Chủ tịch Hội đồng | Tham mưu trưởng Liên quân"
    if p.organization.is_none()
        && text.preceded_by(k, &[w!("hội"), w!("đồng")])
        && hits.at(k, Class::Post).is_some()
    {
        return true;
    }
    match next.kind {
        Kind::Sign => glue,
        // "Đội trưởng Đội CSGT | 1.18"
        Kind::Number => {
            p.organization.is_some() && text.kind(k - 1) == Kind::AllCaps && text.key(k + 1) == w!(".")
        }
        Kind::Lower if is_form(text.key(k - 1)) => true,
        Kind::Lower => {
            // "Trưởng phòng Thu | hồi đất": a capital alone is half a word.
            let short = is_bare(scene, p) || p.organization.is_some() && text.kind(k - 1) == Kind::Capital;
            !is_complete(scene, p) && (!clause_begins(scene, k, short) || is_work(scene, p))
        }
        // "Văn phòng | Cố vấn Nhà nước"
        Kind::Capital | Kind::Mixed => {
            !opens_another(scene, k) || is_bare(scene, p) && hits.at(k, Class::Post).is_some()
        }
        _ => false,
    }
}

/// "Công ty TNHH | xử lý nước A": short forms in the middle of the name of a firm, never at its end.
pub(super) fn is_form(key: Key) -> bool {
    const FORMS: [Key; 7] = [w!("tnhh"), w!("cp"), w!("mtv"), w!("tmcp"), w!("cptm"), w!("tm"), w!("htx")];
    FORMS.contains(&key)
}

/// Whether the last word of the post ends a name for certain: "xã Thạch Tiến", "Quân khu 7", "VOV", "Tỉnh ủy".
fn is_complete(scene: &Scene<'_>, p: &Post) -> bool {
    let (text, hits) = (scene.text, scene.hits);
    let last = p.span.end() - 1;
    if p.organization.is_none() {
        return false;
    }
    if [Class::Place, Class::PartyBody].iter().any(|&c| hits.before(p.span.end(), c).is_some()) {
        return true;
    }
    match text.kind(last) {
        Kind::Number => true,
        // "Hiệp hội DN | nhỏ và vừa"
        Kind::AllCaps => {
            !is_form(text.key(last))
                && ![w!("đh"), w!("thpt"), w!("clb")].contains(&text.key(last))
                && clause_begins(scene, last + 1, false)
        }
        Kind::Mixed => true,
        Kind::Capital => {
            let foreign = foreign::is_foreign(text, last);
            let before = last - 1;
            // "Đoàn Luật | sư Hà Nội"
            let begins = || clause_begins(scene, last + 1, false);
            (foreign || before >= p.title.end() && text.get(before).is_some_and(|t| t.kind != Kind::Lower))
                && begins()
                || hits.before(last, Class::Unit).is_some_and(|h| scene.value(h) == "area")
        }
        _ => false,
    }
}

/// Whether the post ends in nothing but the first word of a body: "Tổ trưởng tổ", "Chủ tịch Ủy ban".
fn is_bare(scene: &Scene<'_>, p: &Post) -> bool {
    p.organization.is_some_and(|o| {
        [Class::Unit, Class::PartyOrgan]
            .iter()
            .any(|&c| scene.hits.before(o.end(), c).is_some_and(|h| h.span.first() <= o.first()))
    })
}

/// Whether a clause, an apposition or a time can begin at token `k`, behind a bare first word or behind more.
fn clause_begins(scene: &Scene<'_>, k: usize, bare: bool) -> bool {
    const CLASSES: [Class; 3] = [Class::PersonVerb, Class::Predicate, Class::Action];
    const MANY: [Key; 5] = [w!("các"), w!("toàn"), w!("chi"), w!("chính"), w!("việc")];
    const WORDS: [Key; 8] =
        [w!("và"), w!("thứ"), w!("đắc"), w!("đương"), w!("tiền"), w!("kiêm"), w!("cũ"), w!("rằng")];
    let hits = scene.hits;
    let key = scene.text.key(k);
    // "chủ tịch quỹ | vì trẻ em"
    if bare && key == w!("vì") {
        return false;
    }
    let ends = !bare && !MANY.contains(&key) && hits.at(k, Class::NameEnd).is_some();
    // "Trưởng ban | bạn đọc"
    let addressed = hits
        .at(k, Class::Address)
        .is_some_and(|h| h.span.len() > 1 || scene.text.get(h.span.end()).is_some_and(|t| t.is_capital()));
    // "báo cáo" behind "truyền thông", which hides it from other lists
    let stop = hits.at(k, Class::NameStop).is_some_and(|h| h.span.len() > 1);
    CLASSES.iter().any(|&c| hits.at(k, c).is_some())
        || stop
        || addressed
        || ends
        || WORDS.contains(&key)
        || scene.text.matches(k, &[w!("các"), w!("khóa")])
        // "Giám đốc Bệnh viện đại diện Đảng ủy dự"
        || scene.text.matches(k, &[w!("đại"), w!("diện")]) && is_head(scene, k + 2)
}

/// "Trưởng đoàn | công tác", "giám đốc trung tâm | điều hành hầm": behind the bare first word of a body a verb is the work
/// that it is named after.
fn is_work(scene: &Scene<'_>, p: &Post) -> bool {
    const WORKS: [&[Key]; 9] = [
        &[w!("công"), w!("tác")],
        &[w!("thực"), w!("hiện")],
        &[w!("điều"), w!("hành")],
        &[w!("xử"), w!("lý")],
        &[w!("khảo"), w!("sát")],
        &[w!("hướng"), w!("dẫn")],
        &[w!("dự"), w!("báo")],
        &[w!("phân"), w!("tích")],
        &[w!("tiếp"), w!("nhận")],
    ];
    const LEADERS: [Key; 3] = [w!("tịch"), w!("đốc"), w!("lập")];
    const HEADS: [Key; 9] = [
        w!("đạo"),
        w!("đoàn"),
        w!("tổ"),
        w!("ban"),
        w!("đội"),
        w!("phòng"),
        w!("khoa"),
        w!("trạm"),
        w!("tâm"),
    ];
    let k = p.end;
    let head = HEADS.contains(&scene.text.key(k - 1));
    // "Trưởng phòng | tổ chức hành chính"
    let staff = head
        && scene.text.matches(k, &[w!("tổ"), w!("chức")])
        && scene.hits.at(k + 2, Class::NamePart).is_some();
    // "Cố vấn cấp cao | chủ tịch"
    let advisor =
        scene.text.preceded_by(k, &[w!("cấp"), w!("cao")]) && scene.hits.at(k, Class::Post).is_some();
    // "Phó Chủ tịch | điều hành bộ phận …", "Giám đốc | tổ chức cố vấn A"
    let led = LEADERS.contains(&scene.text.key(k - 1))
        && [&[w!("điều"), w!("hành")], &[w!("tổ"), w!("chức")]].iter().any(|x| scene.text.matches(k, *x));
    // "Bí thư Chi bộ, Chánh Văn phòng điều hành;"
    let alone = scene.text.matches(k, &[w!("điều"), w!("hành")]) && scene.text.kind(k + 2) == Kind::Sign;
    let works = WORKS.iter().any(|words| scene.text.matches(k, words));
    // "thành viên tổ | chỉ đạo đại hội"
    let team = scene.text.key(k - 1) == w!("tổ") && scene.text.matches(k, &[w!("chỉ"), w!("đạo")]);
    let work = head && works || team;
    (work || led || staff || advisor) && !alone
}

/// Whether a capital at token `k` begins something else than the rest of a name: a person, a post, a clause.
fn opens_another(scene: &Scene<'_>, k: usize) -> bool {
    const CLASSES: [Class; 9] = [
        Class::Address,
        Class::Place,
        Class::PersonTitle,
        Class::Predicate,
        Class::Action,
        Class::PersonVerb,
        Class::NameEnd,
        Class::Surname,
        Class::NameStop,
    ];
    // "Bí thư Ban | Bí thư", "Chủ tịch | Đảng Lao động"
    let hits = scene.hits;
    scene.text.key(k) != w!("đảng")
        && (CLASSES.iter().any(|&c| hits.at(k, c).is_some())
            || is_other_post(scene, k)
            || hits.at(k, Class::Post).is_some()
            || is_head(scene, k))
}

/// Short forms of organs that bear no name but that of a place.
const ORGANS: [Key; 8] =
    [w!("tandtc"), w!("vksndtc"), w!("tand"), w!("vksnd"), w!("ubnd"), w!("hđnd"), w!("hđqt"), w!("ubmttq")];

/// "Tổng thống Trump", "Thứ trưởng Bộ Ngoại giao Belarus Rybakov", "Chủ tịch Hồ Chí Minh", "Tỉnh trưởng Phúc Kiến Vu
/// Vỹ Quốc": the name of another person at the end of the organization.
fn names_another(scene: &Scene<'_>, p: &Post) -> bool {
    let (text, hits) = (scene.text, scene.hits);
    let Some(body) = p.organization else { return false };
    let state = hits.before(p.title.end(), Class::StatePost).is_some();
    let (first, end) = (body.first(), body.end());
    let foreign = |j: usize| {
        matches!(text.kind(j), Kind::Capital | Kind::Mixed)
            && hits.covering(j, Class::Place).is_none()
            && foreign::is_foreign(text, j)
    };
    let country = |j: usize| hits.before(j, Class::Place).is_some_and(|h| scene.value(h) == "country");
    let firm = holder::is_firm(scene, first, end);
    // "Chủ tịch Vinatex" is no name.
    let person = state && !text.preceded_by(p.title.end(), &[w!("chủ"), w!("tịch")]);
    if person && foreign(first) || foreign(end - 1) && country(end - 1) && !firm {
        return true;
    }
    // "Giám đốc điều hành Walmart Doug McMillon": a firm and a person
    let stated =
        body.len() > 1 && text.kind(end) == Kind::Lower && !text.preceded_by(p.title.end(), &[w!("hành")]);
    if holder::of_firm(scene, p.title.end()) && (body.len() > 2 || stated) && (first..end).all(foreign) {
        return true;
    }
    if state && hits.at(first, Class::Eponym).is_some_and(|h| h.span.len() > 2) && first == p.title.end() {
        return true;
    }
    // A full name right behind the title, a place or a Party body.
    (first..end).any(|j| {
        let parted = j == p.title.end()
            || hits.before(j, Class::Place).is_some()
            || hits.before(j, Class::PartyBody).is_some();
        // "Phó Chánh án TANDTC Nguyễn Khoa"
        let short = j > first && ORGANS.contains(&text.key(j - 1));
        !firm
            && (parted && is_person(scene, TokenSpan::new(j, end))
                || short && is_short_name(scene, TokenSpan::new(j, end)))
    })
}

/// "Nguyễn Khoa": a family name of persons only and one syllable.
fn is_short_name(scene: &Scene<'_>, span: TokenSpan) -> bool {
    name::read(scene, span.first()).is_some_and(|n| {
        n.syllables > 1
            && n.span.end() == span.end()
            && n.strength == Strength::Strong
            && n.borne + 1 == n.syllables
            && scene.hits.at(span.first(), Class::Place).is_none()
    })
}

/// Whether these words are the name of a person for their family name.
fn is_person(scene: &Scene<'_>, span: TokenSpan) -> bool {
    name::read(scene, span.first()).is_some_and(|n| {
        n.syllables > 2
            && n.span.end() == span.end()
            && (n.strength == Strength::Strong || n.strength == Strength::Weak && n.all_borne())
            && scene.hits.at(span.first(), Class::Place).is_none()
            && !is_head(scene, span.first())
    })
}
