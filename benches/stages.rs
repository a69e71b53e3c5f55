//! How long each stage takes, on two unlike corpora: dense articles on meetings, grown from `corpus/`, and sparse
//! news when `TRICHLUC_SHARED` names the folder with `news-unlabelled.tar.gz`.
//!
//! `cargo bench --bench stages` times them; `benches/instructions` counts instructions, with `--once` below, which
//! do not depend on what else the machine does. NOTES.md has figures.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a measuring program prints and may stop")]

use std::hint::black_box;
use std::io::Read as _;
use std::path::Path;

use criterion::{Criterion, Throughput};
use trichluc::extract::{self, Said, Scene};
use trichluc::input::Article;
use trichluc::lexicon::{Hits, Lexicon};
use trichluc::record::Record;
use trichluc::resolve::{self, Trace};
use trichluc::text::{Text, decode, normalize};

/// Bytes of text in each corpus.
const SIZE: usize = 1 << 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [once, corpus, stage, times] = args.as_slice()
        && once == "--once"
    {
        let times = times.parse().expect("how often");
        let corpus = corpora().into_iter().find(|c| c.name == corpus).expect("dense or news");
        let (_, run) = STAGES.iter().find(|(name, _)| name == stage).expect("a stage");
        let made = Made::new(&corpus);
        for _ in 0..times {
            run(&corpus, &made);
        }
        println!("{}", corpus.bytes);
        return;
    }
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for corpus in corpora() {
        let made = Made::new(&corpus);
        let mut group = criterion.benchmark_group(corpus.name);
        group.throughput(Throughput::Bytes(corpus.bytes as u64));
        for (name, run) in STAGES {
            group.bench_function(name, |b| b.iter(|| run(&corpus, &made)));
        }
        group.finish();
    }
    criterion.final_summary();
}

struct Corpus {
    name: &'static str,
    articles: Vec<Article>,
    bytes: usize,
}

/// What each stage is given: made beforehand, so that a stage is timed alone.
struct Made<'a> {
    texts: Vec<Text<'a>>,
    hits: Vec<Hits>,
    said: Vec<Said>,
    records: Vec<Record>,
}

impl<'a> Made<'a> {
    fn new(corpus: &'a Corpus) -> Self {
        let lexicon = Lexicon::embedded();
        let texts: Vec<Text<'_>> = corpus.articles.iter().map(trichluc::text_of).collect();
        let hits: Vec<Hits> = texts.iter().map(|t| lexicon.scan(t)).collect();
        let mut said = Vec::new();
        let mut records = Vec::new();
        for ((article, text), hits) in corpus.articles.iter().zip(&texts).zip(&hits) {
            let mut scene = Scene::new(text, hits, lexicon);
            let all = extract::all(&mut scene);
            records.push(resolve::record(&scene, article, &all, &mut Trace::off()));
            said.push(all);
        }
        Self { texts, hits, said, records }
    }

    fn scenes(&self) -> impl Iterator<Item = Scene<'_>> {
        self.texts.iter().zip(&self.hits).map(|(text, hits)| Scene::new(text, hits, Lexicon::embedded()))
    }
}

type Stage = fn(&Corpus, &Made<'_>);

/// The stages in their order, then all of them.
const STAGES: [(&str, Stage); 8] = [
    ("decode", |corpus, _| {
        for article in &corpus.articles {
            black_box(decode(bytes(article)));
        }
    }),
    ("normalize", |_, made| {
        for text in &made.texts {
            black_box(normalize(text.source()));
        }
    }),
    // decoding and normalizing too, then tokens, slips, sentences, lines
    ("text", |corpus, _| {
        for article in &corpus.articles {
            black_box(trichluc::text_of(article));
        }
    }),
    ("scan", |_, made| {
        for text in &made.texts {
            black_box(Lexicon::embedded().scan(text));
        }
    }),
    ("rooms", |_, made| {
        for mut scene in made.scenes() {
            black_box(extract::all(&mut scene));
        }
    }),
    ("resolve", |corpus, made| {
        for ((scene, article), said) in made.scenes().zip(&corpus.articles).zip(&made.said) {
            black_box(resolve::record(&scene, article, said, &mut Trace::off()));
        }
    }),
    ("serialize", |_, made| {
        let mut lines = Vec::new();
        for record in &made.records {
            lines.clear();
            serde_json::to_writer(&mut lines, record).expect("a record is JSON");
            black_box(&lines);
        }
    }),
    ("all", |corpus, _| {
        let mut lines = Vec::new();
        for article in &corpus.articles {
            lines.clear();
            let record = trichluc::analyze(article, Lexicon::embedded());
            serde_json::to_writer(&mut lines, &record).expect("a record is JSON");
            black_box(&lines);
        }
    }),
];

fn bytes(article: &Article) -> &[u8] {
    match &article.content {
        trichluc::input::Content::Bytes(bytes) => bytes,
        trichluc::input::Content::Plain(text) => text.as_bytes(),
    }
}

fn corpora() -> Vec<Corpus> {
    let mut corpora = vec![dense()];
    match std::env::var_os("TRICHLUC_SHARED") {
        Some(folder) => corpora.push(news(Path::new(&folder))),
        None => println!("TRICHLUC_SHARED is not set: no corpus of news"),
    }
    corpora
}

/// The articles of `corpus/` again and again, each time in another year.
fn dense() -> Corpus {
    let mut texts: Vec<String> = Vec::new();
    for folder in ["dense", "genre"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(folder);
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).expect("the corpus").map(|e| e.expect("an entry").path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        paths.sort();
        texts.extend(paths.iter().map(|p| std::fs::read_to_string(p).expect("an article")));
    }
    let again = (0..20).cycle().flat_map(|year| {
        texts.iter().map(move |t| t.replace("2023", &(2005 + year).to_string()).into_bytes())
    });
    corpus("dense", again)
}

/// The first articles of the archive of news.
fn news(shared: &Path) -> Corpus {
    let file = std::fs::File::open(shared.join("news-unlabelled.tar.gz")).expect("the archive of news");
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let texts = archive.entries().expect("a tar archive").map(|entry| {
        let mut text = Vec::new();
        entry.expect("an entry").read_to_end(&mut text).expect("a whole entry");
        text
    });
    corpus("news", texts.filter(|text| !text.is_empty()))
}

fn corpus(name: &'static str, texts: impl Iterator<Item = Vec<u8>>) -> Corpus {
    let (mut articles, mut bytes) = (Vec::new(), 0);
    for (k, text) in texts.enumerate() {
        bytes += text.len();
        articles.push(Article::from_bytes(format!("{k}.txt"), text));
        if bytes >= SIZE {
            break;
        }
    }
    Corpus { name, articles, bytes }
}
