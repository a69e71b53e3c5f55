//! What an evaluation says, in three forms: for the terminal, as JSON, as one page.

pub mod agreed;
pub mod change;
pub mod definitions;
pub mod jsonl;
pub mod page;
pub mod result;
pub mod terminal;
pub mod trial;

pub use crate::lang::Lang;
