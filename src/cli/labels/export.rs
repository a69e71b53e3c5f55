//! `trichluc labels export`: extracted or labelled facts in the format of an annotation tool.

use std::ops::ControlFlow;
use std::path::PathBuf;

use trichluc::evaluate::Note;
use trichluc::evaluate::exchange::facts::document_of;
use trichluc::evaluate::exchange::label_studio::As;
use trichluc::evaluate::exchange::{Document, Format, files};
use trichluc::evaluate::label::{Labels, stem};
use trichluc::input;
use trichluc::lexicon::Lexicon;

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Bài để rút làm gợi ý — articles whose extraction is suggested
    #[arg(value_name = "PATH", required_unless_present = "gold")]
    paths: Vec<PathBuf>,
    /// Xuất nhãn vàng thay vì kết quả rút — export gold records instead
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    gold: Option<PathBuf>,
    /// brat, doccano, label-studio, webanno, conll, records
    #[arg(long)]
    format: Format,
    /// Thư mục (brat, webanno, records) hoặc tệp — folder or file
    #[arg(short, long, value_name = "PATH")]
    output: PathBuf,
    /// Label Studio: ghi như nhãn đã xong, không phải gợi ý — as finished annotations, not as predictions
    #[arg(long)]
    finished: bool,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    input: crate::cli::input::Reading,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (docs, mut notes) = match &args.gold {
        Some(folder) => files::read(folder, Format::Records, &files::Reading::default())?,
        None => extracted(args)?,
    };
    if docs.is_empty() {
        notes.push(Note::failure(
            &args.output,
            "label.none",
            "không có bài nào để xuất",
            "no article to export",
        ));
    } else {
        let how = if args.finished { As::Annotations } else { As::Predictions };
        notes.extend(files::write(&docs, args.format, &args.output, how)?);
        if let Some((vi, en)) = args.format.loses() {
            anstream::eprintln!(
                "trichluc: {} không chứa được: {vi} (has no room for: {en})",
                args.format.name()
            );
        }
    }
    Ok(super::tell(&notes))
}

fn extracted(args: &Args) -> anyhow::Result<(Vec<Document>, Vec<Note>)> {
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let listing = input::list(&args.paths, std::slice::from_ref(&args.output));
    let (mut docs, mut notes) = (Vec::new(), Vec::new());
    let failed = |e: &trichluc::Error| {
        let place = e.path().map(std::path::Path::to_path_buf).unwrap_or_default();
        Note::failure(place, "article.unreadable", e.reason(), e.advice().unwrap_or("cannot be read"))
    };
    notes.extend(listing.failures.iter().map(failed));
    let _ = input::for_each(&listing.files, &args.input.options(), &mut |article| {
        match article.and_then(|a| document(&a, lexicon)) {
            Ok(doc) => docs.push(doc),
            Err(e) => notes.push(failed(&e)),
        }
        ControlFlow::Continue(())
    });
    Ok((docs, notes))
}

fn document(article: &input::Article, lexicon: &Lexicon) -> trichluc::Result<Document> {
    let text = trichluc::text_of(article);
    let labels = Labels::of_record(&trichluc::analyze_text(article, &text, lexicon))?;
    Ok(document_of(stem(&article.path), text.source(), &labels))
}
