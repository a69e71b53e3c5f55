//! Posts: "Phó Bí thư Thường trực Đảng ủy xã", "nguyên Giám đốc Sở Nội vụ", "Chủ tịch kiêm Giám đốc Công ty".
//!
//! A post is first words from a list, then words that belong to it, then the organization, whose extent the room
//! of organizations knows. Two things end it early: the name of a person ("Chủ tịch UBND tỉnh Nguyễn Văn An")
//! and the first words of the next post. A term ("nhiệm kỳ …") is no part of it, nor is "thuộc …".

use super::name::{self, Name, Strength};
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
    /// One past what belongs to the post without being part of it: a term, "(UBCKNN)".
    pub end: usize,
}

/// The post whose first words, or "nguyên" before them, stand at token `i`.
pub(super) fn at(scene: &Scene<'_>, i: usize) -> Option<Post> {
    let (first, head) = first_words(scene, i)?;
    Some(read(scene, first, head))
}

/// Where a post that stands at token `i` begins, and its first words.
fn first_words<'a>(scene: &'a Scene<'_>, i: usize) -> Option<(usize, &'a Hit)> {
    let text = scene.text;
    if let Some(hit) = scene.hits.at(i, Class::Post) {
        return is_post(scene, hit).then_some((i, hit));
    }
    let before = scene.hits.at(i, Class::PostPart).filter(|h| scene.value(h) == "before")?;
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
    if token.starts_paragraph() || token.starts_sentence() || !is_post(scene, hit) {
        return None;
    }
    // "tân Phó bí thư" is a Phó bí thư; "nguyên" and "cựu" stay.
    let new = [w!("tân")].contains(&text.key(i));
    Some((if new { k } else { i }, hit))
}

