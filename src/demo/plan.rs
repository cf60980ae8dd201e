//! The story as steps in the order in which they are taken.

mod certifications;
mod controls;
mod evidence;
mod people;
mod tasks;
mod training;

use super::act::What;
use super::story::Story;

/// One step of one person.
#[derive(Clone, Debug)]
pub(super) struct Act {
    /// The day, counted from today.
    pub(super) day: i64,
    /// Who takes it.
    pub(super) by: String,
    /// What they do.
    pub(super) what: What,
}

impl Act {
    fn new(day: i64, by: &str, what: What) -> Self {
        Self { day, by: by.to_owned(), what }
    }
}

/// Every step that lies before today; those of one day in the order in which the story tells them.
pub(super) fn acts(story: &Story) -> anyhow::Result<Vec<Act>> {
    let mut acts = people::acts(story);
    acts.extend(tasks::acts(story));
    acts.extend(controls::acts(story)?);
    acts.extend(evidence::acts(story));
    acts.extend(certifications::acts(story));
    acts.extend(training::acts(story));
    acts.extend(story.teams.iter().map(|team| Act::new(team.day, "tobias", What::Team(team.clone()))));
    acts.extend(story.templates.iter().map(|one| Act::new(one.day, "mara", What::Template(one.clone()))));
    acts.extend(story.views.iter().map(|view| Act::new(view.day, &view.by, What::SaveView(view.clone()))));
    let links = story.links.iter();
    acts.extend(links.map(|one| Act::new(one.day, able(story, &one.by, one.day), What::Link(one.clone()))));
    acts.extend(story.comments.iter().map(|said| Act::new(said.day, &said.by, What::Say(said.clone()))));
    acts.retain(|act| act.day < 0);
    acts.sort_by_key(|act| act.day);
    Ok(acts)
}

/// Somebody who may do it then: whoever has not joined, or cannot do it, leaves it to the AIMS manager.
fn able<'a>(story: &Story, key: &'a str, day: i64) -> &'a str {
    if story.has_joined(key, day) || key == "nadia" { key } else { "mara" }
}
