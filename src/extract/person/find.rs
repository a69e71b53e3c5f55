//! Finds the names: by what stands before them, by lists, by themselves.

use super::attach;
use super::name::{self, Name, Strength};
use super::post::{self, Post, PostKind};
use super::{Role, Said};
use crate::extract::{Mention, Room, Scene};
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, LineKind, TokenSpan};
use crate::w;

/// Rules by which a name is believed.
pub(super) const RULES: &[&str] =
    &["person.address", "person.title", "person.post", "person.surname", "person.list", "person.reference"];

/// All names in order, and the posts that have been given to one of them, by first token.
pub(super) fn names(scene: &Scene<'_>) -> (Vec<Mention<Said>>, Vec<usize>) {
    let mut finder = Finder { scene, people: Vec::new(), used: Vec::new(), free: 0 };
    for hit in scene.hits.all() {
        let i = hit.span.first();
        if i < finder.free {
            continue;
        }
        match hit.class {
            Class::Address | Class::PersonTitle | Class::Post => finder.led(i),
            Class::PostPart if scene.value(hit) == "before" => finder.led(i),
            Class::Surname => finder.bare(i),
            _ => {}
        }
    }
    (finder.people, finder.used)
}

struct Finder<'a, 't> {
    scene: &'a Scene<'t>,
    people: Vec<Mention<Said>>,
    used: Vec<usize>,
    /// Tokens before this one have been read.
    free: usize,
}

/// What stands before a name.
#[derive(Default)]
struct Lead {
    titles: Vec<String>,
    posts: Vec<Post>,
    /// The posts stand in a predicate ("Thư ký Đại hội là đồng chí A").
    said_of: bool,
    /// The first of the posts is shared by a list ("các Phó Bí thư: A, B").
    shared: bool,
    address: Option<&'static str>,
    plural: bool,
    /// "đảng viên mới"
    admitted: Option<TokenSpan>,
    rule: &'static str,
    /// Where the name begins.
    name: usize,
    person: Option<Name>,
}

impl Finder<'_, '_> {
    /// A name led in by forms of address, titles and posts that begin at token `i`.
    fn led(&mut self, i: usize) {
        if self.refused_line(i)
            || self.scene.text.kind(i) == Kind::AllCaps && i > 0 && credited(self.scene, i)
        {
            return;
        }
        let Some(lead) = self.lead(i) else { return };
        let scene = self.scene;
        let name = lead.person.or_else(|| name::read(scene, lead.name));
        let Some(name) = name.filter(|n| self.believed(&lead, n, i)) else {
            self.by_post(&lead);
            return;
        };
        // "đồng chí A và đồng chí B"
        let first = match self.people.last() {
            Some(m) if m.value.end + 1 == i && [w!("và"), w!(",")].contains(&scene.text.key(i - 1)) => {
                m.value.list
            }
            _ => self.people.len(),
        };
        self.push(&lead, name, first, None);
        self.list(first, &lead);
    }

    /// "đồng chí Bí thư Đảng ủy nhắc": a person named by the post alone.
    fn by_post(&mut self, lead: &Lead) {
        let [p] = lead.posts.as_slice() else { return };
        if lead.address != Some("comrade")
            || lead.plural
            || lead.shared
            || p.plural
            || p.kind != PostKind::Office
        {
            return;
        }
        let said = Said {
            name: p.span,
            short: true,
            by_post: Some(role(p, "person.reference")),
            end: p.end,
            list: self.people.len(),
            ..Said::default()
        };
        self.free = p.span.end();
        self.people.push(Mention { value: said, span: p.span, rule: "person.reference" });
    }

