//! Trích lục: facts out of Vietnamese articles on meetings of Party cells.
//!
//! Data flows one way: bytes become a text, one scan marks every list entry, each room reads what the
//! text *says*, `resolve` decides what it *means*, and the record is plain data that tables, comparison and
//! evaluation read.

pub mod error;
pub mod input;
pub mod record;
pub mod text;

pub use error::{Error, Result};
