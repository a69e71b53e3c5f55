//! `trichluc extract`: the records of all articles under some paths, as JSON lines in path order.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::error::ErrorKind;
use indicatif::{ProgressBar, ProgressStyle};
use trichluc::Error;
use trichluc::lexicon::Lexicon;
use trichluc::output::AtomicFile;
use trichluc::run::{self, Counts, Destination, Plan, Watch};

use super::Outcome;
use super::lang::Lang;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Tệp và thư mục; "-" là JSON lines từ đầu vào chuẩn — files and folders; "-" for JSON lines from standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Tệp kết quả, xuất hiện trọn vẹn hoặc không — output file, whole or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Số luồng — threads [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Thư mục danh sách riêng — a folder of lists laid over the shipped ones
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Chạy tiếp lần chạy dở có cùng tệp kết quả — go on where a killed run with the same output was
    #[arg(long, requires = "output")]
    resume: bool,
    /// Ghi lỗi từng bài, dạng JSON lines — list each failure with path, reason and remedy
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Ghi tóm tắt lần chạy — write a summary of the run as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Giữ cả bài trùng — record articles with the same text one by one, and link no reposts
    #[arg(long)]
    keep_duplicates: bool,
    #[command(flatten)]
    input: super::input::Reading,
    /// Ngôn ngữ của lời nhắn — language of messages
    #[arg(long, value_enum, default_value_t)]
    pub(super) lang: Lang,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    check(args)?;
    // A panic in a reader of a format is told as the failure of its article.
    std::panic::set_hook(Box::new(|_| {}));
    let lexicon = crate::cli::lexicon(args.lexicon.as_deref())?;
    let options = args.input.options();
    if is_stream(args) {
        return stream(args, lexicon, &options);
    }
    let output = match &args.output {
        Some(path) if path != Path::new("-") => Destination::File(path.clone()),
        _ => Destination::Stream(Box::new(std::io::stdout())),
    };
    let plan = Plan {
        basis: run::basis(lexicon, &options, args.keep_duplicates),
        paths: args.paths.clone(),
        input: options,
        jobs: args.jobs.map_or_else(cores, usize::from),
        output,
        errors: args.errors.clone(),
        keep_duplicates: args.keep_duplicates,
        resume: args.resume,
    };
    let console = Console::new(args.lang);
    let begun = Instant::now();
    let result = run::run(plan, |article| run::read(article, lexicon), &console);
    let elapsed = begun.elapsed();
    console.end();
    let counts = result?;
    console.sum_up(&counts, elapsed);
    if let Some(path) = &args.report {
        report(path, &counts, elapsed)?;
    }
    Ok(if counts.failures == 0 { Outcome::Done } else { Outcome::Short })
}

fn is_stream(args: &Args) -> bool {
    args.paths.iter().any(|path| path == Path::new("-"))
}

/// JSON lines from standard input; what fails is a line of the output, so that an engine sees it.
fn stream(args: &Args, lexicon: &Lexicon, options: &trichluc::input::Options) -> anyhow::Result<Outcome> {
    let jobs = args.jobs.map_or_else(cores, usize::from);
    let console = Console { bar: None, ..Console::new(args.lang) };
    let begun = Instant::now();
    let read = |article: &trichluc::input::Article| run::read_alone(article, lexicon);
    let input = std::io::stdin();
    let counts = match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => run::stream(input, std::io::stdout(), options, jobs, read, &console)?,
        Some(path) => {
            let mut file = AtomicFile::create(path)?;
            let counts = run::stream(input, &mut file, options, jobs, read, &console)?;
            file.commit()?;
            counts
        }
    };
    if let Some(path) = &args.report {
        report(path, &counts, begun.elapsed())?;
    }
    Ok(Outcome::Done)
}

