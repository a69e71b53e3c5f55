//! How far the organization behind a post goes.
//!
//! The room of organizations knows where one name ends; a post may hold several ("Phó Bí thư Thường trực Đảng ủy
//! xã Ia Blang"), and behind them the name of the person may follow without any sign. Words in lower case that no
//! list knows go on the name of a department ("Ban quản lý dự án đường sắt đô thị"), but not a bare "Chi bộ".

use super::clause::{is_head, is_other_post};
use super::foreign;
use super::holder;
use super::name::{self, Name, Strength};
use super::post::PostKind;
use super::whole;
use crate::extract::{Scene, organization};
use crate::lexicon::Class;
use crate::text::{Key, Kind};
use crate::w;

/// Walks over the organization behind a title.
pub(super) struct Tail<'a, 't> {
    pub(super) scene: &'a Scene<'t>,
    /// One past the title.
    pub(super) from: usize,
    /// One past what has been taken.
    end: usize,
    /// First token of the piece taken last.
    last: usize,
    kind: PostKind,
    person: Option<Name>,
    /// The name of a person who does not hold the post stands behind "và".
    parted: bool,
    /// Fields behind "về" have been taken.
    about: bool,
}

/// Most words in lower case that no list knows inside one name.
const MOST_UNKNOWN: usize = 10;

impl<'a, 't> Tail<'a, 't> {
    pub(super) fn new(scene: &'a Scene<'t>, from: usize, kind: PostKind) -> Self {
        Self { scene, from, end: from, last: from, kind, person: None, parted: false, about: false }
    }

    /// One past the organization, and the person whose name follows directly.
    pub(super) fn read(mut self) -> (usize, Option<Name>) {
        let text = self.scene.text;
        while self.person.is_none() && !self.parted {
            let mut k = self.end;
            if text.get(k).is_none_or(|t| t.starts_paragraph() || t.starts_sentence()) || self.person_at(k) {
                break;
            }
            // "Bí thư chi bộ của Viện"
            let of = text.key(k) == w!("của");
            if of {
                k += 1;
            }
            let capital = text.get(k).is_some_and(|t| t.is_capital()) && k > self.from + 1;
            if text.key(k) == w!("về") && (self.board() || self.crimes()) && self.join() {
                continue;
            }
            if text.key(k) == w!("về") && k > self.from && self.field_behind(k + 1) && self.join() {
                continue;
            }
            if of && !is_head(self.scene, k) && !capital
                || k > self.from && (self.ends_behind(k) || self.opens_other(k) || self.next_sentence(k))
            {
                break;
            }
            match self.piece(k).filter(|&e| e > k) {
                Some(end) => self.take(k, end),
                None if self.join() || self.unknown() => {}
                None => break,
            }
        }
        (self.end, self.person)
    }

    /// The end of the piece of a name that begins at token `k`.
    fn piece(&self, k: usize) -> Option<usize> {
        let scene = self.scene;
        let text = scene.text;
        if is_other_post(scene, k)
            || text.kind(k) == Kind::Sign
            || text.kind(k) == Kind::Lower && self.opens_other(k)
        {
            return None;
        }
        // "Chủ tịch Đảng Hành động Nhân dân", "Ủy viên Bộ Chính trị Đảng Cộng sản Cuba"
        if text.key(k) == w!("đảng")
            && text.get(k + 1).is_some_and(|t| t.is_capital() && !t.starts_sentence())
        {
            return Some(organization::name_end(scene, k + 1)).filter(|&e| e > k + 1);
        }
        // "Trưởng ban Tổ chức": the organization begins with the last word of the title.
        if k == self.from
            && let Some(end) = self.within_title(k)
        {
            return Some(end);
        }
        let length = |class: Class| scene.hits.at(k, class).map_or(0, |h| h.span.len());
        let (part, unit) = (length(Class::NamePart), length(Class::Unit));
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
        let before = [w!("quan"), w!("sử"), w!("dựng"), w!("ương"), w!("ư"), w!("tác"), w!("tw"), w!("sự")];
        let fits = end > self.from
            && text.key(end) == w!("đảng")
            && text.get(end).is_some_and(|t| !t.starts_sentence())
            && before.contains(&text.key(end - 1));
        if fits { end + 1 } else { end }
    }

