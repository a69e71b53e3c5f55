//! Where a proper name ends.

use crate::extract::Scene;
use crate::lexicon::{Class, Hit};
use crate::text::{Key, Kind, Token};
use crate::w;

/// One past the last token of the name whose words begin at token `i`; `i` itself when no name begins there.
///
/// `i` is the first word behind a head such as "Viện" or "Đảng bộ". Capitals go on; words in lower case go on
/// when a list knows them inside names, or right behind a capital that opens a compound ("Dâu tằm").
///
/// ```
/// use trichluc::{extract::{Scene, organization}, lexicon::Lexicon, text::Text};
/// let end = |s: &str| {
///     let text = Text::from_source(s);
///     let hits = Lexicon::embedded().scan(&text);
///     organization::name_end(&Scene::new(&text, &hits, Lexicon::embedded()), 1)
/// };
/// assert_eq!(end("Viện Công nghệ vật liệu đã họp"), 5);
/// assert_eq!(end("Viện đã họp"), 1);
/// ```
#[must_use]
pub fn name_end(scene: &Scene<'_>, i: usize) -> usize {
    let text = scene.text;
    let caps = i > 0 && text.kind(i) == Kind::AllCaps && text.kind(i - 1) == Kind::AllCaps;
    let mut walk = Walk { scene, start: i, end: i, caps, joined: false, open: false };
    let mut k = i;
    while let Some(next) = text.get(k).and_then(|t| walk.step(k, t)) {
        k = next;
    }
    walk.end
}

struct Walk<'a, 't> {
    scene: &'a Scene<'t>,
    start: usize,
    /// One past the last token that surely belongs to the name.
    end: usize,
    /// A line of capitals: case tells nothing.
    caps: bool,
    /// "và" or a dash stands right before.
    joined: bool,
    /// A capital that may open a compound stands right before.
    open: bool,
}

impl Walk<'_, '_> {
    /// Reads on at token `k`: where to go on, or `None` where the name has ended.
    fn step(&mut self, k: usize, token: &Token) -> Option<usize> {
        if k > self.start && token.starts_sentence() {
            return None;
        }
        match token.kind {
            Kind::Sign => self.sign(k, token),
            Kind::Number => self.number(k),
            _ => self.word(k, token),
        }
    }

    fn accept(&mut self, end: usize) -> Option<usize> {
        self.end = end;
        self.joined = false;
        self.open = false;
        Some(end)
    }

    fn sign(&mut self, k: usize, token: &Token) -> Option<usize> {
        let text = self.scene.text;
        let next = text.get(k + 1).filter(|t| !t.starts_paragraph())?;
        let inside = self.end == k && k > self.start;
        let tight = text.glued(k) && text.glued(k + 1);
        match token.key {
            // "KH&CN", "Nông nghiệp & PTNT"
            w if w == w!("&") && inside && next.is_word() => Some(k + 1),
            // "Ia H'Drai"
            w if w == w!("'") && tight && next.is_word() => Some(k + 1),
            // "TP.HCM", "T.Ư", "TP. Hồ Chí Minh"
            w if w == w!(".") && inside && is_short(text.get(k - 1)) && next.is_capital() => Some(k + 1),
            // "Đào tạo – Khảo thí", "Hà Nội-Amsterdam"; not "Viện A - Bí thư"
            w if w == w!("-")
                && inside
                && next.is_capital()
                && (tight || self.part(k + 1) > 0 || self.second_half(k + 1)) =>
            {
                if self.ends(k + 1, next) > 0 || self.is_head(k + 1) {
                    return None;
                }
                self.joined = true;
                self.open = true;
                Some(k + 1)
            }
            // "Phòng Tổ chức – hành chính"; not "Phòng Tài chính - kế toán trưởng"
            w if w == w!("-") && inside && self.goes_on_in_lower_case(k) => {
                self.joined = true;
                Some(k + 1)
            }
            _ => None,
        }
    }

