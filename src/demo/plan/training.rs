//! What people are asked to learn, and when they come to it.

use super::super::act::What;
use super::super::story::{Story, Trained};
use super::{Act, able};

pub(super) fn acts(story: &Story) -> Vec<Act> {
    let learns = |days: &[i64]| {
        let last = days.last().copied();
        days.iter()
            .map(|day| Act::new(*day, "nadia", What::Learn { last: Some(*day) == last }))
            .collect::<Vec<_>>()
    };
    let mut acts: Vec<Act> = story.trainings.iter().flat_map(|one| of(story, one)).collect();
    acts.extend(story.trainings.iter().flat_map(|one| learns(&one.read)));
    acts.extend(story.rounds.iter().flat_map(|one| learns(&one.read)));
    for version in &story.versions {
        let by = able(story, "mara", version.written);
        acts.push(Act::new(version.written, by, What::WriteVersion(version.clone())));
        let key = version.catalogue.clone();
        acts.push(Act::new(version.approved, "nadia", What::ApproveTraining { key }));
        acts.extend(learns(&version.read));
    }
    acts
}

fn of(story: &Story, one: &Trained) -> Vec<Act> {
    let by = if story.has_joined("mara", one.added) { able(story, "mara", one.added) } else { "nadia" };
    let key = one.key();
    vec![
        Act::new(one.added, by, What::AddTraining(one.clone())),
        Act::new(one.approved, "nadia", What::ApproveTraining { key }),
    ]
}