/// Abbreviations are posts only in capitals, and "BT" only where it can be nothing else.
fn is_post(scene: &Scene<'_>, hit: &Hit) -> bool {
    let text = scene.text;
    let i = hit.span.first();
    // "24-QĐ/ĐUV": an issuer
    if i > 0 && text.key(i - 1) == w!("/") && text.glued(i) {
        return false;
    }
    // "tổ chức ban thư ký", "các bí thư"
    true
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
    let mut tail = Tail { scene, from: k, end: k, person: None };
    tail.read();
    let (mut end, mut person) = (tail.end, tail.person);
    // "Chủ tịch kiêm Giám đốc Công ty", "Tư lệnh kiêm Chính ủy Đoàn 559"
    if person.is_none()
        && text.key(end) == w!("kiêm")
        && let Some(second) = scene.hits.at(end + 1, Class::Post)
    {
        let next = parts(scene, second.span.end());
        let bare = end == k;
        let mut tail = Tail { scene, from: next, end: next, person: None };
        tail.read();
        if bare {
            title = TokenSpan::new(first, next);
            k = next;
        }
        (end, person) = (tail.end, tail.person);
    }
    // "Chi ủy viên (kiêm Bí thư Chi đoàn)"
    if person.is_none()
        && text.matches(end, &[w!("("), w!("kiêm")])
        && let Some(second) = scene.hits.at(end + 2, Class::Post)
    {
        let next = parts(scene, second.span.end());
        let mut tail = Tail { scene, from: next, end: next, person: None };
        tail.read();
        if text.key(tail.end) == w!(")") {
            end = tail.end + 1;
        }
    }
    let organization = (end > k).then(|| TokenSpan::new(without_of(scene, k), end));
    Post {
        span: TokenSpan::new(first, end),
        title,
        organization,
        kind,
        person,
        end: if person.is_some() { end } else { behind(scene, end) },
    }
}

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
        if !goes_on || scene.hits.at(k, Class::Post).is_some_and(|p| p.span.len() > hit.span.len()) {
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

/// Walks over the organization behind the title.
struct Tail<'a, 't> {
    scene: &'a Scene<'t>,
    from: usize,
    end: usize,
    person: Option<Name>,
}

impl Tail<'_, '_> {
    fn read(&mut self) {
        let text = self.scene.text;
        while self.person.is_none() {
            let mut k = self.end;
            let Some(token) = text.get(k).filter(|t| !t.starts_paragraph()) else { return };
            if token.starts_sentence() {
                return;
            }
            if self.person_at(k) {
                return;
            }
            // "Bí thư chi bộ của Viện"
            let of = text.key(k) == w!("của");
            if of {
                k += 1;
            }
            let Some(end) = self.piece(k).filter(|&e| e > k) else {
                if !self.join() {
                    return;
                }
                continue;
            };
            if of && !self.is_head(k) {
                return;
            }
            self.take(k, end);
        }
    }

    /// The end of the piece of a name that begins at token `k`.
    fn piece(&self, k: usize) -> Option<usize> {
        let scene = self.scene;
        let text = scene.text;
        if self.is_post(k)
            || text.kind(k) == Kind::Sign
            || scene.hits.at(k, Class::Address).is_some_and(|h| h.span.len() > 1)
        {
            return None;
        }
        // "Trưởng ban Tổ chức": the organization begins with the last word of the title.
        if k == self.from
            && let Some(end) = self.within_title(k)
        {
            return Some(end);
        }
        let part = scene.hits.at(k, Class::NamePart).map_or(0, |h| h.span.len());
        let unit = scene.hits.at(k, Class::Unit).map_or(0, |h| h.span.len());
        if part <= unit || unit == 0 {
            if let Some((span, _)) = organization::read(scene, k) {
                return Some(self.party_word(span.end()));
            }
            if let Some(organ) = scene.hits.at(k, Class::PartyOrgan) {
                return Some(organ.span.end());
            }
        }
        if let Some(place) = scene.hits.at(k, Class::Place) {
            return Some(place.span.end());
        }
        if text.kind(k) == Kind::Number
            && (k == self.from && text.kind(k + 1) != Kind::Sign || text.kind(k - 1) == Kind::Sign)
        {
            return None;
        }
        Some(self.party_word(organization::name_end(scene, k)))
    }

    /// "Xây dựng Đảng", "Trung ương Đảng", "công tác Đảng": names that end in the word.
    fn party_word(&self, end: usize) -> usize {
        let text = self.scene.text;
        let before = [w!("dựng"), w!("ương"), w!("tác"), w!("tw"), w!("sự")];
        let fits = end > self.from
            && text.key(end) == w!("đảng")
            && text.get(end).is_some_and(|t| !t.starts_sentence())
            && before.contains(&text.key(end - 1));
        if fits { end + 1 } else { end }
    }

    /// The organization whose first words are the last ones of the title: "ban Tổ chức", "văn phòng Công an tỉnh".
    fn within_title(&self, k: usize) -> Option<usize> {
        let hits = self.scene.hits;
        for back in 1..=2usize {
            let first = k.checked_sub(back)?;
            let head = [Class::Committee, Class::PartyOrgan, Class::Unit]
                .iter()
                .filter_map(|&c| hits.at(first, c))
                .map(|h| h.span.end())
                .max();
            if head.is_some_and(|end| end >= k)
                && let Some((span, _)) = organization::read(self.scene, first)
                && span.end() > k
            {
                return Some(self.party_word(span.end()));
            }
            if head.is_some_and(|end| end > k) {
                return head.map(|end| self.party_word(end));
            }
        }
        None
    }

    /// Takes the tokens from `k` to `end`, up to the name of a person inside.
    fn take(&mut self, k: usize, end: usize) {
        let mut at = k;
        while at < end {
            if at > k && (self.person_at(at) || self.is_post(at) || self.opens_other(at)) {
                self.end = at;
                self.trim(k);
                return;
            }
            let place = self.scene.hits.at(at, Class::Place).filter(|h| h.span.end() <= end);
            at = place.map_or(at + 1, |h| h.span.end());
        }
        self.end = end;
        self.trim(k);
    }

    /// "A và" ends with A.
    fn trim(&mut self, k: usize) {
        let text = self.scene.text;
        while self.end > k && [w!("-"), w!("và"), w!("&"), w!("."), w!(",")].contains(&text.key(self.end - 1))
        {
            self.end -= 1;
        }
    }

    /// "và Trung tá Nguyễn Văn An", "Yên Bái Theo quyết định": what opens something else.
    fn opens_other(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        let text = self.scene.text;
        if !text.get(k).is_some_and(|t| t.is_capital()) {
            return hits
                .at(k, Class::Address)
                .is_some_and(|h| h.span.len() > 1 || text.key(k) == w!("ông") || text.key(k) == w!("bà"));
        }
        hits.at(k, Class::PersonTitle).is_some_and(|h| h.span.len() > 1)
            || text.kind(k) == Kind::Capital
                && hits.at(k, Class::NameEnd).is_some()
                && name::is_stop(self.scene, k)
    }

    /// "A - B", "A và B", "Chi bộ Nông trường 2, Công ty C": goes on where the next piece is of the same name.
    fn join(&mut self) -> bool {
        let text = self.scene.text;
        let k = self.end;
        if k == self.from {
            return false;
        }
        let sign = text.key(k);
        let next = k + 1;
        let Some(token) = text.get(next).filter(|t| !t.starts_paragraph() && !t.starts_sentence()) else {
            return false;
        };
        if self.is_post(next) || self.scene.hits.at(next, Class::PersonTitle).is_some() || self.address(next)
        {
            return false;
        }
        if name::read(self.scene, next).is_some_and(|n| n.strength == Strength::Strong && n.syllables > 1) {
            return false;
        }
        let end = if sign == w!("-") && token.is_capital() {
            self.piece(next)
        } else if sign == w!(",") && self.is_institution(next) {
            self.piece(next).filter(|&e| e > next + 1)
        } else if sign == w!("và") && (token.is_capital() && !self.is_head(next)) {
            self.piece(next)
        } else {
            None
        };
        match end.filter(|&e| e > next) {
            Some(end) => {
                self.take(next, end);
                self.end > next
            }
            None => false,
        }
    }

    fn address(&self, k: usize) -> bool {
        self.scene.hits.at(k, Class::Address).is_some()
    }

    fn is_post(&self, k: usize) -> bool {
        self.scene.hits.at(k, Class::Post).is_some()
            || self.scene.hits.at(k, Class::PostPart).is_some_and(|h| {
                self.scene.value(h) == "before" && self.scene.hits.at(h.span.end(), Class::Post).is_some()
            })
    }

    fn is_head(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        [Class::PartyBody, Class::Committee, Class::PartyOrgan, Class::Unit]
            .iter()
            .any(|&c| hits.at(k, c).is_some())
    }

    /// "Công ty Cao su Chư Mang": an institution with a name, which may stand behind a comma.
    fn is_institution(&self, k: usize) -> bool {
        self.scene.hits.at(k, Class::Unit).is_some_and(|h| self.scene.value(h) == "institution")
            && self.scene.text.get(k).is_some_and(|t| t.is_capital())
    }

    /// Whether the name of a person begins at token `k`, so that the organization ends before it.
    fn person_at(&mut self, k: usize) -> bool {
        let scene = self.scene;
        let text = scene.text;
        if !text.get(k).is_some_and(|t| t.is_capital()) {
            return false;
        }
        if self.is_head(k)
            || scene.hits.at(k, Class::Place).is_some()
            || scene.hits.at(k, Class::Eponym).is_some_and(|h| k > self.from || h.span.len() < 2)
        {
            return false;
        }
        let Some(n) = name::read(scene, k) else { return false };
        if n.syllables < 2 {
            return false;
        }
        // The name must take the whole run of capitals.
        if text.get(n.span.end()).is_some_and(|t| {
            t.is_capital()
                && !t.starts_paragraph()
                && !t.starts_sentence()
                && !name::is_stop(scene, n.span.end())
                && !self.is_post(n.span.end())
        }) {
            return false;
        }
        // A stronger family name inside: "Kim Long Nguyễn Văn An"
        let inner = (k + 1..n.span.end()).any(|j| {
            name::surname(scene, j).is_some_and(|(_, s)| s == Strength::Strong)
                && n.span.end() - j >= 2
                && n.strength < Strength::Strong
        });
        if inner {
            return false;
        }
        let direct = k == self.from;
        let area = k > 0
            && scene
                .hits
                .before(k, Class::Unit)
                .is_some_and(|h| scene.value(h) == "area" && h.span.first() >= self.from);
        let ok = match n.strength {
            Strength::Strong => n.syllables > 2 || n.all_borne(),
            Strength::Weak if direct => n.syllables > 2 && n.borne > 0 || n.all_borne(),
            Strength::Weak => n.syllables > 2 && n.all_borne() && !area,
            Strength::None => {
                direct && foreign_run(scene, &n) || self.behind_country(k) && foreign_run(scene, &n)
            }
        };
        if ok {
            self.person = Some(n);
        }
        ok
    }

    /// "Tổng thống Mỹ Donald Trump"
    fn behind_country(&self, k: usize) -> bool {
        self.scene
            .hits
            .before(k, Class::Place)
            .is_some_and(|h| self.scene.value(h) == "country" && h.span.first() >= self.from)
    }
}

/// Whether a run of capitals holds a word that is not Vietnamese.
fn foreign_run(scene: &Scene<'_>, n: &Name) -> bool {
    (n.span.first()..n.span.end()).any(|k| {
        scene.text.get(k).is_some_and(|t| t.kind != Kind::AllCaps && name::is_foreign(t, scene.text.norm()))
    })
}
