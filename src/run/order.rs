//! Work in many threads whose results come out in the order of the input.
//!
//! One thread reads, a pool works, one thread writes. What has been read and not yet written is bounded by
//! its weight, so that memory stays flat however long the input is and however slow one piece of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// Bytes that may be between the reader and the writer. A heavier piece travels alone.
const IN_FLIGHT: usize = 24 << 20;

/// Reads pieces with `read`, works on them with `work` in `jobs` threads, and hands the results to `write` in
/// the order in which the pieces were read. `weigh` says how much memory a piece takes. `write` may break off;
/// `read` learns of it from its sink.
///
/// With one job everything happens in the calling thread.
pub(crate) fn in_order<T: Send, R: Send>(
    jobs: usize,
    read: impl FnOnce(&mut dyn FnMut(T) -> ControlFlow<()>),
    weigh: impl Fn(&T) -> usize,
    work: impl Fn(T) -> R + Sync,
    mut write: impl FnMut(R) -> ControlFlow<()> + Send,
) -> Result<(), rayon::ThreadPoolBuildError> {
    if jobs <= 1 {
        read(&mut |piece| write(work(piece)));
        return Ok(());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let (gate, stopped) = (Gate::default(), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel::<Done<R>>();
    let (gate, stopped, work) = (&gate, &stopped, &work);
    std::thread::scope(|threads| {
        threads.spawn(move || {
            let mut waiting = BinaryHeap::new();
            let mut next = 0;
            for done in receiver {
                waiting.push(Reverse(done));
                while waiting.peek().is_some_and(|Reverse(d)| d.number == next) {
                    let Some(Reverse(done)) = waiting.pop() else { break };
                    if !stopped.load(Ordering::Relaxed) && write(done.result).is_break() {
                        stopped.store(true, Ordering::Relaxed);
                    }
                    gate.leave(done.weight);
                    next += 1;
                }
            }
        });
        pool.in_place_scope(|scope| {
            let mut number = 0;
            read(&mut |piece| {
                if stopped.load(Ordering::Relaxed) {
                    return ControlFlow::Break(());
                }
                let weight = weigh(&piece);
                gate.enter(weight);
                let sender = sender.clone();
                scope.spawn(move |_| {
                    // The receiver is gone only when the writer has panicked, which ends the run anyway.
                    let _ = sender.send(Done { number, weight, result: work(piece) });
                });
                number += 1;
                ControlFlow::Continue(())
            });
        });
        drop(sender);
    });
    Ok(())
}

/// A finished piece.
struct Done<R> {
    number: u64,
    weight: usize,
    result: R,
}

impl<R> PartialEq for Done<R> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<R> Eq for Done<R> {}

impl<R> PartialOrd for Done<R> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Done<R> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number)
    }
}

/// Lets the reader wait until there is room.
#[derive(Default)]
struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    fn enter(&self, weight: usize) {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |inside: &mut usize| *inside > 0 && *inside + weight > IN_FLIGHT;
        *self.left.wait_while(inside, full).unwrap_or_else(PoisonError::into_inner) += weight;
    }

    fn leave(&self, weight: usize) {
        *self.inside.lock().unwrap_or_else(PoisonError::into_inner) -= weight;
        self.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_out_in_order_whatever_the_threads() {
        for jobs in [1, 2, 8] {
            let mut seen = Vec::new();
            in_order(
                jobs,
                |sink| {
                    for i in 0..500u64 {
                        if sink(i).is_break() {
                            return;
                        }
                    }
                },
                |_| IN_FLIGHT / 16,
                |i| {
                    if i % 7 == 0 {
                        std::thread::sleep(std::time::Duration::from_micros(300));
                    }
                    i * 2
                },
                |r| {
                    seen.push(r);
                    ControlFlow::Continue(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..500).map(|i| i * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_writer_that_breaks_off_ends_the_reading() {
        for jobs in [1, 4] {
            let (mut read, mut written) = (0u64, 0);
            in_order(
                jobs,
                |sink| {
                    while sink(read).is_continue() {
                        read += 1;
                        assert!(read < 1_000_000, "never told to stop");
                    }
                },
                |_| IN_FLIGHT,
                |i| i,
                |_| {
                    written += 1;
                    if written == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            )
            .unwrap();
            assert_eq!(written, 10);
        }
    }
}
