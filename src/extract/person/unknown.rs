//! Words in lower case that no list knows, inside the organization behind a post.

use super::clause::is_other_post;
use super::foreign;
use super::post::PostKind;
use super::tail::Tail;
use super::whole;
use crate::lexicon::Class;
use crate::text::{Key, Kind};
use crate::w;

/// Most words in lower case that no list knows inside one name.
const MOST_UNKNOWN: usize = 10;

impl Tail<'_, '_> {
    /// Words in lower case that no list knows: they go on inside the name of a department or a firm, and behind an
    /// occupation ("công nhân cạo mủ"), up to a sign or a word that begins a clause.
    pub(super) fn unknown(&mut self) -> bool {
        let (scene, k) = (self.scene, self.end);
        let text = scene.text;
        let before = |c: Class| scene.hits.before(k, c).is_some();
        // "Hội đồng xét tuyển …", "Ban chỉ đạo giải thưởng" want to go on
        let wants = k > 0 && [w!("đồng"), w!("đạo"), w!("lý")].contains(&text.key(k - 1));
        let area = scene.hits.before(k, Class::Unit).is_some_and(|h| scene.value(h) == "area");
        let bare = before(Class::Unit) && !wants;
        // "Chủ tịch Hội | siêu thị Hà Nội": the title itself ends in the first word of a body.
        let held = k == self.from
            && scene.hits.before(k, Class::Unit).is_some_and(|h| scene.value(h) == "institution");
        let open = if k == self.from && !held {
            self.kind == PostKind::Job || self.wants_department(k)
        } else {
            // "Công ty TNHH xử lý nước A"
            (held || text.kind(k - 1) == Kind::Lower || self.half_word(k) || whole::is_form(text.key(k - 1)))
                && !area
                && (wants || !before(Class::PartyOrgan))
                && !before(Class::PartyBody)
                && !before(Class::Committee)
                && !before(Class::Place)
        };
        if !open || text.kind(k) != Kind::Lower {
            return false;
        }
        let mut at = k;
        while at - k <= MOST_UNKNOWN {
            let Some(token) = text.get(at) else { break };
            // "Ban quản lý dự án đầu tư xây dựng các công trình giao thông"
            let many = at == k
                && (token.key == w!("các") && text.key(k + 1) != w!("khóa")
                    || whole::is_form(text.key(k - 1))
                    || self.half_word(k) && self.ends_weakly(k));
            if token.starts_sentence() || self.clause_at(at) && !many {
                break;
            }
            let part = scene.hits.at(at, Class::NamePart).map_or(1, |h| h.span.len());
            match token.kind {
                Kind::Sign
                    if token.key == w!("-")
                        && text.get(at + 1).is_some_and(|t| t.is_capital())
                        && !is_other_post(scene, at + 1) =>
                {
                    at += 1
                }
                Kind::Sign => break,
                Kind::Lower | Kind::Number => at += part,
                _ if self.person_at(at) => {
                    self.end = at;
                    self.trim(k);
                    return true;
                }
                _ if self.opens_other(at) || is_other_post(scene, at) => break,
                _ => at = scene.hits.at(at, Class::Place).map_or(at + part, |h| h.span.end()),
            }
        }
        // "Trưởng phòng điều trị rối loạn stress, Viện A": up to a sign, never up to a verb
        if k == self.from && !held && self.kind != PostKind::Job && text.kind(at) != Kind::Sign {
            return false;
        }
        // Behind a bare "Trung tâm" only what holds a name: "Trung tâm chống độc Bệnh viện A".
        let named = (k..at).any(|j| text.get(j).is_some_and(|t| t.is_capital()));
        if at - k > MOST_UNKNOWN || at == k || (bare || held) && !named {
            return false;
        }
        self.end = at;
        self.trim(k);
        self.end > k
    }

    /// "Hội | siêu thị Hà Nội", "Hội Luật | gia tỉnh A": behind a capital that is the bare first word of a body, or the
    /// first syllable behind one, whose word must go on.
    fn half_word(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        let institution =
            |j: usize| hits.before(j, Class::Unit).is_some_and(|h| self.scene.value(h) != "area");
        text.kind(k - 1) == Kind::Capital
            && (institution(k) || institution(k - 1) || self.wants_department(k - 1))
            && hits.covering(k - 1, Class::Place).is_none()
            && !foreign::is_foreign(text, k - 1)
    }

    /// Whether the word at token `k` ends the names of bodies, but is no verb of persons: "Nghiệm | thu", "Thu | hồi".
    fn ends_weakly(&self, k: usize) -> bool {
        [Class::PersonVerb, Class::Predicate, Class::Action, Class::Address]
            .iter()
            .all(|&c| self.scene.hits.at(k, c).is_none())
            && self.scene.hits.at(k, Class::NameEnd).is_none_or(|h| !self.scene.value(h).ends_with("verb"))
            && !is_other_post(self.scene, k)
            && self.scene.text.key(k) != w!("và")
    }

    /// "Trưởng phòng", "Phó trưởng khoa": titles that the name of a department completes.
    pub(super) fn wants_department(&self, k: usize) -> bool {
        const DEPARTMENTS: [Key; 6] = [w!("phận"), w!("phòng"), w!("khoa"), w!("ban"), w!("môn"), w!("đội")];
        let text = self.scene.text;
        k > 1
            && DEPARTMENTS.contains(&text.key(k - 1))
            && [w!("trưởng"), w!("phó"), w!("bộ")].contains(&text.key(k - 2))
    }
}
