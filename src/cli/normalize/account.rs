//! What was changed in each text, and how often: for people as a table, for programs as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};
use trichluc::Error;
use trichluc::input::{Article, Content};
use trichluc::text::clean::{Cleaned, Tally};
use trichluc::text::encoding::Encoded;

use crate::cli::lang::Lang;

/// The account of a run.
#[derive(Debug, Default)]
pub(super) struct Account {
    documents: Vec<Document>,
    failures: Vec<String>,
}

/// One text.
#[derive(Debug)]
pub(super) struct Document {
    path: String,
    encoding: String,
    /// What happened on the way in, in both languages.
    notes: Vec<[String; 2]>,
    refusal: Option<[String; 2]>,
    tally: Tally,
    lowered: usize,
    folded: usize,
    lost: usize,
}

impl Document {
    pub(super) fn new(path: &str, cleaned: &Cleaned<'_>, encoded: &Encoded) -> Self {
        let origin = cleaned.origin();
        Self {
            path: path.to_owned(),
            encoding: origin.encoding().name().to_owned(),
            notes: origin.notes().iter().map(|n| [n.vi(), n.to_string()]).collect(),
            refusal: origin.refusal().map(|r| [r.vi(), r.to_string()]),
            tally: *cleaned.tally(),
            lowered: encoded.lowered,
            folded: encoded.folded,
            lost: encoded.lost,
        }
    }

    /// Adds what the reader of a format says: the encoding of the container, fonts that stood for one.
    pub(super) fn within(mut self, article: &Article) -> Self {
        if let (Content::Plain(_), Some(encoding)) = (&article.content, &article.meta.encoding) {
            self.encoding = encoding.clone().into_owned();
        }
        self.notes.extend(article.meta.notes.iter().map(|n| [n.clone(), n.clone()]));
        self
    }

    fn counts(&self) -> [Count; 15] {
        counts(&self.tally, [self.lowered, self.folded, self.lost])
    }
}

/// A kind of change: its key in JSON, its name in both languages, and how often it was made.
type Count = (&'static str, [&'static str; 2], usize);

fn counts(tally: &Tally, [lowered, folded, lost]: [usize; 3]) -> [Count; 15] {
    let c = &tally.changes;
    [
        ("composed", ["chữ và dấu ghép thành một", "letters and marks composed"], c.composed),
        (
            "reattached",
            ["dấu đứng rời đặt lại lên chữ", "marks apart from their letter put back"],
            c.reattached,
        ),
        ("d_stroke", ["Ð, Ɖ thay cho Đ", "Ð or Ɖ for Đ"], c.d_stroke),
        (
            "lookalikes",
            ["chữ Kirin, Hy Lạp lẫn trong từ", "Cyrillic and Greek letters in words"],
            c.lookalikes,
        ),
        ("full_width", ["chữ, số, dấu toàn góc", "full-width characters"], c.full_width),
        ("blanks", ["khoảng trắng dạng khác", "blanks of other shapes"], c.blanks),
        ("hyphens", ["gạch nối dạng khác", "hyphens of other shapes"], c.hyphens),
        ("invisible", ["ký tự không hiện đã bỏ", "characters that do not show, deleted"], c.invisible),
        ("tones_misplaced", ["dấu thanh đặt sai chữ", "tones on a wrong letter"], tally.misplaced),
        ("tones_restyled", ["dấu thanh đổi kiểu", "tones moved to the other placement"], tally.restyled),
        ("words_joined", ["âm tiết bị tách đã nối", "split syllables joined"], tally.joined),
        ("words_parted", ["chữ dính đã tách", "glued words parted"], tally.parted),
        ("lowered", ["chữ hoa mang dấu viết thường", "toned capitals written small"], lowered),
        ("folded", ["dấu câu thay bằng dấu gần nhất", "signs written with the nearest one"], folded),
        ("lost", ["ký tự không viết được, thay bằng “?”", "characters lost, written as “?”"], lost),
    ]
}

impl Account {
    pub(super) fn add(&mut self, document: Document) {
        self.documents.push(document);
    }

    /// Notes a file that could not be read or written, and says so.
    pub(super) fn fail(&mut self, error: &Error, lang: Lang) {
        anstream::eprintln!("trichluc: {}", error.told(lang.into()));
        self.failures.push(error.to_string());
    }

    /// Whether anything failed, was refused, or was lost.
    pub(super) fn is_short(&self) -> bool {
        !self.failures.is_empty() || self.documents.iter().any(|d| d.refusal.is_some() || d.lost > 0)
    }

    fn totals(&self) -> [Count; 15] {
        let mut tally = Tally::default();
        let mut written = [0; 3];
        for d in &self.documents {
            tally.add(&d.tally);
            for (sum, n) in written.iter_mut().zip([d.lowered, d.folded, d.lost]) {
                *sum += n;
            }
        }
        counts(&tally, written)
    }

    /// For people: encodings, notes, and each change that was made.
    pub(super) fn table(&self, lang: Lang) -> String {
        let pick = |both: &[String; 2]| lang.pick(&both[0], &both[1]).to_owned();
        let mut out = String::new();
        for d in &self.documents {
            let _ = writeln!(out, "{}: {}", d.path, d.encoding);
            for note in d.notes.iter().chain(&d.refusal) {
                let _ = writeln!(out, "  {}", pick(note));
            }
        }
        for (_, name, n) in self.totals().iter().filter(|c| c.2 > 0) {
            let _ = writeln!(out, "{n:>9}  {}", lang.pick(name[0], name[1]));
        }
        if self.totals().iter().all(|c| c.2 == 0) {
            let _ = writeln!(out, "{}", lang.pick("không có gì phải đổi", "nothing had to be changed"));
        }
        out
    }

    /// For programs.
    pub(super) fn json(&self, to: &str) -> Value {
        let changed = |counts: &[Count; 15]| -> Value {
            counts
                .iter()
                .map(|&(key, _, n)| (key.to_owned(), json!(n)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let documents: Vec<Value> = self
            .documents
            .iter()
            .map(|d| {
                json!({
                    "path": d.path,
                    "encoding": d.encoding,
                    "refused": d.refusal.as_ref().map(|r| &r[1]),
                    "notes": d.notes.iter().map(|n| &n[1]).collect::<Vec<_>>(),
                    "changed": changed(&d.counts()),
                })
            })
            .collect();
        json!({
            "program": concat!("trichluc ", env!("CARGO_PKG_VERSION")),
            "to": to,
            "documents": documents,
            "failures": self.failures,
            "totals": changed(&self.totals()),
        })
    }
}