    /// Whether both sides of the dash at token `k` are fields that departments are named after.
    fn goes_on_in_lower_case(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        let post = hits.at(k + 1, Class::Post).map_or(0, |h| h.span.len());
        self.scene.text.kind(k + 1) == Kind::Lower
            && hits.before(k, Class::NamePart).is_some()
            && self.part(k + 1) > post.max(1)
    }

    /// Whether the words behind a dash end a name rather than begin a person or a post: "Hồi sức - Cấp cứu tổ chức",
    /// "KHSK – NCCG đã họp", "Hồi sức - Cấp cứu (Đảng bộ …"; not "Chi bộ A - Lò Văn Páo phát biểu".
    fn second_half(&self, k: usize) -> bool {
        let text = self.scene.text;
        let hits = self.scene.hits;
        let person = [Class::Surname, Class::Post, Class::PersonTitle, Class::Address];
        if person.iter().any(|&c| hits.at(k, c).is_some()) {
            return false;
        }
        let mut end = k;
        while end < k + 8
            && let Some(t) = text.get(end).filter(|t| !t.starts_sentence())
            && (t.is_capital() || t.kind == Kind::Lower && text.get(end - 1).is_some_and(Token::is_capital))
            && self.ends(end, t) == 0
        {
            end += self.part(end).max(1);
        }
        let Some(t) = text.get(end).filter(|t| end > k && !t.starts_sentence()) else {
            return false;
        };
        let verb = hits.at(end, Class::NameEnd).is_some_and(|h| self.scene.value(h).ends_with("verb"));
        let body = t.key == w!("(")
            && (self.scene.hits.at(end + 1, Class::PartyBody).is_some()
                || [w!("thuộc"), w!("trực")].contains(&text.key(end + 1)));
        verb || body
    }

    fn number(&mut self, k: usize) -> Option<usize> {
        let text = self.scene.text;
        if self.end != k && !text.preceded_by(k, &[w!("số")]) {
            return None;
        }
        let next = k + 1;
        // "Trường Mầm non 19/8", not "ngày 19/8/2023"
        if text.key(next) == w!("/") && text.glued(next) {
            let day = text.kind(k + 2) == Kind::Number && text.glued(k + 2) && text.key(k + 3) != w!("/");
            return if day { self.accept(k + 3) } else { None };
        }
        // "3 đảng viên", "6 tháng", "5,2", "40 %"
        let glued_sign = [w!(","), w!(".")].contains(&text.key(next))
            && text.glued(next)
            && text.glued(next + 1)
            && text.kind(next + 1) == Kind::Number;
        // "Chi bộ 3 nhiệm kỳ 2025 - 2027", but "trải qua 3 nhiệm kỳ"
        let term = text.matches(next, &[w!("nhiệm"), w!("kỳ")]) && text.kind(next + 2) == Kind::Number;
        if glued_sign || COUNTED.contains(&text.key(next)) && !term {
            return None;
        }
        // "Chi bộ 7b", "Chi bộ 4A"
        let letter = text.glued(next)
            && [w!("a"), w!("b"), w!("c"), w!("d"), w!("e")].contains(&text.key(next))
            && !(text.glued(next + 1) && text.kind(next + 1) != Kind::Sign);
        self.accept(next + usize::from(letter))
    }

