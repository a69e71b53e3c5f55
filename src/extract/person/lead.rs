//! What stands before a name: forms of address, titles, posts, in any order and number.

use super::clause::is_head;
use super::name::{self, Name, Strength};
use super::post::{self, Post};
use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

#[derive(Default)]
pub(super) struct Lead {
    pub titles: Vec<String>,
    pub posts: Vec<Post>,
    /// The posts stand in a predicate ("Thư ký Đại hội là đồng chí A").
    pub said_of: bool,
    /// A colon stands behind the posts.
    pub quoted: bool,
    /// The first of the posts is shared by a list ("các Phó Bí thư: A, B").
    pub shared: bool,
    /// The posts stand before a comma or a dash and a form of address: "Bí thư Chi bộ, đồng chí A".
    pub apposed: bool,
    pub address: Option<&'static str>,
    pub plural: bool,
    /// "đảng viên mới"
    pub admitted: Option<TokenSpan>,
    pub rule: &'static str,
    /// Where all of it begins.
    pub start: usize,
    /// Where the name begins.
    pub name: usize,
    pub person: Option<Name>,
}

/// Reads forms of address, titles and posts from token `i` on.
pub(super) fn read(scene: &Scene<'_>, i: usize) -> Option<Lead> {
    let text = scene.text;
    let mut lead = Lead { rule: "person.address", start: i, name: i, ..Lead::default() };
    let mut k = i;
    let mut start = i;
    loop {
        if k > i && text.get(k).is_none_or(|t| t.starts_paragraph()) {
            return None;
        }
        if let Some((titles, end)) = titles(scene, k) {
            lead.titles.extend(titles);
            lead.rule = "person.title";
            k = end;
            continue;
        }
        // "đại biểu Quốc hội" is a post, "đại biểu" a form of address.
        let longer = |h: &Hit| {
            scene
                .hits
                .at(k, Class::Post)
                .is_some_and(|p| p.span.len() > h.span.len() && scene.value(p) == "office")
        };
        if let Some(hit) = address(scene, k, i).filter(|h| !longer(h) && !works_at(scene, k)) {
            let value = scene.value(hit);
            lead.plural |= is_plural(text.key(k)) || PLURALS.contains(&text.key(k.wrapping_sub(1)));
            if value == "admitted" {
                lead.admitted = Some(hit.span);
            }
            lead.address = Some(kind_of(value));
            lead.rule = "person.address";
            k = hit.span.end();
            // "các đồng chí: A", "các đồng chí trong Chi ủy: A" is left to the list
            if text.key(k) == w!(":") && (lead.plural || value == "comrade" || value == "admitted") {
                k += 1;
            }
            // "02 quần chúng là chị A", "đồng chí là"
            if text.key(k) == w!("là")
                && (scene.hits.at(k + 1, Class::Address).is_some()
                    || lead.plural && post::at(scene, k + 1).is_some())
            {
                k += 1;
            }
            continue;
        }
        if let Some(p) = post::at(scene, k) {
            lead.rule = "person.post";
            let (end, person) = (p.end, p.person);
            lead.posts.push(p);
            if person.is_some() {
                // "các Phó Giám đốc Nguyễn Văn An, Trần Văn Ba"
                lead.shared = lead.plural || is_plural(text.key(start.wrapping_sub(1)));
                lead.person = person;
                lead.name = end;
                return Some(lead);
            }
            k = end;
            let next = text.key(k);
            // "Bí thư Chi bộ, Giám đốc Trung tâm Nguyễn Văn An"
            let joined = [w!(","), w!("và"), w!("-")].contains(&next)
                && post::at(scene, k + 1).is_some()
                && text.get(k + 1).is_some_and(|t| !t.starts_sentence());
            // What stands before is another's post: the next one begins anew.
            if joined && another(scene, start, &p, next) {
                lead = Lead { rule: "person.post", start: k + 1, name: k + 1, ..Lead::default() };
                start = k + 1;
                k += 1;
                continue;
            }
            // "báo cáo Thủ tướng Tổng Thanh tra Chính phủ A": what stands before another post without a sign is another's.
            let bare = !joined
                && text.get(k).is_some_and(|t| t.is_capital() && !t.starts_sentence())
                && scene.hits.at(k, Class::Post).is_some_and(|h| scene.value(h) == "office")
                && !member(scene, &p);
            if bare {
                lead = Lead { rule: "person.post", start: k, name: k, ..Lead::default() };
                start = k;
                continue;
            }
            if joined || next == w!("kiêm") {
                k += 1;
                continue;
            }
            // "Phó Bí thư Chi bộ - đồng chí Nguyễn Văn An", "Hiệu trưởng nhà trường, đồng chí An"
            // "bầu Bí thư, Phó Bí thư Chi bộ, đồng chí A tái cử": the posts are those voted for.
            let voted = i > 1 && scene.hits.before(i - 1, Class::Post).is_some();
            let opens = text.get(i).is_some_and(|t| t.starts_sentence())
                || i > 0 && text.key(i - 1) == w!(",") && !voted;
            if [w!(","), w!("-")].contains(&next)
                && opens
                && lead.address.is_none()
                && !(i..k).any(|j| scene.hits.at(j, Class::Eponym).is_some_and(|h| h.span.len() > 2))
                && (addressed(scene, k + 1) || next == w!(",") && titles_a_name(scene, k + 1))
            {
                lead.apposed = true;
                k += 1;
                continue;
            }
            // "Bí thư: Nguyễn Văn An", "các Phó Bí thư: A, B"
            if next == w!(":") {
                lead.said_of = true;
                lead.shared = true;
                lead.quoted = true;
                k += 1;
                continue;
            }
            // "Thư ký Đại hội là đồng chí A"
            if next == w!("là") && (scene.hits.at(k + 1, Class::Address).is_some() || titles_at(scene, k + 1))
            {
                lead.said_of = true;
                k += 1;
                continue;
            }
            continue;
        }
        break;
    }
    lead.name = k;
    (k > i).then_some(lead)
}

