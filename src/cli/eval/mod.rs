//! `trichluc eval`: how right the extraction is on labelled articles.

mod diff;
mod judge;
mod sample;
mod source;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use trichluc::evaluate::baseline::{Baseline, Change};
use trichluc::evaluate::fact::Field;
use trichluc::evaluate::gold::{self, GoldFile};
use trichluc::evaluate::interval::Bootstrap;
use trichluc::evaluate::report::definitions::definitions;
use trichluc::evaluate::report::page::{self, View};
use trichluc::evaluate::report::result::EvalResult;
use trichluc::evaluate::report::{Lang as Language, jsonl, terminal, trial};
use trichluc::evaluate::run::ArticleScore;
use trichluc::evaluate::{Note, Options, evaluate};
use trichluc::lexicon::Lexicon;
use trichluc::output::AtomicFile;

use super::Outcome;
use super::lang::Lang;
use source::Source;

#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    /// Thư mục hoặc tệp nhãn (lặp lại được) — folder or file of gold records (repeatable)
    #[arg(long, value_name = "PATH", required_unless_present_any = ["sample", "explain"])]
    gold: Vec<PathBuf>,
    /// Bài để rút (mặc định: văn bản bên cạnh nhãn) — articles to extract (default: the texts beside gold)
    #[arg(value_name = "PATH", conflicts_with = "records")]
    paths: Vec<PathBuf>,
    /// Chấm các bản ghi có sẵn (JSON Lines) — score existing records (JSON lines)
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    #[command(flatten)]
    input: super::input::Reading,
    /// Lưu: .json cả kết quả, .jsonl từng lỗi, .html một trang, .csv quy tắc và mục từ — save the result, the errors, the page, the trial of rules and list entries (repeatable)
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Các trường được in từng lỗi; "all", "none" — print every error of these fields
    #[arg(long, value_name = "FIELD", value_delimiter = ',', default_value = "all")]
    errors: Vec<String>,
    /// In bảng theo bài, chi bộ, loại hội nghị — tables by article, cell, kind of meeting
    #[arg(long, value_enum, value_delimiter = ',')]
    by: Vec<By>,
    /// Xét từng quy tắc và mục từ: bắn, đúng — rules and list entries on trial: firings, precision
    #[arg(long)]
    rules: bool,
    /// Rút ngẫu nhiên N sự kiện của FIELD thành phiếu để đọc và xét (-o .jsonl, .csv) — draw N facts to judge by reading
    #[arg(long, value_names = ["FIELD", "N"], num_args = 2, conflicts_with_all = ["gold", "records"], requires = "paths")]
    sample: Vec<String>,
    /// Thoát 1 nếu F1 thấp hơn — exit 1 if F1 is lower: people=0.95,dates=0.9
    #[arg(long, value_name = "FIELD=F1", value_delimiter = ',', value_parser = floor)]
    min: Vec<(Field, f64)>,
    /// Thoát 1 nếu F1 của trường nào thấp hơn tệp này — exit 1 if a field falls below this file
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Ghi mức sàn cho --baseline — write the floor that --baseline reads
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Số lần lấy mẫu lại cho khoảng tin cậy; 0: không — bootstrap replicates for intervals; 0: none
    #[arg(long, value_name = "N", default_value_t = 1000)]
    bootstrap: u64,
    /// Hạt giống ngẫu nhiên — random seed
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// In định nghĩa của mọi số liệu rồi thoát — print what every figure means, then exit
    #[arg(long, conflicts_with_all = ["gold", "records", "paths", "sample"])]
    explain: bool,
    /// In kết quả dạng JSON — print the result as JSON
    #[arg(long)]
    json: bool,
    /// Ngôn ngữ — language
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// So hai kết quả: mới đúng, mới sai — what two results newly got right and wrong
    Diff(diff::Args),
    /// Tính độ chính xác từ các phiếu đã đọc — precision from judged sheets
    Judge(judge::Args),
}

/// How many messages of one sort are printed.
const NOTES: usize = 20;

/// What a table has a line for.
#[derive(clap::ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Article,
    Cell,
    Kind,
}

