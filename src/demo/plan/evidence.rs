//! Evidence beside what each control got when it was in place: renewed, run out, withdrawn.

use super::super::act::{Paper, What};
use super::super::story::{Evidence, Story};
use super::{Act, able};

pub(super) fn acts(story: &Story) -> Vec<Act> {
    story.evidence.iter().flat_map(|evidence| one(story, evidence)).collect()
}

fn one(story: &Story, evidence: &Evidence) -> Vec<Act> {
    let by = able(story, &evidence.by, evidence.day);
    let paper = Paper {
        key: evidence.key.clone(),
        title: evidence.title.clone(),
        file: evidence.file.clone(),
        subjects: evidence.subjects.clone(),
        suggestion: None,
        text: evidence.note.clone(),
        until: Some(evidence.day + evidence.valid),
    };
    let mut acts = vec![Act::new(evidence.day, by, What::Prove(paper))];
    for (day, edition) in evidence.renewed.iter().zip(2..) {
        acts.push(Act::new(
            *day,
            able(story, &evidence.by, *day),
            What::Renew { evidence: evidence.clone(), edition, until: day + evidence.valid },
        ));
    }
    if let Some(day) = evidence.withdrawn {
        let what = What::Withdraw { key: evidence.key.clone(), because: evidence.because.clone() };
        acts.push(Act::new(day, "mara", what));
    }
    acts
}