    /// The organization whose first words are the last ones of the title: "ban Tổ chức", "văn phòng Công an tỉnh".
    fn within_title(&self, k: usize) -> Option<usize> {
        let hits = self.scene.hits;
        for back in 1..=3usize {
            let first = k.checked_sub(back)?;
            let head = [Class::Committee, Class::PartyOrgan, Class::Unit]
                .iter()
                .filter_map(|&c| hits.at(first, c))
                .map(|h| h.span.end())
                .max();
            // "đại biểu Quốc hội" does not begin a "hội".
            const LEADS: [Key; 5] = [w!("trưởng"), w!("phó"), w!("chánh"), w!("tịch"), w!("nhiệm")];
            let led = first > 0 && LEADS.contains(&self.scene.text.key(first - 1));
            if head.is_some_and(|end| end > k || end == k && led)
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
        self.last = k;
        let mut at = k;
        while at < end {
            let other = self.next_sentence(at)
                || is_other_post(self.scene, at)
                || self.opens_other(at)
                || self.ends_behind(at)
                || self.scene.text.key(at) == w!("kiêm")
                || self.full_stop(at);
            if at > k && (self.person_at(at) || other) {
                self.end = at;
                self.trim(k);
                return;
            }
            // "trường Phan Đình Phùng Nguyễn Thị Hoa": no name begins inside another.
            let whole = [Class::Place, Class::Eponym].iter().find_map(|&c| self.scene.hits.at(at, c));
            at = whole.filter(|h| h.span.end() <= end).map_or(at + 1, |h| h.span.end());
        }
        self.end = end;
        self.trim(k);
    }

    /// "A và" ends with A.
    fn trim(&mut self, k: usize) {
        let text = self.scene.text;
        while self.end > k
            && [w!("-"), w!("và"), w!("&"), w!("."), w!(","), w!("các")].contains(&text.key(self.end - 1))
        {
            self.end -= 1;
        }
    }

    /// "A - B", "A và B", "Chi bộ Nông trường 2, Công ty C": goes on where the next piece is of the same name.
    fn join(&mut self) -> bool {
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
        let Some(token) = text.get(next).filter(|t| !t.starts_paragraph() && !t.starts_sentence()) else {
            return false;
        };
        if is_other_post(self.scene, next)
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
            // "Tòa án nhân dân cấp cao tại Hà Nội" is one of three.
            let court = text.preceded_by(k, &[w!("cấp"), w!("cao")])
                || text.preceded_by(self.from, &[w!("lãnh"), w!("sự")]);
            let place = self.scene.hits.at(at, Class::Place);
            place.filter(|h| court || self.scene.value(h) == "country").map(|h| h.span.end())
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
            && text.get(next).is_some_and(|t| !t.starts_paragraph() && !t.starts_sentence());
        let Some(end) = (if opens { self.piece(next) } else { None }).filter(|&e| e > next + 1) else {
            return false;
        };
        let closed = [w!(";"), w!(")")].contains(&text.key(end));
        if closed {
            self.take(next, end);
        }
        closed && self.end == end
    }

    /// Whether a board has been taken, whose field may follow "về".
    fn board(&self) -> bool {
        (self.from.saturating_sub(2)..self.end).any(|k| {
            self.scene.text.matches(k, &[w!("chỉ"), w!("đạo")])
                || self.scene.text.matches(k, &[w!("ủy"), w!("ban")])
        })
    }

    /// "Đội Cảnh sát điều tra tội phạm | về trật tự xã hội"
    fn crimes(&self) -> bool {
        self.end > self.from && self.scene.text.preceded_by(self.end, &[w!("tội"), w!("phạm")])
    }

    fn short_area(&self, k: usize) -> bool {
        k > 0 && [w!("q"), w!("p"), w!("h")].contains(&self.scene.text.key(k - 1))
    }

    /// Words in lower case that no list knows: they go on inside the name of a department or a firm, and behind an
    /// occupation ("công nhân cạo mủ"), up to a sign or a word that begins a clause.
    fn unknown(&mut self) -> bool {
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
            if token.starts_paragraph() || token.starts_sentence() || self.clause_at(at) && !many {
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
            && text.get(k - 1).is_some_and(|t| !foreign::is_foreign(t, text.norm()))
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
    fn wants_department(&self, k: usize) -> bool {
        const DEPARTMENTS: [Key; 5] = [w!("phòng"), w!("khoa"), w!("ban"), w!("môn"), w!("đội")];
        let text = self.scene.text;
        k > 1
            && DEPARTMENTS.contains(&text.key(k - 1))
            && [w!("trưởng"), w!("phó"), w!("bộ")].contains(&text.key(k - 2))
    }

    /// Whether a field with a capital stands behind "về" and a field in lower case before it.
    fn field_behind(&self, k: usize) -> bool {
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

    /// Whether the name of a person begins at token `k`, so that the organization ends before it.
    fn person_at(&mut self, k: usize) -> bool {
        self.person = self.person.or_else(|| holder::at(self.scene, self.from, self.end.max(self.last), k));
        // "giáo viên môn Toán và Nguyễn Văn An"
        if self.person.is_some() && k > self.from && self.scene.text.key(k - 1) == w!("và") {
            self.person = None;
            self.parted = true;
        }
        self.person.is_some() || self.parted
    }
}
