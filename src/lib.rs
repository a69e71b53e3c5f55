//! Trích lục: facts out of Vietnamese articles on meetings of Party cells.
//!
//! Data flows one way: bytes become a [`text`], one scan marks every entry of the [`lexicon`], each room of
//! [`extract`] reads what the text *says*, [`resolve`] decides what it *means*, and the [`record`] is plain data
//! that tables, comparison and evaluation read.
//!
//! ```
//! use trichluc::{analyze, input::Article, lexicon::Lexicon};
//! let article = Article::from_bytes("bai.txt", "Ngày 21/12/2023, Chi bộ họp.".into());
//! let record = analyze(&article, Lexicon::embedded());
//! println!("{}", serde_json::to_string(&record)?);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod analyze;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod input;
pub mod lang;
pub mod lexicon;
pub mod output;
#[cfg(feature = "tables")]
pub mod reconcile;
pub mod record;
pub mod resolve;
pub mod run;
#[cfg(feature = "tables")]
pub mod tables;
pub mod text;

pub use analyze::{Explained, analyze, analyze_text, explain, text_of};
pub use error::{Error, Result};
