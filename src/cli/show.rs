//! `trichluc show`: the article on the terminal, its facts coloured and named.
//!
//! People look before they read. Each fact is coloured by its field where it stands, with its value behind it;
//! under the article all facts are listed. Where two facts share words the outer one is coloured, and both are
//! listed.

use std::fmt::Write as _;
use std::io::Write;
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use trichluc::record::{Evidence, Record};

use super::Outcome;
use super::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Bài viết — the article
    file: PathBuf,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Ngôn ngữ của nhãn — language of the labels
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
    #[command(flatten)]
    input: super::input::Reading,
}

/// A field as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Cell,
    Date,
    Directive,
    Person,
    Role,
    Count,
    Rating,
}

impl Field {
    fn label(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::Cell => ("tổ chức", "cell"),
            Self::Date => ("ngày", "date"),
            Self::Directive => ("văn bản", "document"),
            Self::Person => ("người", "person"),
            Self::Role => ("chức vụ", "role"),
            Self::Count => ("số liệu", "count"),
            Self::Rating => ("xếp loại", "rating"),
        };
        lang.pick(vi, en)
    }

    fn style(self) -> Style {
        let color = match self {
            Self::Cell => AnsiColor::Magenta,
            Self::Date => AnsiColor::Cyan,
            Self::Directive => AnsiColor::Blue,
            Self::Person => AnsiColor::Green,
            Self::Role => AnsiColor::BrightGreen,
            Self::Count => AnsiColor::Yellow,
            Self::Rating => AnsiColor::Red,
        };
        let style = color.on_default().bold();
        if self == Self::Role { color.on_default() } else { style }
    }
}

/// One piece of evidence with what it is evidence of.
struct Shown<'r> {
    field: Field,
    value: String,
    evidence: &'r Evidence,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let article = super::open(&args.file, &args.input)?;
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let record = trichluc::analyze(&article, lexicon);
    let text = trichluc::text_of(&article);
    let shown = shown(&record);
    let mut out = anstream::stdout().lock();
    writeln!(out, "{}", coloured(text.source(), &shown, args.lang))?;
    write!(out, "{}", listed(&record, &shown, args.lang))?;
    Ok(Outcome::Done)
}

fn shown(record: &Record) -> Vec<Shown<'_>> {
    let mut all = Vec::new();
    fn push<'r>(all: &mut Vec<Shown<'r>>, field: Field, value: &str, mentions: &'r [Evidence]) {
        all.extend(mentions.iter().map(|evidence| Shown { field, value: value.to_owned(), evidence }));
    }
    if let Some(cell) = &record.cell {
        push(&mut all, Field::Cell, &cell.name, &cell.mentions);
    }
    for d in &record.dates {
        push(&mut all, Field::Date, &d.value, &d.mentions);
    }
    for d in &record.directives {
        let value = d.number.as_deref().or(d.title.as_deref()).unwrap_or_default();
        push(&mut all, Field::Directive, value, &d.mentions);
    }
    for p in &record.people {
        push(&mut all, Field::Person, &p.name, &p.mentions);
        for r in &p.roles {
            push(&mut all, Field::Role, &format!("{} ← {}", r.text, p.name), &r.mentions);
        }
    }
    for c in &record.counts {
        push(&mut all, Field::Count, &count_value(c), &c.mentions);
    }
    for r in &record.ratings {
        push(&mut all, Field::Rating, &rating_value(r), &r.mentions);
    }
    all.sort_by_key(|s| (s.evidence.span[0], std::cmp::Reverse(s.evidence.span[1])));
    all
}

fn number(n: trichluc::record::Number) -> String {
    serde_json::to_string(&n).unwrap_or_default()
}

fn code(v: &impl serde::Serialize) -> String {
    serde_json::to_value(v).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn count_value(c: &trichluc::record::Count) -> String {
    let mut s = number(c.value);
    if let Some(unit) = &c.unit {
        let _ = write!(s, " {unit}");
    }
    if let Some(measure) = &c.measure {
        let _ = write!(s, " = {measure}");
    }
    if c.planned {
        s.push_str(" (planned)");
    }
    s
}

fn rating_value(r: &trichluc::record::Rating) -> String {
    let mut s = format!("{}: {}", code(&r.subject), r.rating);
    if let Some(v) = r.value {
        let _ = write!(s, ", {} {}", number(v), r.unit.as_deref().unwrap_or_default());
    }
    s
}

/// The source with the outermost facts coloured, each with its value behind it.
fn coloured(source: &str, shown: &[Shown<'_>], lang: Lang) -> String {
    let mut bytes: Vec<usize> = source.char_indices().map(|(i, _)| i).collect();
    bytes.push(source.len());
    let dim = Style::new().dimmed();
    let mut out = String::with_capacity(source.len() * 2);
    let mut at = 0;
    for s in shown {
        let [start, end] = s.evidence.span;
        if start < at || end >= bytes.len() {
            continue;
        }
        let style = s.field.style();
        out.push_str(&source[bytes[at]..bytes[start]]);
        let words = &source[bytes[start]..bytes[end]];
        let _ = write!(out, "{style}{words}{style:#}{dim}⟨{}", s.field.label(lang));
        if s.value != words && s.field != Field::Role {
            let _ = write!(out, " {}", s.value);
        }
        let _ = write!(out, "⟩{dim:#}");
        at = end;
    }
    out.push_str(&source[bytes[at.min(bytes.len() - 1)]..]);
    out
}

/// All facts, a line each, in the order of the text.
fn listed(record: &Record, shown: &[Shown<'_>], lang: Lang) -> String {
    let mut out = String::new();
    let bold = Style::new().bold();
    if let Some(m) = &record.meeting {
        let parts = [Some(code(&m.kind)), m.date.clone(), m.time.clone(), m.place.clone()];
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let _ = writeln!(out, "{bold}{}{bold:#} {words}", lang.pick("cuộc họp", "meeting"));
    }
    for s in shown {
        let style = s.field.style();
        let words = s.evidence.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            out,
            "{style}{:10}{style:#} {}  ← “{words}” [{}, {}) {}",
            s.field.label(lang),
            s.value,
            s.evidence.span[0],
            s.evidence.span[1],
            s.evidence.rule
        );
    }
    for c in &record.checks {
        let _ = writeln!(
            out,
            "{bold}{}{bold:#} {}: {}",
            lang.pick("kiểm tra", "check"),
            c.code,
            lang.pick(&c.message, &c.message_en)
        );
    }
    out
}
