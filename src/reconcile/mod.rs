//! Names of cells reconciled: which spellings are one name.
//!
//! Names that meet at a strong layer of spelling are one cell without asking ([`key`]). What only nearly
//! meets is proposed with its evidence by the tables, and a person's decision in an alias file is replayed
//! ever after ([`Aliases`]). Nothing here joins two names because they look alike.

mod abbreviations;
mod alias;
mod layer;

pub use alias::{Aliases, Decision};
pub use layer::{fold, key, meet, without_marks};
