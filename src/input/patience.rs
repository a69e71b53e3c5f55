//! A limit on the time that a format library may take for one document.
//!
//! No library can be told to stop. It works in a thread beside the caller's, which is kept for the next document; when
//! the time is up the article fails, and the thread is left to itself: it holds nothing that anyone waits for, and
//! ends with its work or with the program.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Sender};
use std::time::{Duration, Instant};

use crate::error::{Error, Result, panicked};

/// Stack of the thread: libraries descend into what is nested.
const STACK: usize = 16 << 20;

type Job = Box<dyn FnOnce() + Send>;

thread_local! {
    /// The thread beside this one. Most pages are small: to start a thread for each would cost as much as to read it.
    static BESIDE: RefCell<Option<Sender<Job>>> = const { RefCell::new(None) };
}

/// Runs `work` in another thread for so long. A panic of `work` is an error, as is running out of time.
pub(crate) fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    hand_over(Box::new(move || {
        let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(panicked("", &*panic)));
        // Nobody listens any more when the time was up.
        let _ = sender.send(result);
    }))?;
    receiver.recv_timeout(time).unwrap_or_else(|_| {
        // The next document gets a thread of its own.
        BESIDE.with_borrow_mut(Option::take);
        Err(too_long(time))
    })
}

/// Gives a job to the thread beside this one, which is started where there is none.
fn hand_over(job: Job) -> Result<()> {
    let none = || Error::new("no thread can be started");
    BESIDE.with_borrow_mut(|beside| {
        let job = match beside.as_ref() {
            None => job,
            Some(thread) => match thread.send(job) {
                Ok(()) => return Ok(()),
                Err(gone) => gone.0,
            },
        };
        let (thread, jobs) = mpsc::channel::<Job>();
        let run = move || jobs.into_iter().for_each(|job| job());
        let spawned = std::thread::Builder::new().name("document".into()).stack_size(STACK).spawn(run);
        spawned.map_err(|e| none().because(e))?;
        thread.send(job).map_err(|_| none())?;
        *beside = Some(thread);
        Ok(())
    })
}

/// The time that one document takes, without that of those who use what is read of it.
#[derive(Debug)]
pub(crate) struct Watch {
    limit: Duration,
    spent: Duration,
    since: Instant,
}

impl Watch {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, spent: Duration::ZERO, since: Instant::now() }
    }

    /// Runs what is no reading.
    pub(crate) fn aside<T>(&mut self, other: impl FnOnce() -> T) -> T {
        self.spent += self.since.elapsed();
        let done = other();
        self.since = Instant::now();
        done
    }

    /// An error when the time is up.
    pub(crate) fn check(&self) -> Result<()> {
        if self.spent + self.since.elapsed() > self.limit { Err(too_long(self.limit)) } else { Ok(()) }
    }
}

fn too_long(time: Duration) -> Error {
    let what = format!("takes longer than {} seconds to read", time.as_secs());
    Error::new(what).remedy("save or print it anew, or raise the limit with --max-seconds")
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
        assert_eq!(within(60 * second, || Ok(8)).unwrap(), 8);
        let gave_up = within(60 * second, || -> Result<()> { panic!("no glyph") });
        assert!(gave_up.unwrap_err().to_string().contains("gave up on it (no glyph)"));
        assert_eq!(within(60 * second, || Ok(9)).unwrap(), 9);
    }

    #[test]
    fn a_watch_stands_still_while_others_work() {
        let mut watch = Watch::new(Duration::from_millis(50));
        watch.aside(|| std::thread::sleep(Duration::from_millis(80)));
        assert!(watch.check().is_ok());
        std::thread::sleep(Duration::from_millis(80));
        assert!(watch.check().unwrap_err().to_string().contains("--max-seconds"));
    }
}
