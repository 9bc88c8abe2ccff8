//! Work on many things by several threads, whose results come out in the order
//! of the things and one by one.
//!
//! Each piece of work has a channel of its own for the parts of its result.
//! The channels are short, and only so many are open at a time: whoever is
//! ahead of the one whose turn it is waits soon, so that memory does not grow
//! with the number of pieces, whatever their order and size. Pieces are begun
//! in their order; so the one whose turn it is has always been begun, and
//! nobody waits for it for ever.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{self, Receiver, SendError, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

/// Pieces that are begun or done before their turn, for each thread.
const AHEAD: usize = 4;
/// Parts of a result that wait for their turn.
const ROOM: usize = 2;

/// Calls `work` for every job, on as many threads, and `take` on this one with
/// every part that it sends, in the order of the jobs. `work` gets an error
/// from sending once nobody wants its parts any more, and should return it.
///
/// # Errors
/// The first of `take`, which ends the work; and where no thread can be had.
pub fn in_order<Job: Sync, Part: Send>(
    threads: usize,
    jobs: &[Job],
    work: impl Fn(&Job, &SyncSender<Part>) -> Result<(), SendError<Part>> + Sync,
    mut take: impl FnMut(&Job, Part) -> io::Result<()>,
) -> io::Result<()> {
    let (queue, orders) = mpsc::channel();
    let orders = Arc::new(Mutex::new(orders));
    thread::scope(|scope| {
        // Dropped at the end of this block, however it ends: it is how the
        // threads learn that there is no more to do.
        let queue = queue;
        for _ in 0..threads.min(jobs.len()) {
            let orders = Arc::clone(&orders);
            let work = &work;
            thread::Builder::new().spawn_scoped(scope, move || {
                while let Some((job, parts)) = next(&orders) {
                    if work(job, &parts).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop(orders);
        let mut begun = VecDeque::new();
        let mut waiting = jobs.iter();
        for turn in jobs {
            while begun.len() < threads * AHEAD
                && let Some(job) = waiting.next()
            {
                let (parts, result) = mpsc::sync_channel(ROOM);
                // Without threads to take it the result ends at once.
                let _ = queue.send((job, parts));
                begun.push_back(result);
            }
            for part in begun.pop_front().into_iter().flatten() {
                take(turn, part)?;
            }
        }
        Ok(())
    })
}

/// A job, and where to send the parts of its result.
type Order<'j, Job, Part> = (&'j Job, SyncSender<Part>);

fn next<'j, Job, Part>(
    orders: &Mutex<Receiver<Order<'j, Job, Part>>>,
) -> Option<Order<'j, Job, Part>> {
    orders.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every job sends as many parts as its number says.
    fn check(threads: usize, jobs: &[usize]) {
        let mut taken = Vec::new();
        let work = |job: &usize, parts: &SyncSender<usize>| {
            (0..*job).try_for_each(|part| parts.send(part))
        };
        in_order(threads, jobs, work, |job, part| {
            taken.push((*job, part));
            Ok(())
        })
        .unwrap();
        let expect: Vec<(usize, usize)> = jobs
            .iter()
            .flat_map(|job| (0..*job).map(|part| (*job, part)))
            .collect();
        assert_eq!(taken, expect, "{threads} threads");
    }

    #[test]
    fn order() {
        let many: Vec<usize> = (0..200).map(|job| job * 7 % 23).collect();
        for threads in [1, 2, 3, 16] {
            check(threads, &[]);
            check(threads, &[3]);
            check(threads, &[500, 0, 1, 0, 2, 400]);
            check(threads, &many);
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let jobs = [1, 2, 3].repeat(1000);
        let mut taken = 0;
        let result = in_order(
            2,
            &jobs,
            |job, parts: &SyncSender<i32>| parts.send(*job),
            |_, _| {
                taken += 1;
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            },
        );
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(taken, 1);
    }
}