/// "cán bộ tư pháp xã Hòa Minh Trần Thị A", "giáo viên Trường B Lê Văn C": an occupation is a post where a body, or a
/// place with its own organization, and a full name follow.
pub(super) fn works_at(scene: &Scene<'_>, k: usize) -> bool {
    let place = |j: usize| scene.hits.at(j, Class::Unit).is_some_and(|h| scene.value(h) == "area");
    scene.hits.at(k, Class::Post).is_some_and(|h| scene.value(h) == "job")
        && post::at(scene, k).filter(|p| !p.broken).is_some_and(|p| {
            p.person.is_some_and(|n| n.strength == Strength::Strong && n.syllables > 2)
                && p.organization.is_some_and(|o| {
                    // "HLV lão làng"
                    let placed = (o.first()..o.end() - 1).any(place);
                    let one = (o.first()..o.end()).all(|j| scene.text.key(j) != w!("và"));
                    one && o.len() > 1 && (is_head(scene, o.first()) || placed)
                })
        })
}

/// "Ủy viên", "Bí thư": posts in the Party, which others follow even without a comma.
fn member(scene: &Scene<'_>, p: &Post) -> bool {
    let head = |k: usize| [w!("ủy"), w!("bí"), w!("thành"), w!("đảng")].contains(&scene.text.key(k));
    let first = p.span.first();
    head(first)
        || scene.text.key(first) == w!("phó") && head(first + 1)
        || scene.text.key(first) == w!("nguyên")
}

