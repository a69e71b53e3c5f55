//! What counts as one fact: the fields of the headline, and the key that two facts are compared by.
//!
//! The definition is that of the record's contract: a person is a name, a role a name with the role's words, a
//! count a value with its unit, and so on. Facts of one field with one key are one fact, however often the
//! article or the labels state it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fold::{dong, fold, key, number};
use super::label::{Amount, CountLabel, Labels, MentionLabel};

macro_rules! fields {
    ($($variant:ident $name:literal $vi:literal $told:literal $doc:literal;)*) => {
        /// A scored field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Field { $(#[doc = $doc] #[serde(rename = $name)] $variant,)* }

        impl Field {
            /// Every field, in the order of reports.
            pub const ALL: [Field; [$($name),*].len()] = [$(Field::$variant),*];

            /// The name in JSON and on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Field::$variant => $name,)* }
            }

            /// The name in Vietnamese.
            #[must_use]
            pub fn vietnamese(self) -> &'static str {
                match self { $(Field::$variant => $vi,)* }
            }

            /// What one fact of the field is, in Vietnamese.
            #[must_use]
            pub fn definition_vi(self) -> &'static str {
                match self { $(Field::$variant => $told,)* }
            }

            /// What one fact of the field is, in English.
            #[must_use]
            pub fn definition(self) -> &'static str {
                match self { $(Field::$variant => $doc,)* }
            }
        }
    };
}

fields! {
    Cell "cell" "tổ chức đảng" "khóa so sánh của tổ chức đảng" "the key of the Party organization";
    MeetingKind "meeting.kind" "loại hội nghị" "loại hội nghị" "the kind of the gathering";
    MeetingDate "meeting.date" "ngày họp" "ngày họp" "the day of the gathering";
    Dates "dates" "ngày tháng" "giá trị của ngày, tháng, khoảng (trừ năm)" "the value of a date more exact than a year";
    Years "years" "năm" "giá trị của năm" "the value of a year";
    Directives "directives" "văn bản" "số văn bản" "the number of a document";
    DirectivesDate "directives.date" "ngày văn bản" "số văn bản và ngày ban hành" "the number of a document with its day of issue";
    DirectivesIssuer "directives.issuer" "nơi ban hành" "số văn bản và nơi ban hành" "the number of a document with its issuer";
    DirectivesType "directives.type" "loại văn bản" "số văn bản và loại" "the number of a document with its type";
    People "people" "người" "họ tên" "the name of a person";
    PeopleAdmitted "people.admitted" "người được kết nạp" "họ tên người được kết nạp" "the name of a person admitted to the Party";
    Roles "roles" "chức vụ" "họ tên và chữ của chức vụ" "the name of a person with the words of the role";
    Counts "counts" "số lượng" "giá trị và đơn vị đếm" "a value with its unit";
    CountsValue "counts.value" "giá trị số" "riêng giá trị" "a value alone";
    Measures "measures" "chỉ tiêu" "chỉ tiêu và giá trị" "a measure with its value";
    Ratings "ratings" "xếp loại" "ai được xếp loại, mức và giá trị" "the one rated, the rating and its value";
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Field {
    type Err = crate::Error;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|f| f.name() == s).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|f| f.name()).collect();
            crate::Error::new(format!("unknown field `{s}`")).remedy(format!("one of {}", names.join(", ")))
        })
    }
}

/// What two facts of one field are compared by: up to three folded parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key(pub Vec<Option<String>>);

impl Key {
    /// Part `i`, `None` where the fact has none.
    #[must_use]
    pub fn part(&self, i: usize) -> Option<&str> {
        self.0.get(i).and_then(|p| p.as_deref())
    }
}

/// One fact: its key, its words for people, and where the article states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is compared by.
    pub key: Key,
    /// As it was written: "Lò Văn Páo · Bí thư Chi bộ".
    pub shown: String,
    /// Where the article states it.
    pub mentions: Vec<MentionLabel>,
}

/// The facts of one article: for each of [`Field::ALL`], once per key, in order of keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts([Vec<Fact>; Field::ALL.len()]);

impl Facts {
    /// The facts that `labels` state.
    #[must_use]
    pub fn of(labels: &Labels) -> Self {
        let mut facts = Self::default();
        facts.add_single_fields(labels);
        facts.add_directives(labels);
        facts.add_people(labels);
        facts.add_numbers(labels);
        for list in &mut facts.0 {
            unite(list);
        }
        facts
    }

    /// The facts of one field, in order of keys.
    #[must_use]
    pub fn get(&self, field: Field) -> &[Fact] {
        self.0.get(field as usize).map_or(&[], Vec::as_slice)
    }

    /// The fact of `field` with this key.
    #[must_use]
    pub fn find(&self, field: Field, key: &Key) -> Option<&Fact> {
        let list = self.get(field);
        list.binary_search_by(|f| f.key.cmp(key)).ok().and_then(|i| list.get(i))
    }

    /// Whether `field` holds a fact of this key.
    #[must_use]
    pub fn has(&self, field: Field, key: &Key) -> bool {
        self.find(field, key).is_some()
    }

    /// Gives facts new keys; those that become equal become one.
    pub fn rename(&mut self, field: Field, new_key: impl Fn(&Key) -> Option<Key>) {
        let Some(list) = self.0.get_mut(field as usize) else { return };
        let mut changed = false;
        for fact in list.iter_mut() {
            if let Some(key) = new_key(&fact.key) {
                fact.key = key;
                changed = true;
            }
        }
        if changed {
            unite(list);
        }
    }

