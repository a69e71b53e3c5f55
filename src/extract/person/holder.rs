//! Whose post it is: the person whose name follows it without any sign.
//!
//! "Chủ tịch UBND tỉnh Nguyễn Văn An" names a person, "Chủ tịch UBND huyện Trần Văn Thời" a district. The family name
//! decides, then the words before it: behind a place or a Party body a name is likelier than inside that of a firm.

use super::clause::{is_head, is_other_post};
use super::foreign;
use super::name::{self, Name, Strength};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind, Text};
use crate::w;

/// The person whose name begins at token `k`, behind a title that ends at `from` and an organization that reaches to
/// `end`.
pub(super) fn at(scene: &Scene<'_>, from: usize, end: usize, k: usize) -> Option<Name> {
    let tail = Behind { scene, from, end };
    let text = scene.text;
    let hits = scene.hits;
    // "Đoàn Mạnh Hùng" begins like "Đoàn thanh niên", which is a head of two words and more.
    let name_like = name::surname(scene, k).is_some_and(|(_, s)| s == Strength::Strong)
        && text.get(k + 1).is_some_and(|t| t.is_capital())
        && hits.at(k, Class::Unit).is_none_or(|h| h.span.len() < 2);
    if !text.get(k).is_some_and(|t| t.is_capital())
        || is_head(scene, k) && !name_like
        || hits.at(k, Class::Place).is_some()
        || hits.at(k, Class::Eponym).is_some_and(|h| h.span.len() < 2 || k > from && named_after(scene, k))
    {
        return None;
    }
    // "Trưởng văn phòng luật sư Nguyễn Khoa": an office bears the name of its founder.
    if text.preceded_by(k, &[w!("văn"), w!("phòng"), w!("luật"), w!("sư")]) {
        return None;
    }
    // "Bộ Giáo dục và Đào Tạo"
    if hits.at(k, Class::NamePart).is_some_and(|h| h.span.len() > 1) {
        return None;
    }
    let n = name::read(scene, k).filter(|n| n.syllables > 1 && !name::is_mixed(scene, n))?;
    // The name must take the whole run of capitals.
    let last = n.span.end();
    if text.get(last).is_some_and(|t| {
        t.is_capital()
            && !t.starts_sentence()
            && !name::is_stop(scene, last)
            && !n.closed
            && !is_other_post(scene, last)
    }) {
        return None;
    }
    // "Công ty TNHH Dương Dũng", "Chủ tịch CLB Real Madrid"
    if k > 0 && (super::whole::is_form(text.key(k - 1)) || text.key(k - 1) == w!("clb")) {
        return None;
    }
    // "Liên đoàn Taekwondo Quốc | tế": the last word goes on in lower case.
    if hits.at(last - 1, Class::NamePart).is_some_and(|h| h.span.end() > last) {
        return None;
    }
    // A stronger family name inside: "Kim Long Nguyễn Văn An"
    let inner = n.strength < Strength::Strong
        && (k + 1..last)
            .any(|j| last - j >= 2 && name::surname(scene, j).is_some_and(|(_, s)| s == Strength::Strong));
    if inner {
        return None;
    }
    let direct = k == from;
    let area =
        hits.before(k, Class::Unit).is_some_and(|h| scene.value(h) == "area" && h.span.first() >= from);
    let ok = match n.strength {
        Strength::Strong => {
            let unnamed = !direct
                && !name::has_marker(scene, &n)
                && (tail.firm() && hits.before(k, Class::Unit).is_some() || tail.lacks_name(k));
            n.syllables > 2 && !unnamed
                || n.all_borne() && !tail.inside_name(k) && !area && !tail.firm() && !unnamed
        }
        // "Trưởng công an xã Quảng Tâm" names a commune.
        Strength::Weak if direct && hits.before(k, Class::Unit).is_some_and(|h| scene.value(h) == "area") => {
            n.syllables > 2 && n.all_borne()
        }
        Strength::Weak if direct => n.syllables > 2 && n.borne > 0 || n.all_borne(),
        // "Thành ủy Tất Thành Cang"
        Strength::Weak if hits.before(k, Class::PartyBody).is_some() => n.syllables > 2 && n.borne > 0,
        Strength::Weak => n.syllables > 2 && n.all_borne() && !area,
        Strength::None => tail.foreign_at(k, &n),
    };
    ok.then_some(n)
}

