//! What a process has room for only so often at a time, and how much of it one account may have: nobody takes the room
//! of everybody.

use crate::problem::Problem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// How long somebody waits who has as much as is theirs.
const LATER: u64 = 20;

/// Counts those who do something.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    taken: Arc<Mutex<Taken>>,
    most: usize,
    each: usize,
    gauge: &'static str,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by: HashMap<Uuid, usize>,
}

/// One of them, until it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    room: Room,
    who: Uuid,
}

impl Room {
    /// Room for `most`, and for `each` of one account.
    pub(crate) fn of(most: usize, each: usize, gauge: &'static str) -> Self {
        Self { taken: Arc::default(), most, each, gauge }
    }

    /// One more. Whoever has as many as they may is told to wait, and everybody where there is no room.
    pub(crate) fn enter(&self, who: Uuid) -> Result<Place, Problem> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.by.get(&who).is_some_and(|theirs| *theirs >= self.each) {
            return Err(Problem::TooManyRequests { seconds: LATER });
        }
        if taken.all >= self.most {
            return Err(Problem::Busy);
        }
        taken.all += 1;
        *taken.by.entry(who).or_default() += 1;
        metrics::gauge!(self.gauge).increment(1.0);
        Ok(Place { room: self.clone(), who })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(theirs) = taken.by.get_mut(&self.who) {
            *theirs -= 1;
            if *theirs == 0 {
                taken.by.remove(&self.who);
            }
        }
        metrics::gauge!(self.room.gauge).decrement(1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_has_its_share_and_all_together_what_there_is() {
        let room = Room::of(3, 2, "aims_test");
        let [ada, grace, eve] = [1, 2, 3].map(Uuid::from_u128);
        let (first, _second) = (room.enter(ada).unwrap(), room.enter(ada).unwrap());
        assert!(matches!(room.enter(ada), Err(Problem::TooManyRequests { .. })));
        let third = room.enter(grace).unwrap();
        assert!(matches!(room.enter(eve), Err(Problem::Busy)));
        drop(first);
        let _again = room.enter(ada).unwrap();
        drop(third);
        assert!(matches!(room.enter(ada), Err(Problem::TooManyRequests { .. })));
        let _other = room.enter(eve).unwrap();
        let taken = room.taken.lock().unwrap();
        assert_eq!((taken.all, taken.by.len()), (3, 2), "whoever left is forgotten");
    }
}