    fn add(&mut self, field: Field, parts: &[Option<&str>], shown: String, mentions: &[MentionLabel]) {
        let key = Key(parts.iter().map(|p| p.map(str::to_owned)).collect());
        if let Some(list) = self.0.get_mut(field as usize) {
            list.push(Fact { key, shown, mentions: mentions.to_vec() });
        }
    }

    fn add_single_fields(&mut self, labels: &Labels) {
        if let Some(cell) = &labels.cell
            && let Some(name) = stated(&cell.name)
        {
            self.add(Field::Cell, &[Some(&key(name))], name.into(), &cell.mentions);
        }
        if let Some(meeting) = &labels.meeting {
            if let Some(kind) = stated(&meeting.kind) {
                self.add(Field::MeetingKind, &[Some(kind)], kind.into(), &meeting.mentions);
            }
            if let Some(date) = stated(&meeting.date) {
                self.add(Field::MeetingDate, &[Some(date)], date.into(), &meeting.mentions);
            }
        }
        for d in &labels.dates {
            let field = if d.precision.as_deref() == Some("year") { Field::Years } else { Field::Dates };
            self.add(field, &[d.value.as_deref()], words(&d.value), &d.mentions);
        }
    }

    fn add_directives(&mut self, labels: &Labels) {
        for d in &labels.directives {
            let Some(as_written) = stated(&d.number) else { continue };
            let n = number(as_written);
            self.add(Field::Directives, &[Some(&n)], as_written.into(), &d.mentions);
            if let Some(date) = stated(&d.date) {
                let shown = format!("{as_written} · {date}");
                self.add(Field::DirectivesDate, &[Some(&n), Some(date)], shown, &d.mentions);
            }
            for (field, value) in [(Field::DirectivesIssuer, &d.issuer), (Field::DirectivesType, &d.kind)] {
                if let Some(value) = stated(value) {
                    let shown = format!("{as_written} · {value}");
                    self.add(field, &[Some(&n), Some(&key(value))], shown, &d.mentions);
                }
            }
        }
    }

    fn add_people(&mut self, labels: &Labels) {
        for p in &labels.people {
            let name = p.name.as_deref().map(fold);
            self.add(Field::People, &[name.as_deref()], words(&p.name), &p.mentions);
            if p.admitted {
                self.add(Field::PeopleAdmitted, &[name.as_deref()], words(&p.name), &p.mentions);
            }
            for r in &p.roles {
                let role = r.text.as_deref().map(fold);
                let shown = format!("{} · {}", words(&p.name), words(&r.text));
                self.add(Field::Roles, &[name.as_deref(), role.as_deref()], shown, &r.mentions);
            }
        }
    }

    fn add_numbers(&mut self, labels: &Labels) {
        for c in &labels.counts {
            let (value, unit) = scaled(c);
            let shown = [value.as_deref().unwrap_or("?"), c.unit.as_deref().unwrap_or("")].join(" ");
            let folded = unit.as_deref().map(fold);
            let shown = shown.trim().to_owned();
            self.add(Field::Counts, &[value.as_deref(), folded.as_deref()], shown.clone(), &c.mentions);
            self.add(Field::CountsValue, &[value.as_deref()], shown.clone(), &c.mentions);
            if let Some(measure) = stated(&c.measure) {
                let shown = format!("{measure} = {}", value.as_deref().unwrap_or("?"));
                self.add(Field::Measures, &[Some(measure), value.as_deref()], shown, &c.mentions);
            }
        }
        for r in &labels.ratings {
            let value = plain(&r.value);
            let rating = r.rating.as_deref().map(fold);
            let mut shown = format!("{} · {}", words(&r.subject), words(&r.rating));
            if let Some(value) = &value {
                shown = format!("{shown} · {value}");
            }
            let parts = [r.subject.as_deref(), rating.as_deref(), value.as_deref()];
            self.add(Field::Ratings, &parts, shown, &r.mentions);
        }
    }
}

/// A number as the comparison writes it: `8` for 8, 8.0 and "8".
#[must_use]
pub fn plain(amount: &Option<Amount>) -> Option<String> {
    Some(match amount.as_ref()? {
        Amount::Whole(n) => format!("{}", *n as f64),
        Amount::Real(x) => format!("{}", x + 0.0),
        Amount::Words(s) => match s.trim().parse::<f64>() {
            Ok(x) if x.is_finite() => format!("{}", x + 0.0),
            _ => s.clone(),
        },
    })
}

/// Value and unit of a count, money in đồng.
pub(super) fn scaled(c: &CountLabel) -> (Option<String>, Option<String>) {
    let value = plain(&c.value);
    if let (Some(x), Some(unit)) = (value.as_deref().and_then(|v| v.parse::<f64>().ok()), &c.unit)
        && let Some(dong) = dong(x, unit)
    {
        return (Some(format!("{dong}")), Some("đồng".to_owned()));
    }
    (value, c.unit.clone())
}

pub(super) fn stated(s: &Option<String>) -> Option<&str> {
    s.as_deref().filter(|s| !s.is_empty())
}

fn words(s: &Option<String>) -> String {
    s.as_deref().unwrap_or("?").to_owned()
}

/// Sorts, and makes facts of one key one fact with all their mentions.
fn unite(list: &mut Vec<Fact>) {
    list.sort_by(|a, b| (&a.key, &a.shown).cmp(&(&b.key, &b.shown)));
    list.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.mentions.append(&mut next.mentions);
        }
        same
    });
    for fact in list {
        fact.mentions.sort_by(|a, b| (a.span, &a.text, &a.rule).cmp(&(b.span, &b.text, &b.rule)));
        fact.mentions.dedup();
    }
}