    fn word(&mut self, k: usize, token: &Token) -> Option<usize> {
        let text = self.scene.text;
        let lower = token.kind == Kind::Lower;
        let part = self.part(k);
        let end = self.ends(k, token);
        if k > self.start && end > 0 && !self.joined && end >= part {
            return None;
        }
        // "TỔNG KẾT CHI BỘ NĂM 2025"
        if k == self.start && token.key == w!("năm") && text.kind(k + 1) == Kind::Number {
            return None;
        }
        if k == self.start
            && (end > 0 && lower && end >= part || self.scene.hits.at(k, Class::PartyBody).is_some())
        {
            return None;
        }
        if token.key == w!("số") && lower {
            return (text.kind(k + 1) == Kind::Number).then_some(k + 1);
        }
        if token.key == w!("và") && self.end == k {
            return self.conjunction(k);
        }
        if k > self.start && self.is_head(k) && !self.may_hold_head(k) {
            return None;
        }
        if part > 0 {
            return self.accept(k + part);
        }
        // A known place opens no compound: "Yên Bái chủ động".
        if let Some(place) = self.scene.hits.at(k, Class::Place).filter(|_| !lower) {
            return self.accept(place.span.end());
        }
        if let Some(unit) = self.scene.hits.at(k, Class::Unit).filter(|h| self.begins_unit(h)) {
            return self.accept(unit.span.end());
        }
        if !lower {
            // "xây dựng Đảng" is no name
            let holds = BEFORE_PARTY.iter().any(|words| text.preceded_by(k, words));
            if token.key == w!("đảng") && !self.caps && !holds {
                return None;
            }
            self.accept(k + 1);
            self.open = token.kind == Kind::Capital && token.end - token.start > 1;
            return Some(k + 1);
        }
        // the second syllable of a compound that no list knows: "Dâu tằm"
        if self.open && self.end == k || self.goes_on_behind(k) { self.accept(k + 1) } else { None }
    }

    /// "xã", "khu công nghiệp"; a short word in lower case only in front of a name: "tỉnh Nghệ An báo công" ends.
    fn begins_unit(&self, hit: &Hit) -> bool {
        let text = self.scene.text;
        let long = hit.span.len() > 1 || self.scene.value(hit) == "area";
        let capital = text.get(hit.span.first()).is_some_and(|t| t.kind != Kind::Lower);
        long || capital || text.get(hit.span.end()).is_some_and(|t| t.is_capital() && !t.starts_sentence())
    }

    /// A word that no list knows, in front of what can only follow a name or go on with it: "Ươm tạo giống đã họp",
    /// "Ươm tạo giống và Doanh nghiệp".
    fn goes_on_behind(&self, k: usize) -> bool {
        let text = self.scene.text;
        if k == self.start || self.end != k {
            return false;
        }
        let same = |j: usize| text.get(j).filter(|t| !t.starts_sentence());
        let acts = |j: usize| {
            same(j).is_some_and(|t| [w!("đã"), w!("vừa")].contains(&t.key))
                || text.matches(j, &[w!("tổ"), w!("chức")])
                || text.matches(j, &[w!("long"), w!("trọng")])
                || text.matches(j, &[w!("tiến"), w!("hành")])
        };
        let Some(next) = same(k + 1) else { return false };
        let joins =
            next.key == w!("và") && same(k + 2).is_some_and(|t| t.is_capital()) && !self.is_head(k + 2);
        // "Khối hiệu bộ Trường A", "Tổ bảo vệ đã họp": the word that tells what the part of an institution does
        let first = k == self.start + 1 && self.scene.hits.at(self.start, Class::Unit).is_some();
        let two = first
            && next.kind == Kind::Lower
            && self.ends(k + 1, next) == 0
            && (acts(k + 2)
                || same(k + 2).is_some_and(Token::is_capital)
                    && self.scene.hits.at(k + 2, Class::Unit).is_some());
        joins || acts(k + 1) || two
    }

    /// "A và B": goes on when B can be part of the same name.
    fn conjunction(&mut self, k: usize) -> Option<usize> {
        let next = self.scene.text.get(k + 1).filter(|t| !t.starts_paragraph())?;
        let goes_on = k > self.start
            && !self.is_head(k + 1)
            && (next.is_capital() && self.ends(k + 1, next) == 0 || self.part(k + 1) > 0);
        self.joined = goes_on;
        goes_on.then_some(k + 1)
    }

    /// Number of tokens of the list entry that goes on a name here.
    fn part(&self, k: usize) -> usize {
        self.scene.hits.at(k, Class::NamePart).map_or(0, |h| h.span.len())
    }

    /// Number of tokens of the list entry that ends a name here.
    fn ends(&self, k: usize, token: &Token) -> usize {
        let Some(hit) = self.scene.hits.at(k, Class::NameEnd) else { return 0 };
        let counts = token.kind == Kind::Lower || self.caps || self.scene.value(hit).starts_with("any");
        if counts { hit.span.len() } else { 0 }
    }

