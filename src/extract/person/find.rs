//! Finds the names: by what stands before them, by lists, by themselves.

use super::foreign;
use super::lead::{self, Lead};
use super::lower;
use super::name::{self, Name, Strength};
use super::post::{Post, PostKind};
use super::{Role, Said, attach, belief};
use crate::extract::{Mention, Room, Scene};
use crate::lexicon::Class;
use crate::text::Kind;
use crate::w;

/// Rules by which a name is believed.
pub(super) const RULES: &[&str] =
    &["person.address", "person.title", "person.post", "person.surname", "person.list", "person.reference"];

/// Classes with which a name, or what leads it in, may begin.
const STARTS: [Class; 5] = [Class::Surname, Class::Address, Class::PersonTitle, Class::Post, Class::PostPart];

/// All names in order, and the posts that have been given to one of them, by first token.
pub(super) fn names(scene: &Scene<'_>) -> (Vec<Mention<Said>>, Vec<usize>) {
    let mut finder = Finder { scene, people: Vec::new(), used: Vec::new(), free: 0 };
    for hit in scene.hits.of_any(&STARTS) {
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

impl Finder<'_, '_> {
    /// A name led in by forms of address, titles and posts that begin at token `i`.
    fn led(&mut self, i: usize) {
        if belief::refused_line(self.scene, i)
            || self.scene.text.get(i).is_some_and(|t| t.is_capital())
                && belief::right_behind_credit(self.scene, i)
        {
            return;
        }
        let scene = self.scene;
        let Some(lead) = lead::read(scene, i) else { return };
        // "người phát ngôn Nhà Trắng Sean Spicer", "võ sư Canada Pierre Flores"
        let from = scene
            .hits
            .at(lead.name, Class::Place)
            .filter(|h| lead.person.is_none() && scene.value(h) == "country")
            .map(|h| h.span.end())
            // "Chad P. Bown"
            .filter(|&k| name::letters(scene.text.get(k)) > 1)
            .filter(|&k| scene.text.get(k).is_some_and(|t| t.is_capital() && !t.starts_sentence()));
        // "võ sư Karate Đoàn Bảo Châu": the full name begins behind a foreign word.
        let art = lead.person.is_none()
            && name::surname(scene, lead.name).is_none()
            && scene.text.get(lead.name).is_some_and(|t| t.is_capital())
            && foreign::is_foreign(scene.text, lead.name)
            && name::surname(scene, lead.name + 1).is_some_and(|(_, s)| s == Strength::Strong);
        let full = Some(lead.name + 1)
            .filter(|&k| art && name::read(scene, k).is_some_and(|n| n.syllables > 2 && n.all_borne()));
        let name = lead.person.or_else(|| name::read(scene, full.or(from).unwrap_or(lead.name)));
        let name = name.filter(|n| belief::led(scene, &lead, n, i)).or_else(|| lower::read(scene, &lead));
        let Some(name) = name else {
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
        // "một đồng chí trưởng công an xã" is any of them.
        let start = lead.start;
        if start > 0 && self.scene.text.key(start - 1) == w!("một") {
            return;
        }
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

    /// A name with nothing before it.
    fn bare(&mut self, i: usize) {
        let scene = self.scene;
        if belief::refused_line(scene, i) || scene.taken(i).is_some_and(|r| r != Room::Organization) {
            return;
        }
        let Some(n) = name::read(scene, i).filter(|n| belief::bare(scene, n)) else { return };
        let lead = Lead { rule: "person.surname", name: i, ..Lead::default() };
        let first = self.people.len();
        self.push(&lead, n, first, None);
        self.list(first, &lead);
    }

    fn push(&mut self, lead: &Lead, n: Name, list: usize, rule: Option<&'static str>) {
        let scene = self.scene;
        let mut roles = Vec::new();
        let after = attach::read(scene, n.span.end());
        // A name further down the list that has a post of its own does not share the first one.
        // "các đồng chí Ủy viên Trung ương Đảng: A, Bí thư …; B, Bí thư …" is said of both.
        let own = rule.is_some() && !after.posts.is_empty() && !lead.plural;
        // "Tổng Bí thư: Ông A thời làm bộ trưởng là cán bộ giỏi": what the holder of the post says of A
        let quoted = lead.quoted && scene.text.kind(after.end) == Kind::Lower;
        for p in lead.posts.iter().filter(|_| !own && !quoted) {
            // Who has a post of their own behind the name is another than the one named by post before.
            if lead.apposed && !after.posts.is_empty() {
                continue;
            }
            let held = p.kind == PostKind::Office
                || p.kind == PostKind::Job
                    && lead.start == p.span.first()
                    && lead::works_at(scene, lead.start);
            if !p.broken && (held || lead.shared || lead.said_of) {
                let rule = if lead.shared { "role.shared" } else { "role.before" };
                roles.push(role(p, rule));
            }
            self.used.push(p.span.first());
        }
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

    /// "; B, C - Phó Giám đốc": the post of C is that of B too.
    fn share_back(&mut self, list: usize) {
        let Some((last, before)) = self.people.split_last_mut() else { return };
        let Some(m) = before.last_mut().filter(|m| m.value.list == list && m.value.roles.is_empty()) else {
            return;
        };
        let comma = self.scene.text.key(m.value.end) == w!(",");
        if comma && let Some(r) = last.value.roles.first() {
            m.value.roles.push(Role { rule: "role.shared", ..*r });
        }
    }

    /// Goes on with the list that mention `first` has opened: "A, B và C", "A - Bí thư; B - Phó Bí thư".
    fn list(&mut self, first: usize, lead: &Lead) {
        let scene = self.scene;
        let text = scene.text;
        // Whether the list is in parts, each with its post: "A - Giám đốc; B, C - Phó Giám đốc".
        let mut segment = false;
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
            if token.starts_sentence() || !token.is_capital() {
                return;
            }
            // Another form of address, title or post is read on its own.
            if scene.hits.at(next, Class::Post).is_some()
                || lead::titles_at(scene, next)
                || scene.hits.at(next, Class::Address).is_some_and(|h| h.span.len() > 1)
            {
                return;
            }
            let Some(n) = name::read(scene, next) else { return };
            if n.syllables < 2 || !belief::listed(scene, &n, lead) {
                return;
            }
            let mut shared = Lead { rule: "person.list", name: next, ..Lead::default() };
            if lead.shared {
                shared.posts.clone_from(&lead.posts);
                shared.shared = true;
                shared.plural = lead.plural && scene.text.key(k) == w!(";");
            }
            self.push(&shared, n, first, Some("person.list"));
            if segment && text.key(n.span.end()) == w!("-") {
                self.share_back(first);
            }
            segment = sign == w!(";") || segment && sign == w!(",");
        }
    }
}

fn role(p: &Post, rule: &'static str) -> Role {
    Role { span: p.span, title: p.title, organization: p.organization, rule }
}
