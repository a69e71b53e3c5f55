//! How far the organization behind a post goes.
//!
//! The room of organizations knows where one name ends; a post may hold several ("Phó Bí thư Thường trực Đảng ủy
//! xã Ia Blang"), and behind them the name of the person may follow without any sign. Words in lower case that no
//! list knows go on the name of a department ("Ban quản lý dự án đường sắt đô thị"), but not a bare "Chi bộ".

use super::clause::{is_head, is_other_post};
use super::holder;
use super::lead;
use super::name::Name;
use super::post::PostKind;
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
    pub(super) end: usize,
    /// First token of the piece taken last.
    last: usize,
    pub(super) kind: PostKind,
    person: Option<Name>,
    /// The name of a person who does not hold the post stands behind "và".
    parted: bool,
    /// Fields behind "về" have been taken.
    pub(super) about: bool,
}

impl<'a, 't> Tail<'a, 't> {
    pub(super) fn new(scene: &'a Scene<'t>, from: usize, kind: PostKind) -> Self {
        Self { scene, from, end: from, last: from, kind, person: None, parted: false, about: false }
    }

    /// One past the organization, and the person whose name follows directly.
    pub(super) fn read(mut self) -> (usize, Option<Name>) {
        while self.person.is_none() && !self.parted {
            let before = self.end;
            // A piece that is nothing but "VÀ" is none.
            if !self.step() || self.end <= before {
                break;
            }
        }
        (self.end, self.person)
    }

    /// Takes the next piece; `false` where there is none.
    fn step(&mut self) -> bool {
        let text = self.scene.text;
        let mut k = self.end;
        if text.get(k).is_none_or(|t| t.starts_sentence()) || self.person_at(k) {
            return false;
        }
        // "Viện trưởng GS.TS. Nguyễn Văn An"
        if k == self.from && lead::titles_a_name(self.scene, k) {
            return false;
        }
        // "Bí thư chi bộ của Viện"
        let of = text.key(k) == w!("của");
        if of {
            k += 1;
        }
        let capital = text.get(k).is_some_and(|t| t.is_capital()) && k > self.from + 1;
        if text.key(k) == w!("về") && (self.board() || self.crimes()) && self.join() {
            return true;
        }
        if text.key(k) == w!("về") && k > self.from && self.field_behind(k + 1) && self.join() {
            return true;
        }
        if of && !is_head(self.scene, k) && !capital
            || k > self.from && (self.ends_behind(k) || self.opens_other(k) || self.next_sentence(k))
        {
            return false;
        }
        match self.piece(k).filter(|&e| e > k) {
            Some(end) => {
                self.take(k, end);
                true
            }
            None => self.join() || self.unknown(),
        }
    }

    /// The end of the piece of a name that begins at token `k`.
    pub(super) fn piece(&self, k: usize) -> Option<usize> {
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
        // "A - Bí thư 2. B - Phó Bí thư": the number of the next item
        let item = || {
            [w!("."), w!(")")].contains(&text.key(k + 1)) && text.get(k + 2).is_some_and(|t| t.is_capital())
        };
        if text.kind(k) == Kind::Number
            && (k == self.from && (text.kind(k + 1) != Kind::Sign || item())
                || text.kind(k - 1) == Kind::Sign)
        {
            return None;
        }
        // "Trưởng phòng tham mưu": a field, though a verb elsewhere
        let end = organization::name_end(scene, k);
        let field = scene.hits.at(k, Class::NamePart).map(|h| h.span.end());
        let end = field.filter(|_| end == k && k == self.from && self.wants_department(k)).unwrap_or(end);
        Some(self.party_word(end))
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
            // "Phó Trưởng ban Thường trực Ban Tổ chức Tỉnh ủy": the title is complete, another body begins.
            let led = led && !is_head(self.scene, k);
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
    pub(super) fn take(&mut self, k: usize, end: usize) {
        self.last = k;
        let mut at = k;
        while at < end {
            let other = self.next_sentence(at)
                || is_other_post(self.scene, at)
                || self.opens_other(at)
                || self.ends_behind(at)
                || self.scene.text.key(at) == w!("kiêm")
                || self.full_stop(at)
                || self.leaders(at);
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
    pub(super) fn trim(&mut self, k: usize) {
        let text = self.scene.text;
        while self.end > k
            && [w!("-"), w!("và"), w!("&"), w!("."), w!(","), w!("các")].contains(&text.key(self.end - 1))
        {
            self.end -= 1;
        }
    }

    /// Whether the name of a person begins at token `k`, so that the organization ends before it.
    pub(super) fn person_at(&mut self, k: usize) -> bool {
        self.person = self.person.or_else(|| holder::at(self.scene, self.from, self.end.max(self.last), k));
        // "giáo viên môn Toán và Nguyễn Văn An"
        if self.person.is_some() && k > self.from && self.scene.text.key(k - 1) == w!("và") {
            self.person = None;
            self.parted = true;
        }
        self.person.is_some() || self.parted
    }
}
