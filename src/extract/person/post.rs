//! Posts: "Phó Bí thư Thường trực Đảng ủy xã", "nguyên Giám đốc Sở Nội vụ", "Chủ tịch kiêm Giám đốc Công ty".
//!
//! A post is first words from a list, then words that belong to it, then the organization, whose extent the room
//! of organizations knows. Two things end it early: the name of a person ("Chủ tịch UBND tỉnh Nguyễn Văn An")
//! and the first words of the next post. A term ("nhiệm kỳ …") is no part of it, nor is "thuộc …".

use super::name::{self, Name, Strength};
use super::tail::Tail;
use super::whole;
use crate::extract::{Scene, organization};
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// What the first words of a post are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostKind {
    /// A role wherever it stands.
    Office,
    /// An occupation: a role behind the name, a form of address before it.
    Job,
    /// A duty at a meeting: a role behind the name.
    Duty,
}

/// A post that has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Post {
    /// All of it, "nguyên" included, "tân" not.
    pub span: TokenSpan,
    /// The title without the organization.
    pub title: TokenSpan,
    /// The organization.
    pub organization: Option<TokenSpan>,
    /// What its first words are.
    pub kind: PostKind,
    /// The person whose name follows directly.
    pub person: Option<Name>,
    /// "Thứ trưởng các Bộ": posts of several persons.
    pub plural: bool,
    /// It breaks off, or is another person's: it must not be given to anyone.
    pub broken: bool,
    /// One past what belongs to the post without being part of it: a term, "(UBCKNN)".
    pub end: usize,
}

/// The post whose first words, or "nguyên" before them, stand at token `i`.
pub(super) fn at(scene: &Scene<'_>, i: usize) -> Option<Post> {
    let (first, head) = first_words(scene, i)?;
    let post = read(scene, first, &head);
    Some(Post { broken: whole::is_broken(scene, &post), ..post })
}

/// Where a post that stands at token `i` begins, and its first words.
fn first_words(scene: &Scene<'_>, i: usize) -> Option<(usize, Hit)> {
    let text = scene.text;
    if let Some(hit) = scene.hits.at(i, Class::Post) {
        return is_post(scene, &hit).then_some((i, hit));
    }
    let before = scene.hits.at(i, Class::PostPart).filter(|h| scene.value(h) == "before")?;
    // "chính quyền Tổng thống A" is an administration.
    if i > 0 && text.key(i) == w!("quyền") && text.key(i - 1) == w!("chính") {
        return None;
    }
    let mut k = before.span.end();
    if text.key(k) == w!(".") {
        k += 1;
    }
    // "nguyên là Bí thư"
    if text.key(k) == w!("là") {
        k += 1;
    }
    let hit = scene.hits.at(k, Class::Post)?;
    let token = text.get(k)?;
    if token.starts_sentence() || !is_post(scene, &hit) {
        return None;
    }
    // "tân Phó bí thư" is a Phó bí thư; "nguyên" and "cựu" stay.
    let new = text.key(i) == w!("tân");
    Some((if new { k } else { i }, hit))
}

/// The post of a head of state or of government at token `k`.
pub(super) fn heads_state(scene: &Scene<'_>, k: usize) -> Option<Hit> {
    scene.hits.at(k, Class::StatePost).filter(|h| scene.value(h) == "head")
}

/// Abbreviations are posts only in capitals, and "BT" only where it can be nothing else.
fn is_post(scene: &Scene<'_>, hit: &Hit) -> bool {
    let text = scene.text;
    let i = hit.span.first();
    // "24-QĐ/ĐUV": an issuer
    if i > 0 && text.key(i - 1) == w!("/") && text.glued(i) {
        return false;
    }
    // "BT BB Điểm": the head of a table of scores
    if text.key(i) == w!("bt") && text.key(i + 1) == w!("bb") {
        return false;
    }
    // "nhận nhiệm vụ Phó Ban"
    if i > 0 && text.key(i) == w!("vụ") && [w!("nhiệm"), w!("chức"), w!("công")].contains(&text.key(i - 1))
    {
        return false;
    }
    // "Ban Bí thư"
    if i > 0 && text.key(i - 1) == w!("ban") && text.matches(i, &[w!("bí"), w!("thư")]) && hit.span.len() == 2
    {
        return false;
    }
    // "Phủ Chủ tịch", "Hội đồng Bộ trưởng": names of bodies and buildings
    let inside =
        i > 0 && text.get(i - 1).is_some_and(|t| t.is_capital() && [w!("phủ"), w!("đồng")].contains(&t.key));
    !inside
}

fn kind(scene: &Scene<'_>, hit: &Hit) -> PostKind {
    match scene.value(hit) {
        "job" => PostKind::Job,
        "duty" => PostKind::Duty,
        _ => PostKind::Office,
    }
}