/// Whether a post that begins at token `start`, and behind which the sign `next` and another post follow, is another
/// person's than the next one.
fn another(scene: &Scene<'_>, start: usize, p: &Post, next: Key) -> bool {
    let text = scene.text;
    let first = p.span.first();
    // "giữa Tổng thống và Chủ tịch nước A", "Tổng thống Nga Putin, Thủ tướng A"
    if next == w!("và") || p.broken {
        return true;
    }
    // "các thượng nghị sỹ, Tổng thống A", "4 đồng chí Phó Chủ tịch, Chủ tịch A": a crowd, then a person
    let crowd = |k: usize| k > 0 && (is_plural(text.key(k - 1)) || text.key(k - 1) == w!("nữ"));
    let addressed = scene.hits.before(first, Class::Address).map_or(first, |h| h.span.first());
    if crowd(start) || crowd(first) || crowd(addressed) {
        return true;
    }
    // "đắc cử tổng thống, Thủ tướng Nhật Bản Shinzo Abe": the first post is the predicate's
    if scene.hits.before(start, Class::Predicate).is_some_and(|h| scene.value(h) != "is") {
        return true;
    }
    // "thừa ủy quyền của Thủ tướng, Bộ trưởng A"
    const DEPUTED: [&[Key]; 8] = [
        &[w!("ủy"), w!("quyền"), w!("của")],
        &[w!("ủy"), w!("quyền")],
        &[w!("ủy"), w!("nhiệm")],
        &[w!("lời"), w!("mời"), w!("của")],
        &[w!("thay"), w!("mặt")],
        &[w!("tháp"), w!("tùng")],
        &[w!("chất"), w!("vấn")],
        &[w!("đoàn")],
    ];
    if DEPUTED.iter().any(|words| text.preceded_by(first, words)) {
        return true;
    }
    // "ý kiến của ĐBQH, Chủ nhiệm Ủy ban A"
    let delegates = text.key(first) == w!("đbqh") || text.matches(first, &[w!("đại"), w!("biểu")]);
    // "Về trách nhiệm của Hiệu trưởng, luật sư A cho biết"
    let job = || scene.hits.at(p.span.end() + 1, Class::Post).is_some_and(|h| scene.value(h) == "job");
    if first > 0 && text.key(first - 1) == w!("của") && (delegates || job()) {
        return true;
    }
    // A head of state or of government holds no other post beside a comma; "Phó Thủ tướng, Bộ trưởng" does.
    post::heads_state(scene, first).is_some_and(|h| p.title.len() <= h.span.len())
        && text.key(p.span.end() + 1) != w!("kiêm")
}

/// Whether "đồng chí" and a name stand at token `k`.
fn addressed(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    scene.hits.at(k, Class::Address).is_some_and(|h| {
        scene.value(h) == "comrade"
            && text.get(k).is_some_and(|t| !t.starts_sentence())
            && text.get(h.span.end()).is_some_and(|t| t.is_capital())
    })
}

/// The form of address at token `k`.
fn address(scene: &Scene<'_>, k: usize, first: usize) -> Option<Hit> {
    let text = scene.text;
    let hit = scene.hits.at(k, Class::Address)?;
    let token = text.get(k)?;
    let next = text.get(hit.span.end())?;
    if next.starts_paragraph() {
        return None;
    }
    // "Văn phòng Luật sư Giang Thanh"
    if token.key == w!("luật") && text.preceded_by(k, &[w!("văn"), w!("phòng")]) {
        return None;
    }
    // "công cụ Internet", "nhạc cụ"
    const TOOLS: [Key; 6] = [w!("công"), w!("dụng"), w!("nhạc"), w!("đạo"), w!("ngư"), w!("nông")];
    if k > 0 && token.key == w!("cụ") && TOOLS.contains(&text.key(k - 1)) {
        return None;
    }
    // "Anh", "Bà Rịa", "Ông Thị Lài" in the middle of a sentence are no forms of address.
    if hit.span.len() == 1 && token.kind == Kind::Capital {
        let opens = token.starts_sentence() || k == first && after_sign(scene, k);
        let named = scene.hits.at(k, Class::Place).is_some_and(|h| h.span.len() > 1)
            || scene.hits.at(k, Class::Surname).is_some_and(|h| h.span.len() > 1);
        if named
            || !opens
                && [w!("anh"), w!("em"), w!("bác"), w!("má"), w!("già"), w!("thầy")].contains(&token.key)
        {
            return None;
        }
    }
    Some(hit)
}

