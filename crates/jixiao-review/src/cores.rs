//! Work shared out among the cores of the machine.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What becomes of each item, in the order of the items. Whoever is free takes the next one, so that one long piece of work holds up no other.
///
/// One item is no work to be shared out: callers put together what is too little for a thread. Where no thread can be started, or one fails, the
/// work is done here.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let helpers = helpers(items.len());
    if helpers == 0 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else {
                return done;
            };
            done.push((at, work(item)));
        }
    };
    let mut done = thread::scope(|scope| {
        let start = |_| thread::Builder::new().spawn_scoped(scope, take).ok();
        let helpers: Vec<_> = (0..helpers).filter_map(start).collect();
        let mut done = take();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_default());
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    let mut done = done.into_iter().peekable();
    let result = |(at, item)| match done.next_if(|(own, _)| *own == at) {
        Some((_, result)) => result,
        None => work(item),
    };
    items.iter().enumerate().map(result).collect()
}

/// How many threads help this one with so many items.
fn helpers(items: usize) -> usize {
    if items < 2 {
        return 0;
    }
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    cores.min(items).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        for count in [0, 1, 2, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(map(&items, |item| item * 2), doubled);
        }
    }

    #[test]
    fn what_a_failed_thread_leaves_is_done_here() {
        let here = thread::current().id();
        let has_failed = AtomicBool::new(helpers(2) == 0);
        let items: Vec<usize> = (0..100).collect();
        let results = map(&items, |item| {
            if thread::current().id() != here {
                has_failed.store(true, Ordering::Relaxed);
                panic!("a thread that fails");
            }
            // Until the other has had its turn.
            while !has_failed.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            *item
        });
        assert_eq!(results, items);
    }
}
