//! Where the organization behind a post ends: at a clause that goes on, another post, another person.

use super::name;
use super::post::heads_state;
use super::tail::Tail;
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind};
use crate::w;

impl Tail<'_, '_> {
    /// "Bộ TT&TT. Thứ tư": a short form that ends a sentence; "TP. Hồ Chí Minh" does not.
    pub(super) fn full_stop(&self, k: usize) -> bool {
        let text = self.scene.text;
        const AREAS: [Key; 7] = [w!("tp"), w!("tx"), w!("q"), w!("p"), w!("h"), w!("t"), w!("x")];
        text.key(k) == w!(".") && !text.glued(k + 1) && k > 0 && !AREAS.contains(&text.key(k - 1))
    }

    /// "TAND TP.HCM Cần | có án lệ", "Hiệp hội Du lịch Việt Nam Có | cùng quan điểm": a sentence begins behind a place and
    /// the full stop is missing.
    pub(super) fn next_sentence(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        text.kind(k) == Kind::Capital
            && text.kind(k + 1) == Kind::Lower
            && text.key(k) != w!("mới")
            && (hits.before(k, Class::Place).is_some() || text.key(k - 1) == w!("hcm"))
            && (hits.at(k, Class::PersonVerb).is_some_and(|h| h.span.len() < 2)
                || self.authority()
                    && [Class::NamePart, Class::Unit, Class::PartyOrgan, Class::Place, Class::Surname]
                        .iter()
                        .all(|&c| hits.at(k, c).is_none()))
    }

    /// Whether the body is one of the State, whose name ends with that of its place: "Công an Nghệ An Dân | mình".
    fn authority(&self) -> bool {
        let text = self.scene.text;
        const HEADS: [&[Key]; 5] =
            [&[w!("công"), w!("an")], &[w!("ubnd")], &[w!("hđnd")], &[w!("sở")], &[w!("cục")]];
        (self.from..self.from + 4).any(|j| HEADS.iter().any(|h| text.matches(j, h)))
    }

    /// Whether a clause goes on at token `k`, behind something that is complete: "Công an tỉnh thông tin", "UBND
    /// huyện điều hành"; not "Trưởng phòng Thông tin".
    pub(super) fn ends_behind(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        let text = self.scene.text;
        // "BÍ THƯ CHI BỘ CHỦ TRÌ HỘI NGHỊ"
        let long = |c: Class| hits.at(k, c).is_some_and(|h| h.span.len() > 1);
        if k > self.from && name::caps_line(self.scene, k) && (long(Class::Action) || long(Class::PersonVerb))
        {
            return true;
        }
        if text.kind(k) != Kind::Lower || k == 0 {
            return false;
        }
        // "Giám đốc Bệnh viện đại diện Đảng ủy dự"
        if text.matches(k, &[w!("đại"), w!("diện")])
            && (text.key(k + 2) == w!("cho") || is_head(self.scene, k + 2))
        {
            return true;
        }
        let complete = text.get(k - 1).is_some_and(|t| t.is_capital() && t.end - t.start > 2)
            || text.kind(k - 1) == Kind::Number
            || hits.before(k, Class::Unit).is_some_and(|h| self.scene.value(h) == "area")
            || hits.before(k, Class::PartyBody).is_some();
        let part = hits.at(k, Class::NamePart).map_or(0, |h| h.span.len());
        let verb = hits.at(k, Class::PersonVerb).map_or(0, |h| h.span.len());
        let compound = text.get(k - 1).is_some_and(|t| t.kind == Kind::Capital)
            && [Class::NamePart, Class::Unit, Class::PartyOrgan]
                .iter()
                .any(|&c| hits.covering(k, c).is_some_and(|h| h.span.first() < k));
        // "Văn phòng Đăng ký": one syllable behind a first capital is the rest of a word.
        let word = verb == 1
            && text.kind(k - 1) == Kind::Capital
            && k > 1
            && text.kind(k - 2) == Kind::Lower
            && hits.before(k - 1, Class::Unit).is_none_or(|h| self.scene.value(h) != "area");
        complete && !word && text.key(k) != w!("tại") && !compound && verb > 0 && (verb > 1 || part == 0)
    }

