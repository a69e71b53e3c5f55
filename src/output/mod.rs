//! Where results go: a file that appears whole or not at all, or a stream.

mod atomic;

pub use atomic::AtomicFile;
pub(crate) use atomic::{failure, folder_of, resolved, sync_folder};
