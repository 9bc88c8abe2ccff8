//! Work on many things by several threads, whose results come out in the order
//! of the things and one by one.
//!
//! Each piece of work has a channel of its own for the parts of its result.
//! The channels are short, and only so many are open at a time: whoever is
//! ahead of the one whose turn it is waits soon, so that memory does not grow
//! with the number of pieces, whatever their order and size. Pieces are begun
//! in their order; so the one whose turn it is has always been begun, and
//! nobody waits for it for ever. Whoever is free takes the next piece itself,
//! so that what is done is told also while the next piece is still to come.

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SendError, SyncSender};
use std::thread;

/// Pieces that are begun or done before their turn, for each thread.
const AHEAD: usize = 4;
/// Parts of a result that wait for their turn: as many as a file with one page
/// sends, so that who reads it can go on with the next.
const ROOM: usize = 4;

/// Calls `work` for every job, on as many threads, and `take` on this one with
/// every part that it sends, in the order of the jobs. `work` gets an error
/// from sending once nobody wants its parts any more, and should return it.
///
/// # Errors
/// The first of `take`, which ends the work; and where no thread can be had.
pub fn in_order<Job, Part: Send>(
    threads: usize,
    jobs: impl Iterator<Item = Job> + Send,
    work: impl Fn(Job, &SyncSender<Part>) -> Result<(), SendError<Part>> + Sync,
    mut take: impl FnMut(Part) -> io::Result<()>,
) -> io::Result<()> {
    let (turns, results) = mpsc::sync_channel(threads * AHEAD);
    let queue = Mutex::new(Some((jobs, turns)));
    thread::scope(|scope| {
        // Dropped at the end of this block, however it ends: it is how the
        // threads learn that nobody waits for results any more.
        let results = results;
        for _ in 0..threads {
            thread::Builder::new().spawn_scoped(scope, || {
                while let Some((job, parts)) = next(&queue) {
                    if work(job, &parts).is_err() {
                        break;
                    }
                }
            })?;
        }
        for part in results.iter().flatten() {
            take(part)?;
        }
        Ok(())
    })
}

/// The jobs that are left, and where their results queue up; nothing once there
/// are no more, which is how the queue gets its end.
type Queue<Jobs, Part> = Mutex<Option<(Jobs, SyncSender<Receiver<Part>>)>>;

/// Takes the next job, and its place in the order.
fn next<Job, Part>(
    queue: &Queue<impl Iterator<Item = Job>, Part>,
) -> Option<(Job, SyncSender<Part>)> {
    let mut queue = queue.lock().ok()?;
    let (jobs, turns) = queue.as_mut()?;
    let Some(job) = jobs.next() else {
        *queue = None;
        return None;
    };
    let (parts, result) = mpsc::sync_channel(ROOM);
    turns.send(result).ok()?;
    Some((job, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every job sends as many parts as its number says.
    fn check(threads: usize, jobs: &[usize]) {
        let mut taken = Vec::new();
        let work = |job: usize, parts: &SyncSender<(usize, usize)>| {
            (0..job).try_for_each(|part| parts.send((job, part)))
        };
        in_order(threads, jobs.iter().copied(), work, |part| {
            taken.push(part);
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
            jobs.into_iter(),
            |job, parts: &SyncSender<i32>| parts.send(job),
            |_| {
                taken += 1;
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            },
        );
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(taken, 1);
    }
}