    /// "và Trung tá Nguyễn Văn An", "Yên Bái Theo quyết định": what opens something else.
    pub(super) fn opens_other(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        let text = self.scene.text;
        if !text.get(k).is_some_and(|t| t.is_capital()) {
            // "Công đoàn Viên chức", not "đoàn viên"
            if hits.covering(k, Class::Unit).is_some_and(|h| h.span.first() < k) {
                return false;
            }
            return hits.at(k, Class::Address).is_some_and(|h| {
                h.span.len() > 1 && !["occupation", "member", "folk"].contains(&self.scene.value(h))
                    || text.key(k) == w!("ông")
                    || text.key(k) == w!("bà")
            });
        }
        // "tỉnh Bà Rịa - Vũng Tàu", "báo Nông Thôn Ngày Nay"
        let time = [w!("ngày"), w!("chiều"), w!("sáng")].contains(&text.key(k))
            && text.get(k + 1).is_some_and(|t| t.is_capital() && !t.starts_sentence());
        if time || hits.at(k, Class::Place).is_some_and(|h| h.span.len() > 1) {
            return false;
        }
        // "Học viện Chính trị quốc gia Hồ Chí Minh Từ năm 1947": the full stop is missing.
        const OPENERS: [Key; 8] =
            [w!("từ"), w!("tại"), w!("trong"), w!("khi"), w!("vì"), w!("trước"), w!("hiện"), w!("với")];
        if text.kind(k) == Kind::Capital
            && OPENERS.contains(&text.key(k))
            && text.get(k + 1).is_some_and(|t| matches!(t.kind, Kind::Lower | Kind::Number))
            // "Huyện ủy Đại Từ giữ chức"
            && hits.at(k + 1, Class::PersonVerb).is_none()
            && hits.at(k + 1, Class::Predicate).is_none()
        {
            return true;
        }
        // "Viện Tim mạch và PGS.TS A"
        if hits.at(k, Class::PersonTitle).is_some()
            && matches!(text.kind(k), Kind::AllCaps | Kind::Mixed)
            && text.key(k + 1) == w!(".")
            && text.glued(k + 1)
            && text.get(k + 2).is_some_and(|t| t.is_capital())
        {
            return true;
        }
        let council = k > 0 && [w!("đồng"), w!("hội")].contains(&text.key(k - 1));
        hits.at(k, Class::PersonTitle).is_some_and(|h| h.span.len() > 1) && !council
            || text.kind(k) == Kind::Capital
                // "Ban Chỉ đạo" is one word.
                && ![Class::PartyOrgan, Class::Unit, Class::NamePart]
                    .iter()
                    .any(|&c| hits.covering(k, c).is_some_and(|h| h.span.first() < k || h.span.len() > 1))
                && hits
                    .at(k, Class::NameEnd)
                    .zip(hits.at(k, Class::NameStop))
                    .is_some_and(|(e, s)| e.span == s.span)
                && name::is_stop(self.scene, k)
    }

    /// Whether a word that begins a clause, or a person, stands at token `k`.
    pub(super) fn clause_at(&self, k: usize) -> bool {
        let hits = self.scene.hits;
        let text = self.scene.text;
        if text.kind(k) != Kind::Lower {
            return false;
        }
        if text.key(k) == w!("kiêm") {
            return true;
        }
        if text.key(k) == w!("và") {
            return hits.at(k + 1, Class::NamePart).is_none() && text.kind(k + 1) != Kind::Lower;
        }
        let part = hits.at(k, Class::NamePart).map_or(0, |h| h.span.len());
        // "giáo viên cắm bản": right behind an occupation only a verb of persons begins a clause.
        let enders: &[Class] = if k == self.from {
            &[Class::PersonVerb, Class::Predicate, Class::Action]
        } else {
            &[Class::PersonVerb, Class::NameEnd, Class::Predicate, Class::Action]
        };
        enders.iter().any(|&c| {
            hits.at(k, c).is_some_and(|h| {
                h.span.len() > part && self.scene.value(h) != "is" || text.key(k) == w!("là")
            })
        }) || is_other_post(self.scene, k)
            || hits.at(k, Class::Address).is_some_and(|h| {
                ["comrade", "plain"].contains(&self.scene.value(h))
                    && text.get(h.span.end()).is_some_and(|t| t.is_capital())
            })
    }
}

/// Whether the first words of another post stand at token `k`. Occupations inside the name of an organization
/// ("Hội đồng HLV quốc gia") are none.
pub(super) fn is_other_post(scene: &Scene<'_>, k: usize) -> bool {
    let hits = scene.hits;
    // "Phủ Chủ tịch", "Hội đồng Bộ trưởng"
    let office = scene.text.preceded_by(k, &[w!("văn"), w!("phòng")]) && heads_state(scene, k).is_some();
    if office {
        return false;
    }
    let house = k > 0 && scene.text.get(k - 1).is_some_and(|t| t.kind == Kind::Capital && t.key == w!("phủ"));
    if house
        || k > 0 && scene.text.matches(k, &[w!("bộ"), w!("trưởng")]) && scene.text.key(k - 1) == w!("đồng")
    {
        return false;
    }
    let inside =
        |end: usize| hits.covering(k, Class::Unit).is_some_and(|h| h.span.first() < k && h.span.end() >= end);
    hits.at(k, Class::Post).is_some_and(|h| scene.value(h) != "job" && !inside(h.span.end()))
        || hits
            .at(k, Class::PostPart)
            .is_some_and(|h| scene.value(h) == "before" && hits.at(h.span.end(), Class::Post).is_some())
}

/// Whether the first word of an organization stands at token `k`.
pub(super) fn is_head(scene: &Scene<'_>, k: usize) -> bool {
    [Class::PartyBody, Class::Committee, Class::PartyOrgan, Class::Unit]
        .iter()
        .any(|&c| scene.hits.at(k, c).is_some())
}
