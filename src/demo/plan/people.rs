//! Who comes and goes.

use super::super::act::What;
use super::super::story::{FOUNDED, Story};
use super::Act;

/// How often people clear their notices, in days, and the day on which they did it last.
const READS: usize = 90;
const LAST_READ: i64 = -5;

pub(super) fn acts(story: &Story) -> Vec<Act> {
    let mut acts = vec![
        Act::new(FOUNDED, "nadia", What::Found),
        Act::new(FOUNDED + 1, "nadia", What::Adopt),
        Act::new(FOUNDED + 1, "nadia", What::Import),
    ];
    for hired in &story.cast.hired {
        acts.push(Act::new(hired.day, "tobias", What::Hire(hired.clone())));
    }
    for (who, day) in &story.cast.joins {
        let by = if story.has_joined("tobias", *day) { "tobias" } else { "nadia" };
        acts.push(Act::new(*day, by, What::Join(who.clone())));
    }
    for leaves in &story.cast.leaves {
        acts.push(Act::new(leaves.day, "tobias", What::Leave(leaves.clone())));
    }
    // Holidays, and the last of them not over yet.
    for (who, day, days, delegate) in
        [("priya", -480, 14, "jonas"), ("jonas", -150, 10, "priya"), ("priya", -4, 11, "jonas")]
    {
        let what = What::Away { days, delegate: delegate.to_owned() };
        acts.push(Act::new(day, who, what));
    }
    for (who, joined) in &story.cast.joins {
        // Whoever left reads nothing any more.
        let left = story.cast.leaves.iter().find(|one| one.who == *who).map(|one| one.day);
        let until = left.unwrap_or(LAST_READ);
        for day in (joined + 2..until).step_by(READS).skip(1).chain([until - 1]) {
            acts.push(Act::new(day, who, What::ReadNotices));
        }
    }
    acts
}