    /// Whether another organization begins here.
    fn is_head(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        hits.at(k, Class::PartyBody).is_some()
            || hits.at(k, Class::Committee).is_some()
            // "Chi bộ khối Văn phòng" is named after the office
            || hits.at(k, Class::PartyOrgan).is_some_and(|h| h.span.len() > 1)
                && !(self.scene.text.key(k) == w!("văn") && self.scene.text.preceded_by(k, &[w!("khối")]))
                && !self.holds_behind(k)
            || hits.at(k, Class::Unit).is_some_and(|h| {
                self.scene.value(h) == "institution"
                    && JOINED_HEADS.iter().any(|w| self.scene.text.key(k) == *w)
                    && self.scene.text.get(k).is_some_and(|t| t.is_capital())
                    && self.joined_before(k)
            })
    }

    /// "Trường Mầm non Hoa Ban tổ chức lễ …": the name ends in "Ban", and holds a gathering.
    fn holds_behind(&self, k: usize) -> bool {
        let text = self.scene.text;
        let held = [w!("lễ"), w!("hội"), w!("đại"), w!("buổi"), w!("họp"), w!("sinh"), w!("kết"), w!("cuộc")];
        k > self.start
            && text.get(k - 1).is_some_and(Token::is_capital)
            && text.matches(k + 1, &[w!("tổ"), w!("chức")])
            && text.kind(k + 1) == Kind::Lower
            && held.contains(&text.key(k + 3))
    }

    /// "và" or a dash right before `k`.
    fn joined_before(&self, k: usize) -> bool {
        k > 0 && [w!("và"), w!("-"), w!(",")].contains(&self.scene.text.key(k - 1))
    }

    /// "Văn phòng Tỉnh ủy", "Cơ quan Đảng ủy": names that hold the name of a Party body.
    fn may_hold_head(&self, k: usize) -> bool {
        let text = self.scene.text;
        [
            &[w!("văn"), w!("phòng")][..],
            &[w!("cơ"), w!("quan")],
            &[w!("tổ"), w!("chức")],
            &[w!("kiểm"), w!("tra")],
        ]
        .iter()
        .any(|words| text.preceded_by(k, words))
    }
}

/// Words before "Đảng" that make it part of a name: "Trường Đảng", "Các cơ quan Đảng".
const BEFORE_PARTY: [&[Key]; 3] = [&[w!("trường")], &[w!("cơ"), w!("quan")], &[w!("ban")]];

/// First words of institutions that stand on their own behind "và".
const JOINED_HEADS: [Key; 16] = [
    w!("viện"),
    w!("trung"),
    w!("trường"),
    w!("sở"),
    w!("cục"),
    w!("vụ"),
    w!("bệnh"),
    w!("công"),
    w!("tổng"),
    w!("ubnd"),
    w!("hđnd"),
    w!("ủy"),
    w!("học"),
    w!("đại"),
    w!("tập"),
    w!("ngân"),
];

/// Nouns that make a number before them a count.
const COUNTED: [Key; 22] = [
    w!("đảng"),
    w!("đồng"),
    w!("tháng"),
    w!("năm"),
    w!("ngày"),
    w!("lần"),
    w!("người"),
    w!("chi"),
    w!("%"),
    w!("đ"),
    w!("quần"),
    w!("tỷ"),
    w!("triệu"),
    w!("đại"),
    w!("cán"),
    w!("hộ"),
    w!("tập"),
    w!("cá"),
    w!("nhiệm"),
    w!("giờ"),
    w!("h"),
    w!("buổi"),
];

/// "TP", "T", "Q": short forms that a full stop follows inside a name.
fn is_short(token: Option<&Token>) -> bool {
    token.is_some_and(|t| {
        t.is_capital()
            && [w!("tp"), w!("t"), w!("q"), w!("h"), w!("p"), w!("tx"), w!("tt"), w!("x"), w!("th")]
                .contains(&t.key)
    })
}
