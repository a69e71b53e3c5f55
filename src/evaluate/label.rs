//! The labels of one article: what a careful reader finds in it, or what a program found.
//!
//! A [`Record`](crate::record::Record) is exact about its form, as an output must be. Labels are written by
//! people and by other programs, so this form is forgiving: everything may be absent or `null`, spans are
//! optional, a role may be a bare string, values that no list knows stay as they are. It also holds what only
//! labels have: accepted variants (`alt`, `alt_units`) and readings that are left open (`ambiguous`).
//! What it refuses is a value of the wrong kind, such as a number where a name belongs.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// The labels of one article. Every part may be absent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Labels {
    /// Name of a gold record; its presence is what makes a JSON object gold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The article, in records that a program wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<ArticleLabel>,
    /// The Party organization that the article is about.
    pub cell: Option<CellLabel>,
    /// The gathering that the article reports.
    pub meeting: Option<MeetingLabel>,
    /// Date expressions.
    #[serde(deserialize_with = "nullable")]
    pub dates: Vec<DateLabel>,
    /// Documents, with or without number.
    #[serde(deserialize_with = "nullable")]
    pub directives: Vec<DirectiveLabel>,
    /// People.
    #[serde(deserialize_with = "nullable")]
    pub people: Vec<PersonLabel>,
    /// Numbers that count or measure something.
    #[serde(deserialize_with = "nullable")]
    pub counts: Vec<CountLabel>,
    /// Ratings.
    #[serde(deserialize_with = "nullable")]
    pub ratings: Vec<RatingLabel>,
    /// Readings that score neither way.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Open::is_empty")]
    pub ambiguous: Open,
    /// Names that are bylines, and so no people of the article.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<String>,
}

/// What labels keep of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleLabel {
    /// Path; its stem is what joins a record to its gold.
    pub path: String,
    /// Content id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Words of the article that state a fact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MentionLabel {
    /// Half-open range in Unicode code points of the decoded text; `None` where only the words are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<[usize; 2]>,
    /// The exact words.
    pub text: String,
    /// The rule that read them, in records that a program wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// A Party organization.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Cell")]
pub struct CellLabel {
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superior: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Accepted variants of the name.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A gathering.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Meeting")]
pub struct MeetingLabel {
    pub kind: Option<String>,
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_year: Option<i32>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A date expression.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Date")]
pub struct DateLabel {
    pub value: Option<String>,
    pub precision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Directive")]
pub struct DirectiveLabel {
    pub number: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub issuer: Option<String>,
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonLabel {
    /// Full form of the name.
    pub name: Option<String>,
    /// Degrees and ranks.
    #[serde(deserialize_with = "nullable")]
    pub titles: Vec<String>,
    /// Posts and offices.
    #[serde(deserialize_with = "nullable")]
    pub roles: Vec<RoleLabel>,
    /// Whether the article says that this person was admitted to the Party.
    #[serde(deserialize_with = "nullable")]
    pub admitted: bool,
    /// Accepted variants of the name.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<String>,
    /// Whether the person belongs to history rather than to the gathering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub historical: Option<bool>,
    /// The words that name the person.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A role; in labels a bare string will do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "RoleForm")]
pub struct RoleLabel {
    /// The role as the article has it.
    pub text: Option<String>,
    /// Accepted variants.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alt: Vec<String>,
    /// The words that state it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Count")]
pub struct CountLabel {
    pub measure: Option<String>,
    pub value: Option<Amount>,
    pub unit: Option<String>,
    /// Accepted variants of the unit.
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub alt_units: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approx: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "std::ops::Not::not")]
    pub planned: bool,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are those of record::Rating")]
pub struct RatingLabel {
    pub subject: Option<String>,
    pub rating: Option<String>,
    pub value: Option<Amount>,
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<MentionLabel>,
}

/// A value: a number, or words where a person wrote words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Amount {
    /// A whole number, so that it is written back without a point.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// Words or digits between quotation marks.
    Words(String),
}

/// Readings that the labels leave open: found, they are neither right nor wrong.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "one list per field")]
pub struct Open {
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub cell: Vec<String>,
    #[serde(rename = "meeting.kind", deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub meeting_kind: Vec<String>,
    #[serde(rename = "meeting.date", deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub meeting_date: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub directives: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub issuer: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<CountLabel>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<CountLabel>,
    #[serde(deserialize_with = "nullable", skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<RatingLabel>,
    /// Lists under names that no field has.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

impl Open {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Labels {
    /// The labels that a program's record amounts to.
    ///
    /// # Errors
    /// None that a record written by this version can cause: the two forms share every key.
    pub fn of_record(record: &crate::record::Record) -> crate::Result<Self> {
        let wrong = |e: serde_json::Error| {
            crate::Error::new("the record is not in the form of labels").at(&record.article.path).because(e)
        };
        let json = serde_json::to_vec(record).map_err(wrong)?;
        serde_json::from_slice(&json).map_err(wrong)
    }

    /// The name that joins a record to its gold: the stem of the article's path, after any archive's `!`.
    #[must_use]
    pub fn stem(&self) -> Option<&str> {
        self.article.as_ref().map(|a| stem(&a.path))
    }
}

/// The file name of `path` without folder, archive and last extension.
#[must_use]
pub fn stem(path: &str) -> &str {
    let member = path.rsplit('!').next().unwrap_or(path);
    let name = member.rsplit(['/', '\\']).next().unwrap_or(member);
    match name.rfind('.') {
        Some(dot) if name.as_bytes().iter().take(dot).any(|&b| b != b'.') => &name[..dot],
        _ => name,
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RoleForm {
    Bare(String),
    Full {
        #[serde(default)]
        text: Option<String>,
        #[serde(default, deserialize_with = "nullable")]
        alt: Vec<String>,
        #[serde(default, deserialize_with = "nullable")]
        mentions: Vec<MentionLabel>,
    },
}

impl From<RoleForm> for RoleLabel {
    fn from(form: RoleForm) -> Self {
        match form {
            RoleForm::Bare(text) => Self { text: Some(text), ..Self::default() },
            RoleForm::Full { text, alt, mentions } => Self { text, alt, mentions },
        }
    }
}

/// `null` reads as the empty value.
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(d: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(d)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_file_names_without_the_last_extension() {
        for (path, want) in [
            ("a/b/bai.txt", "bai"),
            ("kho.zip!bai.01.txt", "bai.01"),
            (".hidden", ".hidden"),
            ("bai", "bai"),
            ("a\\b\\bai.html", "bai"),
            ("", ""),
        ] {
            assert_eq!(stem(path), want, "{path}");
        }
    }

    #[test]
    fn null_and_absent_are_empty_and_a_bare_role_is_a_role() {
        let l: Labels = serde_json::from_str(
            r#"{"id":"x","dates":null,"people":[{"name":"Lò Văn Páo","admitted":null,"roles":["Bí thư",{"text":"Chủ tịch"}]}]}"#,
        )
        .unwrap();
        assert!(l.dates.is_empty() && !l.people[0].admitted);
        let texts: Vec<_> = l.people[0].roles.iter().map(|r| r.text.as_deref().unwrap()).collect();
        assert_eq!(texts, ["Bí thư", "Chủ tịch"]);
        assert!(serde_json::from_str::<Labels>(r#"{"people":[{"name":5}]}"#).is_err());
    }
}
