//! What goes on the organization behind a post over a sign or a joining word: "A - B", "Văn hóa, Giáo dục và Thanh niên",
//! "Đại sứ Việt Nam tại Lào".

use super::clause::{is_head, is_other_post};
use super::name::{self, Strength};
use super::post::PostKind;
use super::tail::Tail;
use crate::lexicon::Class;
use crate::text::Kind;
use crate::w;

impl Tail<'_, '_> {
    /// "A - B", "A và B", "Chi bộ Nông trường 2, Công ty C": goes on where the next piece is of the same name.
    pub(super) fn join(&mut self) -> bool {
        let text = self.scene.text;
        let k = self.end;
        let sign = text.key(k);
        let next = k + 1;
        // "cán bộ địa chính - xây dựng phường A"
        let field = self.kind == PostKind::Job
            && sign == w!("-")
            && self.scene.hits.at(next, Class::NamePart).is_some()
            && text.kind(next) == Kind::Lower;
        if k == self.from && !field {
            return self.behind_comma();
        }
        let Some(token) = text.get(next).filter(|t| !t.starts_sentence()) else {
            return false;
        };
        if self.leaders(k)
            || is_other_post(self.scene, next)
            || self.scene.hits.at(next, Class::PersonTitle).is_some()
            || self.scene.hits.at(next, Class::Address).is_some()
            || name::read(self.scene, next).is_some_and(|n| n.strength == Strength::Strong && n.syllables > 1)
        {
            return false;
        }
        let end = if sign == w!("-")
            && (token.is_capital()
                || self.kind == PostKind::Job && self.scene.hits.at(next, Class::NamePart).is_some())
        {
            self.piece(next)
        } else if sign == w!(",") && (self.is_field(next) || self.about && self.field_of_list(next)) {
            // "Ủy ban Văn hóa, Giáo dục, Thanh niên", "Trưởng khoa Dân tộc, Tôn giáo và Tín ngưỡng"
            self.piece(next)
        } else if sign == w!(",") && self.is_institution(next) {
            self.piece(next).filter(|&e| e > next + 1)
        } else if sign == w!("về") && (self.board() || self.crimes()) {
            // "Ban Chỉ đạo Nhà nước về Du lịch"
            self.piece(next)
        } else if sign == w!(".") && text.glued(k) && text.glued(next) && self.short_area(k) {
            // "Chi cục Thuế Q.1"
            (text.kind(next) == Kind::Number).then_some(next + 1)
        } else if sign == w!("tại") {
            // "Đại sứ Việt Nam tại Lào", "Đảng ủy Việt Nam tại Liên bang Nga"
            let at = if text.matches(next, &[w!("liên"), w!("bang")]) { next + 2 } else { next };
            // "Tòa án nhân dân cấp cao tại Hà Nội" is one of three; "Tổng lãnh sự Việt Nam tại Frankfurt"
            let seated = text.preceded_by(k, &[w!("cấp"), w!("cao")])
                || text.preceded_by(self.from, &[w!("lãnh"), w!("sự")]);
            let place = self.scene.hits.at(at, Class::Place);
            place.filter(|h| seated || self.scene.value(h) == "country").map(|h| h.span.end())
        } else if sign == w!("về") && self.field_behind(next) {
            // "Trung tâm nghiên cứu và ứng dụng khoa học về Giới - Gia đình"
            self.about = true;
            self.piece(next)
        } else if sign == w!(",")
            && text.kind(k - 1) == Kind::AllCaps
            && token.kind == Kind::AllCaps
            && text.key(next + 1) == w!("&")
        {
            // "Bộ LĐ, TB&XH"
            text.get(next + 2).is_some_and(|t| t.is_capital()).then_some(next + 3)
        } else if sign == w!("và") && text.matches(next, &[w!("điều"), w!("hành")]) {
            Some(next + 2)
        } else if sign == w!("và")
            && (token.is_capital() && !is_head(self.scene, next)
                || self.scene.hits.at(next, Class::NamePart).is_some())
        {
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

    /// "Chủ nhiệm chính trị, Bộ chỉ huy Quân sự tỉnh A;": a title without a body, and one behind the comma that ends what is
    /// said of the person.
    fn behind_comma(&mut self) -> bool {
        let (text, next) = (self.scene.text, self.end + 1);
        let opens = text.key(self.end) == w!(",")
            && self.kind == PostKind::Office
            && self.is_institution(next)
            && text.get(next).is_some_and(|t| !t.starts_sentence());
        let Some(end) = (if opens { self.piece(next) } else { None }).filter(|&e| e > next + 1) else {
            return false;
        };
        let closed = [w!(";"), w!(")")].contains(&text.key(end));
        if closed {
            self.take(next, end);
        }
        closed && self.end == end
    }

    /// "Viện trưởng Viện A | và Ban lãnh đạo Viện": others at the side of the holder
    pub(super) fn leaders(&self, k: usize) -> bool {
        let text = self.scene.text;
        text.matches(k, &[w!("và"), w!("ban")]) && [w!("lãnh"), w!("giám")].contains(&text.key(k + 2))
    }

    /// Whether a board has been taken, whose field may follow "về".
    pub(super) fn board(&self) -> bool {
        (self.from.saturating_sub(2)..self.end).any(|k| {
            self.scene.text.matches(k, &[w!("chỉ"), w!("đạo")])
                || self.scene.text.matches(k, &[w!("ủy"), w!("ban")])
        })
    }

    /// "Đội Cảnh sát điều tra tội phạm | về trật tự xã hội"
    pub(super) fn crimes(&self) -> bool {
        self.end > self.from && self.scene.text.preceded_by(self.end, &[w!("tội"), w!("phạm")])
    }

    fn short_area(&self, k: usize) -> bool {
        k > 0 && [w!("q"), w!("p"), w!("h")].contains(&self.scene.text.key(k - 1))
    }

    /// Whether a field with a capital stands behind "về" and a field in lower case before it.
    pub(super) fn field_behind(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        text.kind(k) == Kind::Capital
            && hits.before(k - 1, Class::NamePart).is_some()
            && hits.at(k, Class::Place).is_none()
            && !is_head(self.scene, k)
            && hits.at(k, Class::Surname).is_none()
    }

    /// "về Giới, Gia đình và Phụ nữ": a capital that begins neither a body nor a person.
    fn field_of_list(&self, k: usize) -> bool {
        self.scene.text.kind(k) == Kind::Capital
            && !is_head(self.scene, k)
            && [Class::Surname, Class::Place, Class::Address, Class::PersonTitle, Class::NameEnd]
                .iter()
                .all(|&c| self.scene.hits.at(k, c).is_none())
    }

    /// Whether both sides of the comma before token `k` are fields that a department is named after.
    fn is_field(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        let field = |h: crate::lexicon::Hit| h.span.len() > 1;
        hits.at(k, Class::NamePart).is_some_and(field)
            && hits.before(k - 1, Class::NamePart).is_some_and(field)
            && (text.kind(k) == Kind::Capital || text.kind(k) == Kind::Lower && self.fields_go_on(k))
            && !is_head(self.scene, k)
            && hits.at(k, Class::Place).is_none()
    }

    /// "Cục An ninh Tài chính, tiền tệ, đầu tư": the list of fields goes on behind the one at token `k`.
    fn fields_go_on(&self, k: usize) -> bool {
        let (text, hits) = (self.scene.text, self.scene.hits);
        let Some(end) = hits.at(k, Class::NamePart).map(|h| h.span.end()) else { return false };
        let listed = hits.before(k - 1, Class::NamePart).is_some_and(|h| h.span.first() > self.from + 1)
            && (2..8).any(|d| k > d && text.key(k - d) == w!(","));
        let more =
            [w!(","), w!("và")].contains(&text.key(end)) && hits.at(end + 1, Class::NamePart).is_some();
        more || listed && text.key(end) == w!("(")
    }

    /// "Công ty Cao su Chư Mang": an institution with a name, which may stand behind a comma.
    fn is_institution(&self, k: usize) -> bool {
        self.scene.hits.at(k, Class::Unit).is_some_and(|h| self.scene.value(h) == "institution")
            && self.scene.text.get(k).is_some_and(|t| t.is_capital())
    }
}
