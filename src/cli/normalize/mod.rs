//! `trichluc normalize`: any encoding in, clean NFC out; a filter, and a batch mode that writes a folder.
//!
//! A filter takes its standard input for one plain text. The batch mode takes files and folders; what is no
//! plain text (HTML, DOCX, PDF, members of archives) is written as its text, under its name with `.txt`
//! behind it. Bytes that are no text are refused with their reason and written nowhere.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use anyhow::Context;
use clap::error::ErrorKind;
use trichluc::Error;
use trichluc::input::{self, Article, Content, Options};
use trichluc::output::AtomicFile;
use trichluc::text::Encoding;
use trichluc::text::clean::{Cleaned, Cleaning, clean, clean_text};
use trichluc::text::encoding::{Encoded, encode};
use trichluc::text::syllable::ToneStyle;
use unicode_normalization::UnicodeNormalization as _;

use super::Outcome;
use super::lang::Lang;
use account::{Account, Document};

mod account;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Tệp và thư mục; không có thì đọc đầu vào chuẩn — files and folders [default: standard input]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Thư mục kết quả; không có thì ra đầu ra chuẩn — folder for the results [default: standard output]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Ghi ra dạng khác — write another form: utf-8, nfd, or an encoding (tcvn3, vni, viqr, windows-1258, …)
    #[arg(long, value_name = "FORM", default_value = "utf-8")]
    to: Form,
    /// Kiểu đặt dấu thanh: giữ nguyên, cũ (hòa), mới (hoà) — placement of tones: as it is, old, new
    #[arg(long, value_enum, default_value_t)]
    tone: Tone,
    /// Tách chữ dính, nối âm tiết bị tách — part glued words and join split syllables
    #[arg(long)]
    blanks: bool,
    /// Kể những gì đã đổi, ra lỗi chuẩn hoặc tệp JSON — what was changed, on standard error or as JSON in a file
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    report: Option<Option<PathBuf>>,
    #[command(flatten)]
    input: super::input::Reading,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

/// Where tones go.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tone {
    /// Giữ nguyên
    #[default]
    Keep,
    /// Hòa, khỏe, thủy
    Old,
    /// Hoà, khoẻ, thuỷ
    New,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    In(Encoding),
    Nfd,
}

impl FromStr for Form {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match name.to_ascii_lowercase().as_str() {
            "nfd" => Ok(Self::Nfd),
            "nfc" => Ok(Self::In(Encoding::Utf8)),
            "garbled" => Err(Error::new("nobody should write that")),
            _ => name.parse().map(Self::In),
        }
    }
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Nfd => "nfd",
            Self::In(encoding) => encoding.name(),
        }
    }

    fn write(self, text: &str) -> Encoded {
        match self {
            Self::Nfd => Encoded { bytes: text.nfd().collect::<String>().into_bytes(), ..Encoded::default() },
            Self::In(encoding) => encode(text, encoding),
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let options = args.input.options();
    let tone = match args.tone {
        Tone::Keep => ToneStyle::Keep,
        Tone::Old => ToneStyle::Old,
        Tone::New => ToneStyle::New,
    };
    let how = Cleaning { encoding: options.encoding, tone, blanks: args.blanks };
    let mut account = Account::default();
    match &args.output {
        Some(folder) => batch(args, folder, &options, &how, &mut account)?,
        None => filter(args, &options, &how, &mut account)?,
    }
    match &args.report {
        None => {}
        Some(None) => anstream::eprint!("{}", account.table(args.lang)),
        Some(Some(path)) => {
            let mut file = AtomicFile::create(path)?;
            writeln!(file, "{:#}", account.json(args.to.name())).map_err(|e| Error::io(path, e))?;
            file.commit()?;
        }
    }
    Ok(if account.is_short() { Outcome::Short } else { Outcome::Done })
}

/// One text to standard output.
fn filter(args: &Args, options: &Options, how: &Cleaning, account: &mut Account) -> anyhow::Result<()> {
    let read;
    let article = match args.paths.as_slice() {
        [] => None,
        [path] if path == Path::new("-") => None,
        [path] if !path.is_dir() => {
            read = input::read(path, options)?;
            Some(&read)
        }
        _ => {
            let what = "several texts cannot go to standard output; name a folder with -o";
            return Err(clap::Error::raw(
                ErrorKind::MissingRequiredArgument,
                format!("{}\n", args.lang.told(what)),
            )
            .into());
        }
    };
    let bytes = if article.is_none() { standard_input(options.limits.file)? } else { Vec::new() };
    let cleaned = article.map_or_else(|| clean(&bytes, how), |article| clean_article(article, how));
    if let Some(written) = write(args, article, &cleaned, account) {
        std::io::stdout().lock().write_all(&written).context("standard output")?;
    }
    Ok(())
}

/// All of standard input, `limit` bytes at most.
fn standard_input(limit: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .context("standard input")?;
    if bytes.len() as u64 > limit {
        let what = format!("more than one text may have ({} MiB)", limit >> 20);
        return Err(Error::new(what).at("-").remedy("raise the limit with --max-size").into());
    }
    Ok(bytes)
}

/// Every article under the paths to a file of the folder.
fn batch(
    args: &Args,
    folder: &Path,
    options: &Options,
    how: &Cleaning,
    account: &mut Account,
) -> anyhow::Result<()> {
    if args.paths.is_empty() || args.paths.iter().any(|p| p == Path::new("-")) {
        let what = "a folder takes files and folders, not standard input; name some, or leave -o out";
        return Err(clap::Error::raw(
            ErrorKind::MissingRequiredArgument,
            format!("{}\n", args.lang.told(what)),
        )
        .into());
    }
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let mut taken = BTreeSet::new();
    for root in &args.paths {
        let listing = input::list(std::slice::from_ref(root), &[folder.to_path_buf()]);
        for error in listing.failures {
            account.fail(&error, args.lang);
        }
        let _ = input::for_each(&listing.files, options, &mut |article| {
            let done = article.and_then(|article| {
                let target = folder.join(place(&article, root));
                if !taken.insert(target.clone()) {
                    let remedy = "write them to two folders: run once for each of the paths";
                    return Err(Error::new("two texts would stand in one file").at(&target).remedy(remedy));
                }
                if is_same(&target, Path::new(&article.path)) {
                    let remedy = "name another folder with -o";
                    return Err(Error::new("would be overwritten").at(&target).remedy(remedy));
                }
                let cleaned = clean_article(&article, how);
                let Some(written) = write(args, Some(&article), &cleaned, account) else { return Ok(()) };
                save(&target, &written)
            });
            if let Err(error) = done {
                account.fail(&error, args.lang);
            }
            std::ops::ControlFlow::Continue(())
        });
    }
    Ok(())
}

fn save(target: &Path, bytes: &[u8]) -> trichluc::Result<()> {
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    }
    let mut file = AtomicFile::create(target)?;
    file.write_all(bytes).map_err(|e| Error::io(target, e))?;
    file.commit()
}

