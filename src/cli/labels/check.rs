//! `trichluc labels check`: is a gold folder what it should be?

use std::path::PathBuf;

use trichluc::evaluate::{Note, check, gold};
use trichluc::input;

use crate::cli::Outcome;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Thư mục hoặc tệp nhãn — folder or file of gold records
    #[arg(value_name = "PATH", required = true)]
    gold: Vec<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let files = gold::list(&args.gold)?;
    let mut notes = files.notes;
    let mut checked = 0;
    for file in &files.files {
        let labels = match gold::read(&file.path) {
            Ok(Some(labels)) => labels,
            Ok(None) => continue,
            Err(e) => {
                notes.push(Note::failure(&file.path, "gold.unreadable", e.to_string(), "cannot be read"));
                continue;
            }
        };
        checked += 1;
        let place = file.path.display().to_string();
        let bytes = std::fs::read(&file.path)?;
        let json: serde_json::Value =
            serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes))?;
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
        notes.extend(check::check(&place, &json, &labels, text.as_ref()));
    }
    let (broken, odd) = (notes.iter().filter(|n| n.fails).count(), notes.iter().filter(|n| !n.fails).count());
    let outcome = super::tell(&notes);
    anstream::println!(
        "{checked} bài, {broken} lỗi, {odd} chỗ lạ ({checked} articles, {broken} broken, {odd} odd)"
    );
    Ok(outcome)
}
