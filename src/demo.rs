//! `aims demo`: an organisation with two years behind it, to look around in.
//!
//! The history is not written into tables. It is replayed: the calendar goes from day to day, everybody signs in and does
//! what the story says, through the same API and the same jobs as ever, and the reminders of those two years go to the
//! mailbox. So it breaks no rule, and its trail can be verified. Dates are relative to today, and each run gives the same.

mod act;
mod cast;
mod chance;
mod clock;
mod hand;
mod papers;
mod place;
mod plan;
mod stage;
mod story;

use crate::settings::Settings;
use act::World;
use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use domain::clock::{Clock, Instant};
use plan::Act;
use stage::Stage;
use std::collections::BTreeMap;
use story::Story;

/// What was replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replayed {
    /// The organisation's part of a URL.
    pub slug: String,
    /// How many steps people took.
    pub steps: usize,
    /// The last day of the story.
    pub today: NaiveDate,
}

/// Replays the story into the data folder of the settings, which holds nothing or an earlier demo, and serves it unless
/// told not to.
///
/// # Errors
/// When the place is not one for a demo, or a step is refused: then the story or the program is wrong.
pub async fn run(serve: bool) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let present = store::calendar::SystemClock::default().machine();
    let replayed = replay(&settings, present, crate::print).await?;
    let story = Story::read()?;
    crate::print(&story.welcome(&settings, &replayed))?;
    if serve { crate::serve::up().await } else { Ok(()) }
}

/// Replays the story up to the present, saying now and then how far it is. PostgreSQL has been migrated before.
///
/// # Errors
/// When the place is not one for a demo, or a step is refused.
pub async fn replay(
    settings: &Settings,
    present: Instant,
    say: impl Fn(&str) -> anyhow::Result<()>,
) -> anyhow::Result<Replayed> {
    place::clear(settings)?;
    if settings.database.is_sqlite() {
        crate::migrate::bring_up_to_date(settings).await?;
    }
    let story = Story::read()?;
    let stage = Stage::open(settings, &story, present).await?;
    place::check_empty(&stage).await?;
    let acts = plan::acts(&story)?;
    let steps = acts.len();
    let mut days: BTreeMap<i64, Vec<Act>> = BTreeMap::new();
    for act in acts {
        // Nobody works at the weekend.
        let day = (stage.workday(act.day) - stage.date(0)).num_days();
        days.entry(day).or_default().push(act);
    }
    let first = days.keys().next().copied().unwrap_or_default();
    let mut world = World::new(&story);
    say("Two years pass:")?;
    for day in first..0 {
        let date = stage.date(day);
        if date.day() == 1 && date.month0().is_multiple_of(6) {
            say(&format!("  {}", date.format("%B %Y")))?;
        }
        live(&stage, &mut world, day, days.remove(&day).unwrap_or_default()).await?;
    }
    stage.come_to_the_present();
    stage.remind(true).await?;
    stage.close().await?;
    Ok(Replayed { slug: world.slug, steps, today: stage.date(0) })
}

/// One day: reminders in the morning, then what people do, then what follows from it.
async fn live(stage: &Stage, world: &mut World<'_>, day: i64, acts: Vec<Act>) -> anyhow::Result<()> {
    stage.set(day, 0);
    stage.remind(false).await?;
    let busy = !acts.is_empty();
    for (number, act) in (1..).zip(acts) {
        stage.set(day, number);
        let said = format!("{} on day {day}: {:?}", act.by, act.what);
        act::perform(stage, world, act).await.with_context(|| said)?;
    }
    if busy {
        stage.run_jobs().await?;
    }
    Ok(())
}
