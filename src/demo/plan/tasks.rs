//! The work, told one by one and what comes again.

use super::super::act::{Step, What};
use super::super::chance;
use super::super::story::{Again, Story, Task};
use super::{Act, able};

pub(super) fn acts(story: &Story) -> Vec<Act> {
    let again = story.again.iter().flat_map(|again| occurrences(story, again));
    story.tasks.iter().cloned().chain(again).flat_map(|task| one(story, &task)).collect()
}

fn one(story: &Story, task: &Task) -> Vec<Act> {
    let mut acts = vec![Act::new(task.made, &task.by, What::Create(task.clone()))];
    let by = |day| able(story, &task.owner, day);
    let step = |step, reason: &str| What::Work {
        task: task.key.clone(),
        step,
        reason: (!reason.is_empty()).then(|| reason.to_owned()),
    };
    if let Some(day) = task.started {
        acts.push(Act::new(day, by(day), step(Step::Start, "")));
    }
    if let Some(day) = task.started.filter(|_| task.ticked > 0) {
        let what = What::Tick { task: task.key.clone(), count: task.ticked };
        acts.push(Act::new(day, by(day), what));
    }
    if let Some(day) = task.submitted.or(task.done).filter(|_| !task.note.is_empty()) {
        let what = What::Note { task: task.key.clone(), text: task.note.clone() };
        acts.push(Act::new(day, by(day), what));
    }
    if let Some(day) = task.submitted {
        acts.push(Act::new(day, by(day), step(Step::Submit, "")));
    }
    if let Some(day) = task.done {
        let who = task.accepted_by.as_deref().unwrap_or_else(|| by(day));
        acts.push(Act::new(day, who, step(Step::Complete, "")));
    }
    if let Some(day) = task.cancelled {
        acts.push(Act::new(day, "mara", step(Step::Cancel, &task.because)));
    }
    acts
}

/// What comes again, as far as it has been made by today. Some are done a little late; one in a while takes long.
fn occurrences(story: &Story, again: &Again) -> Vec<Task> {
    let dues = (0..).map(|turn| (turn, again.from + again.every * turn));
    dues.take_while(|(_, due)| due - again.ahead < 0)
        .map(|(turn, due)| {
            let key = format!("{} {turn}", again.title);
            let made = due - again.ahead;
            let there = |owner: &&String| story.has_joined(owner, made);
            let turns = usize::try_from(turn).unwrap_or_default();
            let owner = again.owners.iter().cycle().skip(turns).take(again.owners.len()).find(there);
            let done = due - 5 + chance::number(&key, 8);
            Task {
                title: again.title.clone(),
                text: again.text.clone().unwrap_or_default(),
                control: Some(again.control.clone()),
                by: again.by.clone(),
                owner: owner.map_or("mara", String::as_str).to_owned(),
                priority: None,
                evidence: false,
                made,
                due,
                started: Some(made + again.ahead / 2),
                submitted: None,
                done: Some(done),
                accepted_by: None,
                reviewer: None,
                steps: Vec::new(),
                ticked: 0,
                cancelled: None,
                because: String::new(),
                note: again.note.clone(),
                key,
            }
        })
        .collect()
}