/// What clap cannot check by itself.
fn check(args: &Args) -> anyhow::Result<()> {
    if is_stream(args) && (args.paths.len() > 1 || args.resume || args.errors.is_some()) {
        let what = "“-” stands alone: a stream cannot be resumed, and its failures are lines of the output";
        let told = format!("{}\n", args.lang.told(what));
        return Err(clap::Error::raw(ErrorKind::ArgumentConflict, told).into());
    }
    let same =
        |a: &Path, b: &Path| a == b || a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b));
    let outputs: Vec<&PathBuf> = [&args.output, &args.errors, &args.report].into_iter().flatten().collect();
    for (k, &output) in outputs.iter().enumerate() {
        let written_twice = outputs.iter().skip(k + 1).any(|other| *other == output);
        if written_twice || args.paths.iter().any(|path| path.is_file() && same(path, output)) {
            let what =
                format!("{} would be overwritten while it is in use; name another file", output.display());
            let told = format!("{}\n", args.lang.told(&what));
            return Err(clap::Error::raw(ErrorKind::ArgumentConflict, told).into());
        }
    }
    Ok(())
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn report(path: &Path, counts: &Counts, elapsed: Duration) -> trichluc::Result<()> {
    let seconds = elapsed.as_secs_f64();
    let report = serde_json::json!({
        "program": concat!("trichluc ", env!("CARGO_PKG_VERSION")),
        "schema_version": trichluc::record::SCHEMA_VERSION,
        "seconds": (seconds * 1000.0).round() / 1000.0,
        "articles_per_second": (counts.articles as f64 / seconds.max(1e-9)).round(),
        "counts": counts,
    });
    let mut file = AtomicFile::create(path)?;
    writeln!(file, "{report:#}").map_err(|e| Error::io(path, e))?;
    file.commit()
}

/// Tells the user on standard error how the run goes; a bar only on a terminal.
struct Console {
    lang: Lang,
    bar: Option<ProgressBar>,
    /// When the bar was last brought up to date, and the files and bytes to read.
    state: Mutex<State>,
}

struct State {
    shown: Instant,
}

impl Console {
    fn new(lang: Lang) -> Self {
        let bar = std::io::stderr().is_terminal().then(ProgressBar::no_length);
        Self { lang, bar, state: Mutex::new(State { shown: Instant::now() }) }
    }

    fn say(&self, line: &str) {
        // A name out of an archive may hold what a terminal would obey.
        let line = line.replace(|c: char| c.is_control() && c != '\n', "\u{FFFD}");
        match &self.bar {
            Some(bar) => bar.suspend(|| anstream::eprintln!("{line}")),
            None => anstream::eprintln!("{line}"),
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn sum_up(&self, counts: &Counts, elapsed: Duration) {
        let Counts { articles, records, duplicates, near_duplicates, failures, resumed, .. } = counts;
        let seconds = elapsed.as_secs_f64();
        let line = match self.lang {
            Lang::Vi => format!(
                "{articles} bài → {records} bản ghi, {duplicates} bài trùng, {near_duplicates} bài gần trùng, {failures} lỗi, {resumed} lấy lại từ lần trước; {seconds:.1} giây"
            ),
            Lang::En => format!(
                "{articles} articles → {records} records, {duplicates} duplicates, {near_duplicates} near-duplicates, {failures} failures, {resumed} from the run before; {seconds:.1} s"
            ),
        };
        self.say(&line);
    }
}

impl Watch for Console {
    fn begins(&self, files: usize, bytes: u64) {
        let Some(bar) = &self.bar else { return };
        let template = match self.lang {
            Lang::Vi => "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, còn {eta} · {msg}",
            Lang::En => "{bar:30} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left · {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_length(bytes);
        bar.set_message(format!("{files} {}", self.lang.pick("tệp", "files")));
    }

    fn wants_size(&self) -> bool {
        self.bar.is_some()
    }

    fn note(&self, note: &str) {
        self.say(&format!("trichluc: {}", self.lang.told(note)));
    }

    fn failure(&self, error: &Error) {
        self.say(&format!("trichluc: {}", error.told(self.lang.into())));
    }

    fn progress(&self, so_far: &Counts) {
        let Some(bar) = &self.bar else { return };
        let Ok(mut state) = self.state.lock() else { return };
        if state.shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        state.shown = Instant::now();
        bar.set_position(so_far.bytes_read);
        bar.set_message(match self.lang {
            Lang::Vi => format!("{} bài, {} lỗi", so_far.articles, so_far.failures),
            Lang::En => format!("{} articles, {} failures", so_far.articles, so_far.failures),
        });
    }
}
