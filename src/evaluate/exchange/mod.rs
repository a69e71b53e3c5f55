//! Labels in and out: the formats of annotation tools, and the way between them and labels.
//!
//! Every format is read into and written from one [`Document`]: a text, typed marks in it, relations between
//! marks. Places in a document are Unicode code points of its text, whatever unit a format counts in; the unit is
//! stated by the user, known from the format, or found by checking the words ([`offset`]). Every mark is checked
//! against its words; one that a changed text has shifted is put right where that is unambiguous ([`realign`]),
//! and refused by name where it is not. What a format cannot hold is listed, never dropped silently.

pub mod brat;
mod cell;
pub mod conll;
pub mod doccano;
pub mod document;
pub mod facts;
pub mod files;
pub mod fill;
pub mod label_studio;
pub mod offset;
pub mod place;
pub mod realign;
pub mod webanno;

pub use document::{Document, Mark, Relation};
pub use offset::Unit;

use crate::{Error, Result};

/// A label format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// brat standoff: `.txt` and `.ann` side by side.
    Brat,
    /// doccano: JSON lines.
    Doccano,
    /// Label Studio: a JSON list of tasks.
    LabelStudio,
    /// INCEpTION and WebAnno: TSV 3.
    Webanno,
    /// CoNLL: a token and its IOB2 tag on each line.
    Conll,
    /// Our own: gold records, or JSON lines of records.
    Records,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::Brat, Self::Doccano, Self::LabelStudio, Self::Webanno, Self::Conll, Self::Records];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brat => "brat",
            Self::Doccano => "doccano",
            Self::LabelStudio => "label-studio",
            Self::Webanno => "webanno",
            Self::Conll => "conll",
            Self::Records => "records",
        }
    }

    /// The unit that the format's own tool counts in.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            // Label Studio marks text in a browser, INCEpTION in Java: both count UTF-16.
            Self::LabelStudio | Self::Webanno => Unit::Utf16,
            _ => Unit::CodePoints,
        }
    }

    /// What the format cannot hold, for people, in Vietnamese and in English; `None` of nothing.
    #[must_use]
    pub fn loses(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Brat => Some(("sự kiện không có vị trí", "facts without a place")),
            Self::Webanno => Some((
                "sự kiện không có vị trí; vị trí đứt đoạn được nối liền; dòng trống cuối văn bản",
                "facts without a place; parts of a broken span are joined; blank lines at the end of the text",
            )),
            Self::Conll => Some((
                "giá trị, quan hệ, vị trí chồng nhau, sự kiện không có vị trí",
                "values, relations, overlapping marks, facts without a place",
            )),
            Self::Doccano => Some(("vị trí đứt đoạn được nối liền", "parts of a broken span are joined")),
            Self::LabelStudio => Some(("vị trí đứt đoạn được nối liền", "parts of a broken span are joined")),
            Self::Records => None,
        }
    }
}

impl std::str::FromStr for Format {
    type Err = Error;

    fn from_str(s: &str) -> Result<Self> {
        let alias = match s {
            "labelstudio" => "label-studio",
            "inception" | "tsv" => "webanno",
            "iob2" | "bio" => "conll",
            s => s,
        };
        Self::ALL.into_iter().find(|f| f.name() == alias).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|f| f.name()).collect();
            Error::new(format!("unknown label format `{s}`")).remedy(format!("one of {}", names.join(", ")))
        })
    }
}
