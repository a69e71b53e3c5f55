//! `trichluc explain`: sentence by sentence, the list entries found, what each rule read, and the links made or
//! refused with their reasons.

use std::fmt::{Debug, Write as _};
use std::io::Write;
use std::path::PathBuf;

use trichluc::extract::Mention;
use trichluc::lexicon::{Class, Lexicon};
use trichluc::text::TokenSpan;
use trichluc::text::slip::Matcher;
use trichluc::{Explained, explain};

use super::Outcome;
use super::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Bài viết — the article
    file: PathBuf,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    input: super::input::Reading,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let article = super::open(&args.file, &args.input)?;
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let report = explain(&article, lexicon, |e| report(&e, lexicon));
    anstream::stdout().lock().write_all(report.as_bytes())?;
    Ok(Outcome::Done)
}

/// The whole report; a sentence in which nothing was found is one line.
fn report(e: &Explained<'_>, lexicon: &Lexicon) -> String {
    let mut out = String::new();
    let text = e.text;
    for (k, &sentence) in text.sentences().iter().enumerate() {
        let kind = text.layout().kind_at(sentence.first());
        let _ = writeln!(out, "{}. [{kind:?}] {}", k + 1, text.folded(sentence));
        let starts_here = |at: usize| sentence.first() <= at && at < sentence.end();
        for slip in text.slips().iter().filter(|s| starts_here(s.span.first())) {
            let meant = Matcher::embedded().spelling(slip.phrase);
            let _ = writeln!(out, "   slip     {}: {} → {meant}", slip.by, text.folded(slip.span));
        }
        let hits = (sentence.first()..sentence.end()).flat_map(|i| e.hits.starting_at(i));
        for hit in hits.filter(|h| h.class != Class::Number) {
            let _ = writeln!(
                out,
                "   hit      {}: {} → {}",
                hit.class.name(),
                text.folded(hit.span),
                lexicon.value(hit)
            );
        }
        let said = &e.said;
        mentions(&mut out, e, sentence, "directive", &said.directives);
        mentions(&mut out, e, sentence, "date", &said.dates);
        mentions(&mut out, e, sentence, "organization", &said.organizations);
        mentions(&mut out, e, sentence, "person", &said.people);
        mentions(&mut out, e, sentence, "rating", &said.ratings);
        mentions(&mut out, e, sentence, "count", &said.counts);
        mentions(&mut out, e, sentence, "meeting", &said.meetings);
        for link in e
            .trace
            .links()
            .iter()
            .filter(|l| sentence.first() <= l.span.first() && l.span.first() < sentence.end())
        {
            let target = link.target.as_deref().unwrap_or("—");
            let _ = writeln!(
                out,
                "   link     {}: {} → {target} ({})",
                link.field,
                text.folded(link.span),
                link.why
            );
        }
    }
    out
}

fn mentions<V: Debug>(
    out: &mut String,
    e: &Explained<'_>,
    sentence: TokenSpan,
    room: &str,
    all: &[Mention<V>],
) {
    for m in all.iter().filter(|m| sentence.first() <= m.span.first() && m.span.first() < sentence.end()) {
        let _ = writeln!(out, "   mention  {room}: {} by {} = {:?}", e.text.folded(m.span), m.rule, m.value);
    }
}