impl Args {
    /// The language that messages are asked for in.
    pub(crate) fn lang(&self) -> Lang {
        match &self.command {
            Some(Command::Diff(args)) => args.lang,
            Some(Command::Judge(args)) => args.lang,
            None => self.lang,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.command {
        Some(Command::Diff(args)) => return diff::run(args),
        Some(Command::Judge(args)) => return judge::run(args),
        None => {}
    }
    let lang = args.lang.into();
    if !args.sample.is_empty() {
        return sample::run(args);
    }
    if args.explain {
        write!(anstream::stdout().lock(), "{}", definitions(lang))?;
        return Ok(Outcome::Done);
    }
    let shown = shown_fields(&args.errors)?;
    let forms = args.output.iter().map(|path| form(path)).collect::<anyhow::Result<Vec<Form>>>()?;
    let entries = args.rules || forms.iter().any(|f| matches!(f, Form::Trial));
    let floor = args.baseline.as_deref().map(Baseline::read).transpose()?;
    let scored = args.records.as_ref().map_or_else(|| "extract".to_owned(), |p| p.display().to_string());
    let gold = args.gold.iter().map(|p| p.display().to_string()).collect();
    let how = Bootstrap { replicates: args.bootstrap, seed: args.seed };
    let files = gold::list(&args.gold)?;
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let source = Source::open(args, &files, lexicon)?;
    let notes = source.notes(args, &files);
    let places = shown.is_some() || args.json || !args.output.is_empty();
    let options = Options { places, lexicon: Some(lexicon), entries };
    let mut evaluation = evaluate(files, options, |file| source.find(file));
    evaluation.notes.extend(notes);
    let result = EvalResult::of(evaluation, gold, scored, how);
    let view = |a: &ArticleScore| {
        let file = GoldFile { path: a.gold.clone(), stem: a.name.clone(), text: a.text.clone() };
        View::of(&file, source.find(&file).ok().flatten().unwrap_or_default())
    };
    tell(&result.notes, lang);
    for path in &args.output {
        save(path, &result, &view, lexicon, lang)?;
    }
    if let Some(path) = &args.write_baseline {
        // A floor that is raised keeps its slack.
        let slack = Baseline::read(path).map_or(0.0, |old| old.slack);
        let floor = Baseline { slack, ..Baseline::of(&result) };
        write_whole(path, |out| Ok(serde_json::to_writer_pretty(out, &floor)?))?;
    }
    print(args, &result, shown.as_deref(), lang)?;
    let mut short = !result.is_whole();
    for &(field, floor) in &args.min {
        let reached = result.fields.get(&field).and_then(|f| f.f1);
        if reached.is_none_or(|f| f < floor) {
            let none = || lang.pick("không có mẫu", "no samples").to_owned();
            let told = reached.map_or_else(none, |f| format!("{f:.4}"));
            anstream::eprintln!("trichluc: {field}: F1 {told} {} {floor}", lang.pick("thấp hơn", "is below"));
            short = true;
        }
    }
    if let Some(floor) = &floor {
        let changes = floor.compare(&result);
        for c in changes.iter().filter(|c| c.is_change()) {
            anstream::eprintln!("trichluc: {}", c.told(lang));
        }
        let count = |keep: fn(&Change) -> bool| changes.iter().filter(|c| keep(c)).count();
        let [gained, lost] = [count(|c| c.is_change() && !c.is_loss()), count(Change::is_loss)];
        let words = match lang {
            Language::Vi => ["trường so với mức sàn", "tăng", "tụt", "tụt quá mức cho phép"],
            Language::En => ["fields against the floor", "gained", "lost", "lost more than the slack"],
        };
        let [fields, up, down, too_far] = words;
        let failed = count(Change::fails);
        anstream::eprintln!(
            "trichluc: {} {fields}: {gained} {up}, {lost} {down}, {failed} {too_far}",
            changes.len()
        );
        short |= failed > 0;
    }
    Ok(if short { Outcome::Short } else { Outcome::Done })
}

/// Names what is wrong with the input, of each sort only the first ones.
fn tell(notes: &[Note], lang: Language) {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for note in notes {
        let n = told.entry(&note.code).or_default();
        *n += 1;
        if *n <= NOTES {
            anstream::eprintln!("trichluc: {note}");
        }
    }
    for (code, n) in told.into_iter().filter(|(_, n)| *n > NOTES) {
        let more = lang.pick("thông báo nữa (xem JSON)", "more messages (see the JSON)");
        anstream::eprintln!("trichluc: {code}: {} {more}", n - NOTES);
    }
}

fn print(args: &Args, result: &EvalResult, shown: Option<&[Field]>, lang: Language) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, result)?;
        writeln!(out)?;
        return Ok(());
    }
    if let Some(fields) = shown {
        write!(out, "{}", terminal::errors(result, fields, lang, true))?;
    }
    write!(out, "{}", terminal::tables(result, lang))?;
    for by in &args.by {
        let (title, groups) = match by {
            By::Article => (lang.pick("bài", "article"), &terminal::article_groups(result)),
            By::Cell => (lang.pick("tổ chức đảng", "cell"), &result.by_cell),
            By::Kind => (lang.pick("loại hội nghị", "kind of meeting"), &result.by_kind),
        };
        write!(out, "{}", terminal::groups(title, groups))?;
    }
    if args.rules {
        write!(out, "{}", trial::told(&result.trial, &trichluc::extract::rule_names(), lang))?;
    }
    Ok(())
}