/// "phường Nguyễn Chí Thanh", "Trường THPT Trần Phú", but "Chủ nhiệm Tổng cục Chính trị Nguyễn Chí Thanh".
fn named_after(scene: &Scene<'_>, k: usize) -> bool {
    let hits = scene.hits;
    let general = hits.covering(k - 1, Class::NamePart).is_none_or(|h| h.span.len() < 2);
    general
        || hits.before(k, Class::Unit).is_some()
        || hits.before(k, Class::NamedAfter).is_some()
        || scene.text.preceded_by(k, &[w!("quốc"), w!("gia")])
}

/// What stands between the title and the name.
struct Behind<'a, 't> {
    scene: &'a Scene<'t>,
    from: usize,
    end: usize,
}

impl Behind<'_, '_> {
    /// "Trung tâm Ý Tưởng Việt": a capital right before that is neither a place nor a known word goes on the name of a
    /// firm as well as it ends it.
    fn inside_name(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        k > self.from
            && self.scene.text.kind(k - 1) == Kind::Capital
            && [Class::Place, Class::NamePart, Class::Unit, Class::PartyBody]
                .iter()
                .all(|&c| hits.covering(k - 1, c).is_none())
    }

    /// "Công ty TNHH Thương mại Xuất nhập khẩu | Hoàng Gia Phát": nothing but its trade stands between the first word of a
    /// firm and token `k`, so that its name begins there.
    fn lacks_name(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        let head = (self.from..k).rev().find(|&j| {
            text.matches(j, &[w!("công"), w!("ty")]) || [w!("cty"), w!("tnhh")].contains(&text.key(j))
        });
        let trade = |j: usize| {
            text.kind(j) == Kind::Lower
                || super::whole::is_form(text.key(j))
                || [Class::NamePart, Class::Unit].iter().any(|&c| hits.covering(j, c).is_some())
        };
        // "ông A, Giám đốc Công ty Hoàng Gia Phát": the post is that of the person before.
        head.is_some_and(|head| (k > head + 2 || self.named_before()) && (head..k).all(trade))
    }

    /// "Tổng thống Mỹ Donald Trump", "Giám đốc FBI James Comey", "Chánh Văn phòng Nhà Trắng Reince Priebus": the name
    /// begins with its first word that is not Vietnamese.
    fn foreign_at(&self, k: usize, n: &Name) -> bool {
        let text = self.scene.text;
        let foreign = |j: usize| text.kind(j) != Kind::AllCaps && foreign::is_foreign(text, j);
        // "Chủ tịch Trung Quốc Tập Cận Bình"
        let country = self
            .scene
            .hits
            .before(k, Class::Place)
            .is_some_and(|h| self.scene.value(h) == "country" && h.span.first() >= self.from);
        let caps = k > self.from && text.kind(k - 1) == Kind::AllCaps;
        let any = (n.span.first()..n.span.end()).any(foreign);
        // "Giám đốc Honda Việt Nam", "Trưởng phòng VietinBank Chi nhánh A", "Brandon Moss - Phó giám đốc United Capital"
        let placed = (k..n.span.end())
            .any(|j| self.scene.hits.at(j, Class::Place).is_some_and(|h| h.span.len() > 1))
            || text.key(n.span.end() - 1) == w!("vietnam");
        let held = k == self.from && of_firm(self.scene, self.from) && self.named_behind(n);
        if placed || held || bank(text, k) || k == self.from && self.named_before() {
            return false;
        }
        // "Công ty California Waste Solutions", "Phó Tổng giám đốc Vietnam Airlines"
        let placed_firm = self.firm()
            && country
            && self
                .scene
                .hits
                .before(k, Class::Place)
                .is_some_and(|h| self.scene.hits.before(h.span.first(), Class::Unit).is_some());
        if self.named_before_dash() || placed_firm || (k..n.span.end()).any(|j| bank(text, j)) {
            return false;
        }
        // "Minh Hưng Group Lâm Đạo Hưng"
        if foreign(k) && (k + 1..n.span.end()).any(|j| name::surname(self.scene, j).is_some()) {
            return false;
        }
        // "Chủ tịch Nissan Carlos Ghosn", "ông A, Giám đốc điều hành Piaggio Fast Forward": the first word may be a firm.
        if of_firm(self.scene, self.from) && !country {
            let first = k == self.from;
            let owned = text.key(n.span.end()) == w!("của");
            if (first || k == self.from + 1) && self.named_before() && !owned
                || first && n.syllables > 2 && self.alone_elsewhere(k)
                || k == self.from + 1 && foreign(self.from) && !self.alone_elsewhere(self.from)
            {
                return false;
            }
        }
        let chamber = self.scene.hits.covering(k.saturating_sub(1), Class::NamePart).is_some()
            || [w!("viện"), w!("hội"), w!("phủ")].contains(&text.key(k.saturating_sub(1)));
        if country && !any {
            return n.syllables == 3;
        }
        if chamber && k > self.from && !self.firm() {
            return foreign(k);
        }
        if k == self.from || country || caps {
            any && (foreign(k) || n.syllables < 4 && !foreign(n.span.end() - 1) || n.syllables < 3)
        } else {
            foreign(k)
                && any
                && k > self.from
                && text.get(k - 1).is_some_and(|t| t.is_capital())
                && !self.firm()
        }
    }