/// Where the text of an article goes in the folder: its path below the one that the user named.
fn place(article: &Article, root: &Path) -> PathBuf {
    let path = within_archives(&article.path);
    let path = Path::new(&path);
    let below = path.strip_prefix(root).ok().filter(|p| !p.as_os_str().is_empty());
    let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    // A member of an archive must not climb out of the folder.
    let mut place: PathBuf = below.components().filter(|c| matches!(c, Component::Normal(_))).collect();
    if matches!(article.content, Content::Plain(_)) {
        place.as_mut_os_string().push(".txt");
    }
    place
}

/// The path of an article with a folder for each archive that it lies in: "a.zip!b/c.txt" is "a.zip/b/c.txt". A "!" in
/// the name of a file stays.
fn within_archives(path: &str) -> String {
    let ends = path.match_indices('!').map(|(k, _)| k).chain([path.len()]);
    let file = ends.into_iter().find(|&k| path.get(..k).is_some_and(|file| Path::new(file).is_file()));
    let (file, member) = path.split_at(file.unwrap_or(0));
    format!("{file}{}", member.replace('!', "/"))
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

fn clean_article<'a>(article: &'a Article, how: &Cleaning) -> Cleaned<'a> {
    match &article.content {
        Content::Bytes(bytes) => clean(bytes, how),
        Content::Plain(plain) => clean_text(plain.as_str(), how),
    }
}

/// The bytes to write, or `None` for what is refused; either is put into the account.
fn write(
    args: &Args,
    article: Option<&Article>,
    cleaned: &Cleaned<'_>,
    account: &mut Account,
) -> Option<Vec<u8>> {
    let path = article.map_or("-", |a| a.path.as_str());
    let refusal = cleaned.origin().refusal();
    let encoded = if refusal.is_some() { Encoded::default() } else { args.to.write(cleaned.text()) };
    let document = Document::new(path, cleaned, &encoded);
    if let Some(refusal) = refusal {
        let why = args.lang.pick(&refusal.vi(), &refusal.to_string()).to_owned();
        anstream::eprintln!("trichluc: {path}: {why}");
    }
    let (to, lost, lowered) = (args.to.name(), encoded.lost, encoded.lowered);
    if lost > 0 {
        let what = match args.lang {
            Lang::Vi => format!("{to} không có {lost} ký tự, đã viết là “?”"),
            Lang::En => format!("characters that {to} lacks, written as “?”: {lost}"),
        };
        anstream::eprintln!("trichluc: {path}: {what}");
    }
    if lowered > 0 {
        let what = match args.lang {
            Lang::Vi => format!("{to} không có chữ hoa mang dấu, {lowered} chữ đã viết thường"),
            Lang::En => format!("{to} has no toned capitals; written small: {lowered}"),
        };
        anstream::eprintln!("trichluc: {path}: {what}");
    }
    account.add(match article {
        Some(article) => document.within(article),
        None => document,
    });
    refusal.is_none().then_some(encoded.bytes)
}