fn after_sign(scene: &Scene<'_>, k: usize) -> bool {
    k == 0 || scene.text.kind(k - 1) == Kind::Sign
}

/// Titles in any of their joined forms from token `k` on: "PGS.TS.", "GS-TSKH", "Thượng tá, TS.".
fn titles(scene: &Scene<'_>, k: usize) -> Option<(Vec<String>, usize)> {
    let text = scene.text;
    let mut found: Vec<String> = Vec::new();
    let mut end = k;
    let mut at = k;
    let mut glue = true;
    while let Some(hit) = scene.hits.at(at, Class::PersonTitle) {
        let token = text.get(at)?;
        if at > k && token.starts_paragraph() {
            break;
        }
        // Abbreviations stand in capitals; "cn", "ts" in lower case are none.
        if hit.span.len() == 1 && token.kind == Kind::Lower {
            break;
        }
        let value = spelled(scene, &hit);
        match found.last_mut() {
            Some(last) if glue && is_degree(last) && is_degree(&value) => {
                last.push('.');
                last.push_str(&value);
            }
            _ => found.push(value),
        }
        end = hit.span.end();
        at = end;
        glue = true;
        if text.key(at) == w!(".") {
            at += 1;
            end = at;
        }
        if [w!("-"), w!(",")].contains(&text.key(at)) && scene.hits.at(at + 1, Class::PersonTitle).is_some() {
            glue = text.key(at) == w!("-")
                || text.glued(at + 1)
                || is_degree(found.last().map_or("", String::as_str));
            at += 1;
        }
    }
    (!found.is_empty()).then_some((found, end))
}

/// Whether titles stand at token `k` and a family name behind them: "GS.TS. Nguyễn Văn An".
pub(super) fn titles_a_name(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    let mut at = k;
    while let Some(hit) = scene.hits.at(at, Class::PersonTitle).filter(|_| titles_at(scene, at)) {
        at = hit.span.end();
        at += usize::from([w!("."), w!("-")].contains(&text.key(at)));
    }
    at > k && text.get(at).is_some_and(|t| t.is_capital()) && name::surname(scene, at).is_some()
}

/// The canonical form; a title that is written out stands as the article spells it ("Tiến sỹ").
fn spelled(scene: &Scene<'_>, hit: &Hit) -> String {
    let canonical = scene.value(hit);
    let text = scene.text;
    let first = hit.span.first();
    let out = hit.span.len() > 1 && canonical.contains(' ') && text.kind(first) != Kind::AllCaps;
    if !out {
        return canonical.to_owned();
    }
    let words = text.folded(hit.span).to_lowercase();
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

pub(super) fn titles_at(scene: &Scene<'_>, k: usize) -> bool {
    scene
        .hits
        .at(k, Class::PersonTitle)
        .is_some_and(|h| h.span.len() > 1 || scene.text.get(k).is_some_and(|t| t.is_capital()))
}

/// Abbreviated degrees join with a dot: "PGS.TS"; ranks do not.
fn is_degree(title: &str) -> bool {
    !title.is_empty()
        && !title.contains(' ')
        && title.chars().next().is_some_and(char::is_uppercase)
        && title.chars().filter(|c| c.is_uppercase()).count() > 1
        && title != "QNCN"
}

const PLURALS: [Key; 8] = [w!("các"), w!("hai"), w!("ba"), w!("bốn"), w!("những"), w!("2"), w!("3"), w!("4")];

fn is_plural(key: Key) -> bool {
    PLURALS.contains(&key)
}

fn kind_of(value: &str) -> &'static str {
    match value {
        "comrade" => "comrade",
        "candidate" => "candidate",
        "admitted" => "admitted",
        "occupation" => "occupation",
        "member" => "member",
        "folk" => "folk",
        _ => "plain",
    }
}
