//! How each requirement and control comes to be in place.

use super::super::act::{Paper, What};
use super::super::chance;
use super::super::story::{Story, Wave};
use super::{Act, able};
use anyhow::Context;
use catalog::Entry;

pub(super) fn acts(story: &Story) -> anyhow::Result<Vec<Act>> {
    let standard = catalog::standard("iso42001").context("the catalogue")?;
    let mut acts = Vec::new();
    for wave in &story.controls.waves {
        let members: Vec<&Entry> = standard
            .entries
            .iter()
            .filter(|entry| wave.areas.iter().any(|area| area == entry.area))
            .collect();
        for (position, entry) in (0..).zip(&members) {
            let span = wave.last - wave.first;
            let ready = wave.first + span * position / i64::try_from(members.len()).unwrap_or(1).max(1);
            one(story, wave, entry, ready, &mut acts);
        }
    }
    Ok(acts)
}

fn one(story: &Story, wave: &Wave, entry: &Entry, ready: i64, acts: &mut Vec<Act>) {
    let reference = entry.reference.to_owned();
    let owner = story.cast.owners.get(entry.owner_role).map_or("mara", String::as_str);
    let stands = story.controls.stands.get(entry.reference).map_or("implemented", String::as_str);
    let due = story.controls.due.get(entry.reference).copied();
    let shift = chance::number(entry.reference, 9);
    acts.push(Act::new(
        wave.planned + shift / 3,
        "mara",
        What::Answer {
            control: reference.clone(),
            owner: owner.to_owned(),
            due: due.unwrap_or(ready + shift - 3),
        },
    ));
    let step = |status: &str| What::Status { control: reference.clone(), status: status.to_owned() };
    if stands == "planned" {
        return;
    }
    let begins = wave.started + shift;
    acts.push(Act::new(begins, able(story, owner, begins), step("in_progress")));
    if stands == "in_progress" {
        return;
    }
    let who = able(story, owner, ready);
    // One or two of what the catalogue expects; what more there is, an auditor will ask for.
    let most = 1 + usize::try_from(chance::number(entry.title, 2)).unwrap_or(0);
    for suggestion in entry.evidence.iter().take(most) {
        let lasts = chance::number(suggestion, 2) == 0;
        let until = 20 + chance::number(&format!("{} {suggestion}", entry.reference), 380);
        let paper = Paper::of(entry, suggestion, lasts.then_some(until));
        acts.push(Act::new(ready, who, What::Prove(paper)));
    }
    acts.push(Act::new(ready, who, step("implemented")));
    if let Some(text) = story.controls.notes.get(entry.reference) {
        let what = What::Describe { control: reference.clone(), text: text.clone() };
        acts.push(Act::new(ready + 2, who, what));
    }
    reviewed(entry.reference, ready, acts);
    if chance::number(entry.reference, 5) < 2 || story.controls.lapsed.contains(&reference) {
        verified(story, entry.reference, (owner, who), ready + 30 + shift, acts);
    }
}

/// Mara looks at it again before each year is over; a few she has not come to.
fn reviewed(reference: &str, ready: i64, acts: &mut Vec<Act>) {
    if chance::number(&format!("review {reference}"), 6) == 0 {
        return;
    }
    let early = chance::number(&format!("early {reference}"), 25);
    let changes = (chance::number(&format!("changes {reference}"), 4) == 0)
        .then(|| "Say which supplier it holds for, and since when.".to_owned());
    for year in 1..=2 {
        let what =
            What::Review { control: reference.to_owned(), changes: changes.clone().filter(|_| year == 1) };
        acts.push(Act::new(ready + 365 * year - early, "mara", what));
    }
}

/// Somebody else looks, and again every year before what they said lapses.
fn verified(story: &Story, reference: &str, (owner, who): (&str, &str), first: i64, acts: &mut Vec<Act>) {
    let looks = ["mara", "nadia"].into_iter().find(|one| *one != owner && *one != who);
    let Some(looks) = looks else { return };
    let again = if story.controls.lapsed.iter().any(|one| one == reference) { 0 } else { 2 };
    for turn in 0..=again {
        let what = What::Verify { control: reference.to_owned() };
        acts.push(Act::new(first + 350 * turn, looks, what));
    }
}
