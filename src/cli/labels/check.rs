//! `trichluc labels check`: is a gold folder what it should be?

use std::path::PathBuf;

use trichluc::evaluate::{Note, check, gold};
use trichluc::input;

use crate::cli::Outcome;
use crate::cli::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Thư mục hoặc tệp nhãn — folder or file of gold records
    #[arg(value_name = "PATH", required = true)]
    gold: Vec<PathBuf>,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let files = gold::list(&args.gold)?;
    let mut notes = files.notes;
    let mut checked = 0;
    for file in &files.files {
        let (labels, json) = match gold::read_with_json(&file.path) {
            Ok(Some(gold)) => gold,
            Ok(None) => continue,
            Err(e) => {
                notes.push(Note::failure(&file.path, "gold.unreadable", e.to_string(), "cannot be read"));
                continue;
            }
        };
        checked += 1;
        let place = file.path.display().to_string();
        let article = match &file.text {
            Some(path) => match input::read(path, &input::Options::default()) {
                Ok(article) => Some(article),
                Err(e) => {
                    notes.push(Note::failure(path, "text.unreadable", e.reason(), "the text cannot be read"));
                    None
                }
            },
            None => {
                notes.push(Note::failure(
                    &file.path,
                    "gold.without_text",
                    "nhãn không có văn bản bên cạnh",
                    "gold without its text",
                ));
                None
            }
        };
        let text = article.as_ref().map(trichluc::text_of);
        notes.extend(check::check(&place, &json, &labels, text.as_ref(), lexicon));
    }
    let (broken, odd) = (notes.iter().filter(|n| n.fails).count(), notes.iter().filter(|n| !n.fails).count());
    let outcome = super::tell(&notes);
    anstream::println!(
        "{checked} bài, {broken} lỗi, {odd} chỗ lạ ({checked} articles, {broken} broken, {odd} odd)"
    );
    Ok(outcome)
}