/// Saves what the extension asks for.
fn save(
    path: &Path,
    result: &EvalResult,
    view: &dyn Fn(&ArticleScore) -> Option<View>,
    lexicon: &Lexicon,
    lang: Language,
) -> anyhow::Result<()> {
    match form(path)? {
        Form::Whole => write_whole(path, |out| Ok(serde_json::to_writer(out, result)?)),
        Form::Errors => write_whole(path, |out| jsonl::write_errors(result, out)),
        Form::Page => write_whole(path, |out| page::write(result, view, lang, out)),
        Form::Trial => {
            let rules = trichluc::extract::rule_names();
            write_whole(path, |out| trial::write_csv(&result.trial, &rules, lexicon, out))
        }
    }
}

/// In which form a result is saved.
enum Form {
    Whole,
    Errors,
    Page,
    Trial,
}

fn form(path: &Path) -> anyhow::Result<Form> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("json") => Ok(Form::Whole),
        Some("jsonl") => Ok(Form::Errors),
        Some("html" | "htm") => Ok(Form::Page),
        Some("csv") => Ok(Form::Trial),
        _ => Err(wrong_usage(format!("-o {}: .json, .jsonl, .html, .csv", path.display()))),
    }
}

/// An error of the user's, with exit code 2.
fn wrong_usage(told: String) -> anyhow::Error {
    clap::Error::raw(clap::error::ErrorKind::ValueValidation, told).into()
}

/// The file appears whole or not at all.
fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut AtomicFile) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let mut file = AtomicFile::create(path)?;
    write(&mut file).map_err(|e| trichluc::Error::io(path, e))?;
    Ok(file.commit()?)
}

fn shown_fields(names: &[String]) -> anyhow::Result<Option<Vec<Field>>> {
    if names.iter().any(|n| n == "none") {
        return Ok(None);
    }
    if names.iter().any(|n| n == "all") {
        return Ok(Some(Vec::new()));
    }
    let fields = names.iter().map(|n| n.parse()).collect::<Result<Vec<Field>, trichluc::Error>>();
    fields.map(Some).map_err(|e| wrong_usage(format!("--errors: {e}")))
}

fn floor(s: &str) -> Result<(Field, f64), String> {
    let (field, floor) = s.split_once('=').ok_or("FIELD=F1")?;
    let floor: f64 = floor.parse().map_err(|_| format!("`{floor}` is no number"))?;
    if !(0.0..=1.0).contains(&floor) {
        return Err(format!("`{floor}` is not between 0 and 1"));
    }
    Ok((field.parse().map_err(|e: trichluc::Error| e.to_string())?, floor))
}
