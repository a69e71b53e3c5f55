//! Where results go: a file that appears whole or not at all, or a stream; tables in every format.

mod atomic;
#[cfg(feature = "tables")]
pub mod csv;
#[cfg(feature = "tables")]
pub mod folder;
mod guard;
#[cfg(feature = "tables")]
pub mod json;
#[cfg(feature = "tables")]
pub mod markdown;
#[cfg(feature = "tables")]
pub mod parquet;
#[cfg(feature = "tables")]
pub mod sqlite;
#[cfg(feature = "tables")]
pub mod svg;
#[cfg(feature = "tables")]
pub mod terminal;
#[cfg(feature = "tables")]
pub mod xlsx;

pub use atomic::AtomicFile;
pub(crate) use atomic::{failure, folder_of, resolved, sync_folder};
pub use guard::guarded;