    /// Whether the word at token `k` stands elsewhere in the article with another word behind it.
    fn alone_elsewhere(&self, k: usize) -> bool {
        let text = self.scene.text;
        (0..text.len()).any(|j| {
            j != k
                && text.key(j) == text.key(k)
                && text.get(j).is_some_and(|t| t.is_capital())
                && text.key(j + 1) != text.key(k + 1)
        })
    }

    /// Whether a name and a comma, or a foreign name and a dash, stand before the post, which is then that person's.
    fn named_before(&self) -> bool {
        let text = self.scene.text;
        self.title().is_some_and(|j| {
            let capital = |d: usize| {
                j.checked_sub(d).and_then(|b| text.get(b)).is_some_and(|t| t.kind == Kind::Capital)
            };
            let place = self.scene.hits.before(j.saturating_sub(1), Class::Place).is_some();
            let listed = text.key(j.saturating_sub(1)) == w!(",") && capital(2) && capital(3) && !place;
            listed && of_firm(self.scene, self.from) || self.named_before_dash()
        })
    }

    /// Whether a foreign name and a dash stand before the post: "Brandon Moss - Phó giám đốc United Capital".
    fn named_before_dash(&self) -> bool {
        let text = self.scene.text;
        self.title().is_some_and(|j| {
            j > 1
                && text.key(j - 1) == w!("-")
                && text.kind(j - 2) == Kind::Capital
                && foreign::is_foreign(text, j - 2)
        })
    }

    /// The first token of the title.
    fn title(&self) -> Option<usize> {
        (1..6).map_while(|d| self.from.checked_sub(d)).find(|&j| self.scene.hits.at(j, Class::Post).is_some())
    }

    fn firm(&self) -> bool {
        is_firm(self.scene, self.from, self.end)
    }

    /// "Cựu Chủ tịch Real Madrid, ông Ramon Calderon": the holder is named behind the comma.
    fn named_behind(&self, n: &Name) -> bool {
        let (text, end) = (self.scene.text, n.span.end());
        text.key(end) == w!(",")
            && [w!("ông"), w!("bà")].contains(&text.key(end + 1))
            && text.get(end + 2).is_some_and(|t| t.is_capital())
    }
}

/// Whether the title that ends at token `from` is one of firms: their names follow it without any head.
pub(super) fn of_firm(scene: &Scene<'_>, from: usize) -> bool {
    const TITLES: [Key; 6] = [w!("tịch"), w!("đốc"), w!("hành"), w!("lập"), w!("ceo"), w!("marketing")];
    from > 0 && TITLES.contains(&scene.text.key(from - 1))
}

/// Whether the organization between two tokens is a firm, whose name may be foreign or that of a person.
pub(super) fn is_firm(scene: &Scene<'_>, from: usize, end: usize) -> bool {
    const FIRMS: [Key; 6] = [w!("công"), w!("cty"), w!("tập"), w!("hãng"), w!("ngân"), w!("clb")];
    (from..end).any(|j| FIRMS.contains(&scene.text.key(j)))
}

/// "VietinBank", "Vingroup": words of firms, never of persons.
fn bank(text: &Text<'_>, k: usize) -> bool {
    const ENDS: [&str; 8] = ["bank", "group", "corp", "tech", "soft", "mart", "airlines", "holdings"];
    let Some(word) = text.get(k).and_then(|t| text.norm().get(t.start as usize..t.end as usize)) else {
        return false;
    };
    let lower = word.to_ascii_lowercase();
    ENDS.iter().any(|e| lower.ends_with(e))
}
