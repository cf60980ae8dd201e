//! Links between a task and anything else: a control it touches, evidence it is about, a task that belongs to it. A link
//! has no direction: it is seen from either end, and kept once whichever end it was made from.
//!
//! What shows something *about* a task is linked as evidence (`evidence.rs`) and counts; a link here says only that two
//! things have to do with each other.

use crate::id::{SubjectId, TaskId};

/// The most links that a task has.
pub const MOST: i64 = 200;

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Which thing.
    pub id: SubjectId,
    /// Whether it is a task.
    pub is_task: bool,
}

/// A link as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The task; of two, the one that was made first.
    pub task: TaskId,
    /// What it is linked to.
    pub to: SubjectId,
}

/// Why two things are not linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefused {
    /// A thing and itself.
    #[error("a task is not linked to itself")]
    Itself,
    /// Neither is a task.
    #[error("one of the two has to be a task")]
    NoTask,
    /// The task was made for that requirement or control, which says more than a link.
    #[error("the task serves this requirement or control already")]
    ServesIt,
    /// The task has as many as it may.
    #[error("a task has at most {MOST} links")]
    TooMany,
}

impl LinkRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Itself => "linked_to_itself",
            Self::NoTask => "no_task_to_link",
            Self::ServesIt => "serves_it_already",
            Self::TooMany => "too_many_links",
        }
    }
}

impl Link {
    /// The link between two things.
    ///
    /// # Errors
    /// When they are one, or neither is a task.
    pub fn between(one: End, other: End) -> Result<Self, LinkRefused> {
        if one.id == other.id {
            return Err(LinkRefused::Itself);
        }
        let first = |a: End, b: End| a.is_task && (!b.is_task || a.id < b.id);
        if first(one, other) {
            return Ok(Self { task: one.id, to: other.id });
        }
        if first(other, one) {
            return Ok(Self { task: other.id, to: one.id });
        }
        Err(LinkRefused::NoTask)
    }

    /// Whether it says something that is not said already.
    ///
    /// # Errors
    /// When the task `serves` what it would be linked to.
    pub fn check_new(self, serves: Option<SubjectId>) -> Result<(), LinkRefused> {
        if serves == Some(self.to) { Err(LinkRefused::ServesIt) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn end() -> impl Strategy<Value = End> {
        (1..6_u128, any::<bool>())
            .prop_map(|(id, is_task)| End { id: SubjectId(Uuid::from_u128(id)), is_task })
    }

    proptest! {
        #[test]
        fn a_link_is_the_same_from_either_end_and_begins_at_a_task(one in end(), other in end()) {
            let link = Link::between(one, other);
            prop_assert_eq!(link, Link::between(other, one));
            match link {
                Ok(link) => {
                    let task = if link.task == one.id { one } else { other };
                    prop_assert!(task.is_task && link.task != link.to);
                    prop_assert!([one.id, other.id].contains(&link.to));
                }
                Err(LinkRefused::Itself) => prop_assert_eq!(one.id, other.id),
                Err(why) => prop_assert!(why == LinkRefused::NoTask && !one.is_task && !other.is_task),
            }
        }
    }

    #[test]
    fn what_a_task_serves_is_not_linked_as_well() {
        let [task, control] = [1, 2].map(|id| SubjectId(Uuid::from_u128(id)));
        let link = Link { task, to: control };
        assert_eq!(link.check_new(Some(control)), Err(LinkRefused::ServesIt));
        assert_eq!(link.check_new(None), Ok(()));
        assert_eq!(link.check_new(Some(task)), Ok(()));
    }
}