    /// Reads forms of address, titles and posts from token `i` on.
    fn lead(&self, i: usize) -> Option<Lead> {
        let scene = self.scene;
        let text = scene.text;
        let mut lead = Lead { rule: "person.address", name: i, ..Lead::default() };
        let mut k = i;
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
            if let Some(hit) = self.address(k, i).filter(|h| !longer(h)) {
                let value = scene.value(hit);
                lead.plural |= is_plural(text.key(k)) || PLURALS.contains(&text.key(k.wrapping_sub(1)));
                if value == "admitted" {
                    lead.admitted = Some(hit.span);
                }
                lead.address = Some(kind_of(value));
                lead.rule = "person.address";
                k = hit.span.end();
                // "các đồng chí: A", "các đồng chí trong Chi ủy: A" is left to the list
                if text.key(k) == w!(":") && (lead.plural || value == "comrade") {
                    k += 1;
                }
                // "02 quần chúng là chị A", "đồng chí là"
                if text.key(k) == w!("là") && scene.hits.at(k + 1, Class::Address).is_some() {
                    k += 1;
                }
                continue;
            }
            if let Some(p) = post::at(scene, k) {
                lead.rule = "person.post";
                let (end, person) = (p.end, p.person);
                lead.posts.push(p);
                if person.is_some() {
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
                if joined || next == w!("kiêm") {
                    k += 1;
                    continue;
                }
                // "Bí thư: Nguyễn Văn An", "các Phó Bí thư: A, B"
                if next == w!(":") {
                    lead.said_of = true;
                    lead.shared = lead.plural || is_plural(text.key(i.wrapping_sub(1)));
                    k += 1;
                    continue;
                }
                // "Thư ký Đại hội là đồng chí A"
                if next == w!("là")
                    && (scene.hits.at(k + 1, Class::Address).is_some() || titles_at(scene, k + 1))
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

    /// The form of address at token `k`.
    fn address(&self, k: usize, first: usize) -> Option<&Hit> {
        let scene = self.scene;
        let text = scene.text;
        let hit = scene.hits.at(k, Class::Address)?;
        let token = text.get(k)?;
        let next = text.get(hit.span.end())?;
        if next.starts_paragraph() {
            return None;
        }
        // "Anh", "Bà Rịa", "Ông Thị Lài" in the middle of a sentence are no forms of address.
        if hit.span.len() == 1 && token.kind == Kind::Capital {
            let opens = token.starts_sentence() || k == first && self.after_sign(k);
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

    fn after_sign(&self, k: usize) -> bool {
        k == 0 || self.scene.text.kind(k - 1) == Kind::Sign
    }

    /// Whether what stands before the name and the name itself bear each other out.
    fn believed(&self, lead: &Lead, n: &Name, i: usize) -> bool {
        let scene = self.scene;
        let text = scene.text;
        if scene.taken(n.span.first()).is_some_and(|r| matches!(r, Room::Directive | Room::Date)) {
            return false;
        }
        // "bác Hồ", "Bác Hồ"
        if text.key(i) == w!("bác") && text.matches(n.span.first(), &[w!("hồ")]) {
            return false;
        }
        if is_uncle_ho(scene, n) || name::is_mixed(scene, n) {
            return false;
        }
        let eponym = scene.hits.at(n.span.first(), Class::Eponym).is_some_and(|h| h.span == n.span);
        let place = scene.hits.at(n.span.first(), Class::Place).is_some_and(|h| h.span.end() >= n.span.end());
        let polite = lead.person.is_some() && lead.posts.last().is_some_and(|p| p.organization.is_none())
            || matches!(lead.address, Some("comrade" | "plain" | "candidate" | "admitted"))
            || !lead.titles.is_empty();
        if (eponym || place) && !(polite && n.syllables > 1 && n.strength == Strength::Strong) {
            return false;
        }
        if let Some(p) = lead
            .posts
            .last()
            .filter(|_| lead.person.is_none() && lead.address.is_none() && lead.titles.is_empty())
        {
            // The post ended right before a run of capitals that is no name with a family name.
            return p.kind == PostKind::Office
                && n.strength > Strength::None
                && n.syllables > 1
                && (n.strength == Strength::Strong || n.all_borne());
        }
        if lead.person.is_some() {
            return true;
        }
        match lead.address {
            // "đối tượng Kinh tế": an occupation needs a name with a family name, or one that is not Vietnamese.
            Some("occupation") if lead.titles.is_empty() => {
                n.syllables > 1
                    && (n.strength == Strength::Strong && (n.syllables > 2 || n.all_borne())
                        || n.strength == Strength::Weak && n.all_borne()
                        || foreign(scene, n))
            }
            Some("member") if lead.titles.is_empty() => {
                n.syllables > 1
                    && (n.strength == Strength::Strong
                        || n.strength == Strength::Weak && (n.all_borne() || n.syllables > 2)
                        || foreign(scene, n))
            }
            Some(_) => n.syllables > 1 || given_like(scene, n),
            None => n.syllables > 1 && scene.hits.at(n.span.first(), Class::Unit).is_none(),
        }
    }

    /// Lines that name no person of the article.
    fn refused_line(&self, i: usize) -> bool {
        matches!(
            self.scene.text.layout().kind_at(i),
            LineKind::Byline | LineKind::Source | LineKind::Published
        )
    }

    /// A name with nothing before it, for the sake of its family name.
    fn bare(&mut self, i: usize) {
        let scene = self.scene;
        if self.refused_line(i) || scene.taken(i).is_some_and(|r| r != Room::Organization) {
            return;
        }
        let Some(n) = name::read(scene, i) else { return };
        if n.syllables < 2 || !self.stands_alone(&n) {
            return;
        }
        let strong = n.strength == Strength::Strong;
        let held = holds_post(scene, n.span.end()) && (strong || n.syllables > 2 && n.borne > 0);
        if !(held || strong && bare_shape(scene, &n)) {
            return;
        }
        let lead = Lead { rule: "person.surname", name: i, ..Lead::default() };
        let first = self.people.len();
        self.push(&lead, n, first, None);
        self.list(first, &lead);
    }

    /// Whether the words before and behind leave a bare name alone.
    fn stands_alone(&self, n: &Name) -> bool {
        let scene = self.scene;
        let text = scene.text;
        let i = n.span.first();
        if scene.hits.at(i, Class::Eponym).is_some_and(|h| h.span == n.span) || is_uncle_ho(scene, n) {
            return false;
        }
        if scene.hits.at(i, Class::Place).is_some_and(|h| h.span.len() > 1) {
            return false;
        }
        let token_before = i.checked_sub(1).and_then(|k| text.get(k));
        let starts = text.get(i).is_some_and(|t| t.starts_sentence());
        if let Some(before) = token_before.filter(|_| !starts) {
            if scene.hits.before(i, Class::NamedAfter).is_some() {
                return false;
            }
            let capital = before.is_capital() && !before.starts_sentence() && !name::is_stop(scene, i - 1);
            if capital && !name::caps_line(scene, i) {
                return false;
            }
            if scene.taken(i) == Some(Room::Organization) && scene.taken(i - 1) == Some(Room::Organization) {
                return false;
            }
            // "Ảnh: Lê Văn An", "Nguồn: …", "(Theo Lê Văn An"
            if credited(scene, i) {
                return false;
            }
            if before.key == w!("-") && self.place_before(i - 1) {
                return false;
            }
        }
        // "Nguyễn Văn Linh - Hàm Nghi", "Lê Hồng, Hải Dương"
        if self.at_end_of_text(n) {
            return false;
        }
        true
    }

    fn place_before(&self, k: usize) -> bool {
        self.scene.hits.before(k, Class::Place).is_some()
            || self.scene.hits.before(k, Class::Eponym).is_some()
    }

    /// The author under the text: nothing but a few words behind the last full stop.
    fn at_end_of_text(&self, n: &Name) -> bool {
        let text = self.scene.text;
        let last = text.len();
        last - n.span.end() <= 8
            && text.get(n.span.first()).is_some_and(|t| t.starts_sentence())
            && (n.span.end()..last).all(|k| text.kind(k) != Kind::Lower || text.key(k) == w!("tâm"))
    }

    fn push(&mut self, lead: &Lead, n: Name, list: usize, rule: Option<&'static str>) {
        let scene = self.scene;
        let mut roles = Vec::new();
        for p in &lead.posts {
            if p.kind == PostKind::Office || lead.shared || lead.said_of {
                let rule = if lead.shared { "role.shared" } else { "role.before" };
                roles.push(role(p, rule));
            }
            self.used.push(p.span.first());
        }
        let after = attach::read(scene, n.span.end());
        self.used.extend(after.posts.iter().map(|r| r.span.first()));
        roles.extend(after.posts);
        let said = Said {
            name: n.span,
            short: n.syllables < 2,
            by_post: None,
            titles: lead.titles.clone(),
            roles,
            admitted: lead.admitted.map(|s| (s, "admitted.new")).or(after.admitted),
            actions: Vec::new(),
            end: after.end,
            list,
        };
        self.free = after.end;
        self.people.push(Mention { value: said, span: n.span, rule: rule.unwrap_or(lead.rule) });
    }

    /// Goes on with the list that mention `first` has opened: "A, B và C", "A - Bí thư; B - Phó Bí thư".
    fn list(&mut self, first: usize, lead: &Lead) {
        let scene = self.scene;
        let text = scene.text;
        loop {
            let k = self.free;
            let sign = text.key(k);
            let dash = sign == w!("-") && lead.plural;
            if ![w!(","), w!(";"), w!("và"), w!("cùng")].contains(&sign) && !dash {
                return;
            }
            let mut next = k + 1;
            if text.key(next) == w!("và") {
                next += 1;
            }
            let Some(token) = text.get(next) else { return };
            if token.starts_paragraph() || token.starts_sentence() || !token.is_capital() {
                return;
            }
            // Another form of address, title or post is read on its own.
            if scene.hits.at(next, Class::Post).is_some()
                || titles_at(scene, next)
                || scene.hits.at(next, Class::Address).is_some_and(|h| h.span.len() > 1)
            {
                return;
            }
            let Some(n) = name::read(scene, next) else { return };
            if n.syllables < 2 || !list_shape(scene, &n, lead) {
                return;
            }
            let mut shared = Lead { rule: "person.list", name: next, ..Lead::default() };
            if lead.shared {
                shared.posts.clone_from(&lead.posts);
                shared.shared = true;
            }
            self.push(&shared, n, first, None);
        }
    }
}

fn role(p: &Post, rule: &'static str) -> Role {
    Role { span: p.span, title: p.title, organization: p.organization, rule }
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
        let value = scene.value(hit);
        match found.last_mut() {
            Some(last) if glue && is_degree(last) && is_degree(value) => {
                last.push('.');
                last.push_str(value);
            }
            _ => found.push(value.to_owned()),
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

fn titles_at(scene: &Scene<'_>, k: usize) -> bool {
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
        _ => "plain",
    }
}

fn foreign(scene: &Scene<'_>, n: &Name) -> bool {
    (n.span.first()..n.span.end()).any(|k| {
        scene.text.get(k).is_some_and(|t| t.kind != Kind::AllCaps && name::is_foreign(t, scene.text.norm()))
    })
}

/// A single syllable behind a form of address: a given name, or initials, but no word of another kind.
fn given_like(scene: &Scene<'_>, n: &Name) -> bool {
    let k = n.span.first();
    scene.hits.at(k, Class::Place).is_none() && !name::caps_line(scene, k)
}

/// "Chủ tịch Hồ Chí Minh", "Bác Hồ": quoted, or the name of a movement.
fn is_uncle_ho(scene: &Scene<'_>, n: &Name) -> bool {
    let text = scene.text;
    let i = n.span.first();
    text.matches(i, &[w!("hồ"), w!("chí"), w!("minh")])
        || text.matches(i, &[w!("nguyễn"), w!("ái"), w!("quốc")])
        || text.matches(i, &[w!("nguyễn"), w!("tất"), w!("thành")])
        || text.matches(i, &[w!("hồ"), w!("chủ"), w!("tịch")])
}

/// "Ảnh: A", "Ảnh minh họa: A", "Nguồn: A", "Theo: A", "Tin, ảnh: A - B"
fn credited(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let credit = |k: usize| {
        [w!("ảnh"), w!("nguồn"), w!("clip"), w!("video"), w!("tin"), w!("bài")].contains(&text.key(k))
    };
    if text.key(i - 1) == w!("ảnh") && text.get(i - 1).is_some_and(|t| t.is_capital()) {
        return true;
    }
    let colon = (1..6).find(|&d| i >= d && text.key(i - d) == w!(":"));
    colon.is_some_and(|d| {
        let c = i - d;
        (1..5).any(|e| c >= e && credit(c - e))
            && (d == 1
                || (c + 1..i).all(|k| text.get(k).is_some_and(|t| t.is_capital() || t.kind == Kind::Sign)))
    })
}

/// Shapes that a bare name must have to be believed for itself.
fn bare_shape(scene: &Scene<'_>, n: &Name) -> bool {
    if name::caps_line(scene, n.span.first()) {
        return n.syllables > 2 && (name::has_marker(scene, n) || n.all_borne()) && n.syllables < 5;
    }
    if n.initials {
        return name::has_marker(scene, n);
    }
    match n.syllables {
        0 | 1 => false,
        2 => n.all_borne() && verb_follows(scene, n.span.end()),
        _ => name::has_marker(scene, n) || n.all_borne(),
    }
}

/// Whether a post follows as apposition or predicate: "Cầm Bá Lộc làm Phó Bí thư", "Tẩn Phù Siệu - chi ủy viên".
fn holds_post(scene: &Scene<'_>, k: usize) -> bool {
    let text = scene.text;
    if [w!(","), w!("-"), w!("(")].contains(&text.key(k)) {
        return post::at(scene, k + 1).is_some_and(|p| p.person.is_none());
    }
    scene.hits.at(k, Class::Predicate).is_some_and(|h| {
        let at = h.span.end();
        post::at(scene, at).is_some() || text.key(at) == w!("chức") && post::at(scene, at + 1).is_some()
    })
}

/// Two syllables alone are believed where they are the subject of a verb of speaking or doing.
fn verb_follows(scene: &Scene<'_>, k: usize) -> bool {
    const VERBS: [&[Key]; 10] = [
        &[w!("cho"), w!("biết")],
        &[w!("nói")],
        &[w!("chia"), w!("sẻ")],
        &[w!("đã")],
        &[w!("phát"), w!("biểu")],
        &[w!("khẳng"), w!("định")],
        &[w!("nhấn"), w!("mạnh")],
        &[w!("được"), w!("bầu")],
        &[w!("được"), w!("bổ")],
        &[w!("giữ"), w!("chức")],
    ];
    VERBS.iter().any(|v| scene.text.matches(k, v))
}

/// Shapes of a name that goes on a list.
fn list_shape(scene: &Scene<'_>, n: &Name, lead: &Lead) -> bool {
    let text = scene.text;
    let i = n.span.first();
    if scene.hits.at(i, Class::Place).is_some()
        || lead.address.is_none() && scene.hits.at(i, Class::Eponym).is_some_and(|h| h.span == n.span)
        || scene.hits.at(i, Class::Unit).is_some_and(|h| h.span.len() > 1)
    {
        return false;
    }
    if text.get(n.span.end()).is_some_and(|t| {
        t.is_capital() && !t.starts_sentence() && !t.starts_paragraph() && !name::is_stop(scene, n.span.end())
    }) && n.strength < Strength::Strong
    {
        return scene.hits.at(n.span.end(), Class::Post).is_some();
    }
    let addressed = lead.address.is_some() || lead.plural || lead.shared;
    match n.strength {
        Strength::Strong => n.syllables > 2 || n.all_borne(),
        Strength::Weak => n.all_borne() || addressed && n.syllables > 2,
        Strength::None => {
            addressed && lead.plural && (n.borne + 1 >= n.syllables || name::letters(text.get(i)) == 1)
        }
    }
}
