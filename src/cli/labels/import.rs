//! `trichluc labels import`: labels of an annotation tool as gold records.

use std::path::PathBuf;

use trichluc::evaluate::Note;
use trichluc::evaluate::exchange::fill::fill;
use trichluc::evaluate::exchange::label_studio::As;
use trichluc::evaluate::exchange::{Document, Format, Unit, files};
use trichluc::evaluate::label::Labels;
use trichluc::input;
use trichluc::lexicon::Lexicon;

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Tệp hoặc thư mục nhãn — file or folder of labels
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// brat, doccano, label-studio, webanno, conll, records
    #[arg(long)]
    format: Format,
    /// Thư mục nhận nhãn vàng và văn bản — folder for the gold records and their texts
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

/// How labels of a tool are read.
#[derive(clap::Args, Debug)]
pub(super) struct Reading {
    /// Đơn vị vị trí: code-points, utf-16, bytes (mặc định: nhận ra) — unit of places (default: found out)
    #[arg(long, value_name = "UNIT")]
    offsets: Option<Unit>,
    /// Thư mục văn bản mà nhãn phải trỏ vào — folder of the texts that the labels shall stand in
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
    /// Loại nhãn của công cụ = loại ở đây — a type of the tool = a type here, e.g. PER=person
    #[arg(long = "type", value_name = "A=B", value_delimiter = ',', value_parser = pair)]
    types: Vec<(String, String)>,
}

impl Reading {
    pub(super) fn how(&self) -> files::Reading {
        files::Reading {
            unit: self.offsets,
            texts: self.texts.clone(),
            types: self.types.iter().cloned().collect(),
        }
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let (mut docs, mut notes) = (Vec::<Document>::new(), Vec::new());
    for path in &args.paths {
        let (read, told) = files::read(path, args.format, &args.reading.how())?;
        notes.extend(told);
        for doc in read {
            let (doc, told) = fill(doc, |text| labels_in(text, lexicon));
            docs.push(doc);
            notes.extend(told);
        }
    }
    if docs.is_empty() {
        notes.push(Note::failure(
            &args.output,
            "label.none",
            "không có bài nào để nhập",
            "no document to import",
        ));
    } else {
        notes.extend(files::write(&docs, Format::Records, &args.output, As::Annotations)?);
    }
    Ok(super::tell(&notes))
}

fn labels_in(text: &str, lexicon: &Lexicon) -> Labels {
    let article = input::Article::from_plain("", input::Format::Text, text.to_owned());
    Labels::of_record(&trichluc::analyze(&article, lexicon)).unwrap_or_default()
}

fn pair(s: &str) -> Result<(String, String), String> {
    let (a, b) = s.split_once('=').ok_or("A=B")?;
    Ok((a.to_owned(), b.to_owned()))
}
