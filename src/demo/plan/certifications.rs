//! What is certified, and what the certification body did about it.

use super::super::act::What;
use super::super::story::{Certification, Story};
use super::{Act, able};

pub(super) fn acts(story: &Story) -> Vec<Act> {
    let known =
        story.bodies.iter().map(|one| Act::new(one.day, by(story, one.day), What::KnowBody(one.clone())));
    known.chain(story.certifications.iter().flat_map(|one| of(story, one))).collect()
}

fn by(story: &Story, day: i64) -> &str {
    if story.has_joined("mara", day) { able(story, "mara", day) } else { "nadia" }
}

fn of(story: &Story, one: &Certification) -> Vec<Act> {
    let act = |day, what| Act::new(day, by(story, day), what);
    let mut acts = vec![act(one.day, What::Certify(one.clone()))];
    acts.extend(one.steps.iter().map(|noted| {
        act(noted.day, What::StepCertificate { key: one.key.clone(), step: noted.step.clone() })
    }));
    for quoted in &one.quotations {
        let (key, quoted) = (one.key.clone(), quoted.clone());
        acts.push(act(quoted.asked, What::Ask { key: key.clone(), quoted: quoted.clone(), offered: false }));
        acts.extend(
            quoted
                .offered
                .map(|day| act(day, What::Ask { key: key.clone(), quoted: quoted.clone(), offered: true })),
        );
        acts.extend(quoted.chosen.iter().map(|chosen| {
            act(
                chosen.day,
                What::ChooseBody {
                    key: key.clone(),
                    body: quoted.body.clone(),
                    reason: chosen.reason.clone(),
                },
            )
        }));
    }
    for visit in &one.visits {
        let to = |held| What::Visit { key: one.key.clone(), visit: visit.clone(), held };
        acts.push(act(visit.planned, to(false)));
        acts.extend(visit.held.map(|day| act(day, to(true))));
    }
    for found in &one.findings {
        let (key, found) = (one.key.clone(), found.clone());
        acts.push(act(found.day, What::Find { key: key.clone(), found: found.clone() }));
        acts.extend(
            found
                .answer
                .iter()
                .map(|said| act(said.day, What::AnswerFinding { key: key.clone(), found: found.clone() })),
        );
        acts.extend(found.steps.iter().map(|noted| {
            let what = What::StepFinding { key: key.clone(), found: found.clone(), step: noted.step.clone() };
            act(noted.day, what)
        }));
    }
    acts.extend(one.number.iter().map(|number| {
        act(number.day, What::NumberCertificate { key: one.key.clone(), number: number.is.clone() })
    }));
    acts
}
