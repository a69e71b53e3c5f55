//! A limit on the time that a format library may take for one document.
//!
//! No library can be told to stop. It runs in a thread of its own; when the time is up the article fails, and
//! the thread is left to itself: it holds nothing that anyone waits for, and ends with the program at the latest.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::time::Duration;

use crate::error::{Error, Result, panicked};

/// Stack of the thread: libraries descend into what is nested.
const STACK: usize = 16 << 20;

/// Runs `work` in a thread of its own for so long. A panic of `work` is an error, as is running out of time.
pub(crate) fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let run = move || {
        let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panicked("", &*panic)));
        // Nobody listens any more when the time was up.
        let _ = sender.send(result);
    };
    let spawned = std::thread::Builder::new().name("document".into()).stack_size(STACK).spawn(run);
    spawned.map_err(|e| Error::new("no thread can be started").because(e))?;
    receiver.recv_timeout(time).unwrap_or_else(|_| {
        let what = format!("takes longer than {} seconds to read", time.as_secs());
        Err(Error::new(what).remedy("save or print it anew, or raise the limit with --max-seconds"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_or_gives_up_costs_that_document_only() {
        let second = Duration::from_secs(1);
        assert_eq!(within(60 * second, || Ok(7)).unwrap(), 7);
        let endless = within(second / 100, || -> Result<()> {
            std::thread::sleep(60 * Duration::from_secs(1));
            Ok(())
        });
        assert!(endless.unwrap_err().to_string().contains("takes longer than 0 seconds"));
        let gave_up = within(60 * second, || -> Result<()> { panic!("no glyph") });
        assert!(gave_up.unwrap_err().to_string().contains("gave up on it (no glyph)"));
    }
}