fn read(scene: &Scene<'_>, first: usize, head: &Hit) -> Post {
    let text = scene.text;
    let kind = kind(scene, head);
    let mut k = head.span.end();
    k = parts(scene, k);
    let mut title = TokenSpan::new(first, k);
    let (mut end, mut person) = Tail::new(scene, k, kind).read();
    if is_charge(scene, kind, k)
        && end == k
        && let Some(to) = charge_end(scene, k)
    {
        (title, k, end) = (TokenSpan::new(first, to), to, to);
    }
    // "cán bộ tư pháp-hộ tịch xã": a second field is of the title.
    if text.key(k) == w!("-")
        && let Some(field) = scene.hits.at(k + 1, Class::NamePart).filter(|h| h.span.end() <= end)
    {
        (title, k) = (TokenSpan::new(first, field.span.end()), field.span.end());
    }
    // "Chủ tịch kiêm Giám đốc Công ty", "Tư lệnh kiêm Chính ủy Đoàn 559"
    if person.is_none()
        && text.key(end) == w!("kiêm")
        && let Some(second) = scene.hits.at(end + 1, Class::Post)
    {
        let next = parts(scene, second.span.end());
        if end == k {
            title = TokenSpan::new(first, next);
            k = next;
        }
        (end, person) = Tail::new(scene, next, kind).read();
    }
    // "Chi ủy viên (kiêm Bí thư Chi đoàn)"
    if person.is_none()
        && text.matches(end, &[w!("("), w!("kiêm")])
        && let Some(second) = scene.hits.at(end + 2, Class::Post)
    {
        let next = parts(scene, second.span.end());
        let (close, _) = Tail::new(scene, next, kind).read();
        if text.key(close) == w!(")") {
            end = close + 1;
        }
    }
    // "Trợ lý Chủ tịch Quốc hội": a post at the side of another
    if (end == k || text.key(end - 1) == w!("chí"))
        && person.is_none()
        && SIDE.contains(&text.key(end - 1))
        && let Some(second) = scene.hits.at(end, Class::Post).filter(|h| scene.value(h) == "office")
    {
        (end, person) = Tail::new(scene, parts(scene, second.span.end()), kind).read();
    }
    if person.is_none() {
        end = before_verb(scene, k, end);
        (end, person) = over_bracket(scene, k, end);
    }
    let after = behind(scene, end);
    // "Chủ tịch Phòng Thương mại (VCCI) Vũ Văn An"
    if person.is_none() && after > end && text.key(after - 1) == w!(")") {
        person = name::read(scene, after)
            .filter(|n| n.syllables > 2 && n.strength > Strength::None && n.all_borne());
    }
    let organization = (end > k).then(|| TokenSpan::new(without_of(scene, k), end));
    Post {
        span: TokenSpan::new(first, end),
        title,
        organization,
        kind,
        person,
        plural: text.key(title.end()) == w!("các"),
        broken: false,
        end: if person.is_some_and(|n| n.span.first() == end) { end } else { after },
    }
}

/// Whether the first words of a duty that end before token `k` ask for what somebody is in charge of.
pub(super) fn is_charge(scene: &Scene<'_>, kind: PostKind, k: usize) -> bool {
    kind == PostKind::Duty && scene.text.preceded_by(k, &[w!("phụ"), w!("trách")])
}

/// "phụ trách công tác đảng": one past what somebody is in charge of, in lower case and up to a sign. `None` where it goes
/// on otherwise, because its end cannot be told.
fn charge_end(scene: &Scene<'_>, k: usize) -> Option<usize> {
    const MOST: usize = 8;
    const CLAUSE: [Key; 7] = [w!("đã"), w!("sẽ"), w!("đang"), w!("cũng"), w!("nói"), w!("được"), w!("bị")];
    let text = scene.text;
    let ends = |i: usize| text.get(i).is_none_or(|t| t.kind == Kind::Sign || t.starts_sentence());
    let end = (k..=k + MOST).find(|&i| ends(i)).filter(|&end| end > k)?;
    // "công tác đảng" is a field, "công tác tại Hà Nội" a clause.
    let field = text.matches(k, &[w!("công"), w!("tác")]);
    let plain = |i: usize| {
        text.kind(i) == Kind::Lower
            && !CLAUSE.contains(&text.key(i))
            && scene.hits.at(i, Class::Action).is_none()
            && (field && i == k || scene.hits.at(i, Class::PersonVerb).is_none_or(|h| h.span.len() == 1))
    };
    let signs = [w!(","), w!(";"), w!("."), w!(")"), w!("("), w!("-"), w!(":")];
    let closed = text.kind(end) != Kind::Sign || signs.contains(&text.key(end));
    (closed && (k..end).all(plain)).then_some(end)
}

