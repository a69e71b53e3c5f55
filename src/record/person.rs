//! People: who is named, in which posts, and what they did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Evidence;

/// A role: a post or an office of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// `Phó Bí thư Chi bộ`, as the article has it.
    pub text: String,
    /// `Phó Bí thư`
    pub title: String,
    /// `Chi bộ`, as the article has it; `null` if none.
    pub organization: Option<String>,
    /// The full name of the organization behind a bare one, where exactly one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_full: Option<String>,
    /// The words that state it.
    pub mentions: Vec<Evidence>,
}

/// What a person did or what happened to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// chủ trì
    Chaired,
    /// khai mạc
    Opened,
    /// trình bày báo cáo
    Reported,
    /// phát biểu (chỉ đạo)
    Spoke,
    /// được kết nạp
    Admitted,
    /// được công nhận chính thức
    Confirmed,
    /// được bầu
    Elected,
    /// được khen thưởng
    Rewarded,
    /// bị kỷ luật
    Disciplined,
}

/// An action with its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// What was done.
    pub action: ActionKind,
    /// To what, or as what: the office or body of an election, the gathering chaired, the paper read, the award, the
    /// penalty.
    pub object: Option<String>,
    /// The words that state it.
    pub mentions: Vec<Evidence>,
}

/// A person named in the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Full form of the name.
    pub name: String,
    /// Comparison key: two spellings of one name give one key.
    pub key: String,
    /// Degrees and ranks, canonical: `PGS.TS`, `Thượng tá`.
    pub titles: Vec<String>,
    /// Posts and offices.
    pub roles: Vec<Role>,
    /// Whether the article says that this person was admitted to the Party.
    pub admitted: bool,
    /// What the person did at the gathering.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// The words that name the person.
    pub mentions: Vec<Evidence>,
}