/// "Liên đoàn Lao động (LĐLĐ) tỉnh A": the name of a body goes on behind its short form, and the person may follow.
fn over_bracket(scene: &Scene<'_>, from: usize, end: usize) -> (usize, Option<Name>) {
    let text = scene.text;
    let short = |c: usize| text.key(c + 1) == w!(")") && text.kind(c) == Kind::AllCaps;
    let joined = |c: usize| [w!("-"), w!("&")].contains(&text.key(c));
    let open = text.key(end) == w!("(") && end > from;
    let close = (end + 1..end + 6)
        .find(|&c| short(c))
        .filter(|&last| open && (end + 1..last).all(|c| text.kind(c) == Kind::AllCaps || joined(c)));
    let Some(next) = close.map(|c| c + 2) else { return (end, None) };
    let area = scene.hits.at(next, Class::Unit).is_some_and(|h| scene.value(h) == "area")
        || scene.hits.at(next, Class::Place).is_some_and(|h| scene.value(h) != "country")
        || text.matches(next, &[w!("quốc"), w!("gia")]) && text.get(next).is_some_and(|t| t.is_capital());
    if !area || text.get(next).is_some_and(|t| t.starts_sentence()) {
        return (end, None);
    }
    let (beyond, person) = Tail::new(scene, next, PostKind::Office).read();
    if beyond > next { (beyond, person) } else { (end, None) }
}

/// "Bộ Thông tin và truyền thông báo | cáo về": a verb of which the name took the first syllable ends it.
fn before_verb(scene: &Scene<'_>, from: usize, end: usize) -> usize {
    let last = end.wrapping_sub(1);
    let verb = [Class::Action, Class::PersonVerb, Class::NameStop]
        .iter()
        .filter_map(|&c| scene.hits.at(last, c))
        .any(|h| h.span.end() > end && scene.text.kind(last) == Kind::Lower);
    if verb && last > from { last } else { end }
}

/// Last words of posts at the side of another post.
const SIDE: [Key; 6] = [w!("chí"), w!("lý"), w!("ký"), w!("vấn"), w!("viên"), w!("ngôn")];

/// "của Viện" → "Viện"
fn without_of(scene: &Scene<'_>, k: usize) -> usize {
    if scene.text.key(k) == w!("của") { k + 1 } else { k }
}

/// One past the words that belong to the title: "thường trực", "thứ nhất", "phụ trách".
fn parts(scene: &Scene<'_>, mut k: usize) -> usize {
    let text = scene.text;
    while let Some(hit) = scene.hits.at(k, Class::PostPart) {
        let goes_on = scene.value(hit) == "after" && text.get(k).is_some_and(|t| !t.starts_sentence());
        // "Thường trực Ban Bí thư", "thường vụ" of a committee are left to the organization.
        // "đảng ủy viên phụ trách theo dõi Viện A"
        let verb = text.matches(k, &[w!("phụ"), w!("trách")])
            && scene.hits.at(hit.span.end(), Class::PersonVerb).is_some_and(|h| h.span.len() > 1);
        if !goes_on || verb || scene.hits.at(k, Class::Post).is_some_and(|p| p.span.len() > hit.span.len()) {
            break;
        }
        k = hit.span.end();
    }
    k
}

/// One past a term or an abbreviation behind a post: "nhiệm kỳ 2015 - 2020", "khóa IX (2016-2021)", "(UBCKNN)".
fn behind(scene: &Scene<'_>, end: usize) -> usize {
    let text = scene.text;
    let mut k = end;
    loop {
        let start = k;
        // "(TP.HCM)", "(UBCKNN)", "(2016-2021)"
        if text.key(k) == w!("(")
            && let Some(close) = (k + 1..k + 8).find(|&c| text.key(c) == w!(")"))
            && (k + 1..close).all(|c| {
                text.get(c).is_some_and(|t| t.is_capital() || t.kind == Kind::Number)
                    || [w!("."), w!("-"), w!("&")].contains(&text.key(c))
            })
        {
            k = close + 1;
        }
        // "thuộc Đảng bộ Viện A"
        let belongs = usize::from(text.matches(k, &[w!("trực"), w!("thuộc")])) * 2
            + usize::from(text.key(k) == w!("thuộc"));
        if belongs > 0
            && let Some((span, _)) = organization::read(scene, k + belongs)
        {
            k = span.end();
        }
        let mut term = k;
        if text.key(term) == w!(",") {
            term += 1;
        }
        let named = text.matches(term, &[w!("nhiệm"), w!("kỳ")]) || text.key(term) == w!("khóa");
        if named {
            term += if text.key(term) == w!("khóa") { 1 } else { 2 };
            while text.get(term).is_some_and(|t| {
                !t.starts_sentence()
                    && (t.kind == Kind::Number
                        || t.key == w!("-")
                        || t.kind == Kind::AllCaps
                        || is_roman(t.key)
                        || [w!("đầu"), w!("tiên"), w!("này"), w!("mới")].contains(&t.key))
            }) {
                term += 1;
            }
            k = term;
        }
        if k == start {
            return k;
        }
    }
}

fn is_roman(key: Key) -> bool {
    [w!("i"), w!("v"), w!("x")].contains(&key)
}
