//! What somebody wants to be told, by which way and how often.

use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch};
use crate::names::{NoticeTopic, Rhythm as RhythmName};
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get, patch};
use domain::choice::{Change, Rhythm, Topic, Way};
use serde::{Deserialize, Serialize};
use store::ChoicesView as Stored;
use utoipa::ToSchema;

/// How often somebody is told of one thing by one way.
#[derive(Serialize, ToSchema)]
#[schema(as = NoticeWay)]
pub(crate) struct WayView {
    #[schema(value_type = RhythmName)]
    rhythm: &'static str,
    /// What it is where nobody chose.
    #[schema(value_type = RhythmName)]
    usual: &'static str,
    chosen: bool,
    /// What can be chosen; empty: it is as it is.
    #[schema(value_type = Vec<RhythmName>)]
    offered: Vec<&'static str>,
}

/// One thing that somebody is told of.
#[derive(Serialize, ToSchema)]
#[schema(as = NoticeChoice)]
pub(crate) struct ChoiceView {
    #[schema(value_type = NoticeTopic)]
    topic: &'static str,
    in_app: WayView,
    mail: WayView,
}

/// What somebody wants to be told, and when what comes together leaves.
#[derive(Serialize, ToSchema)]
#[schema(as = NoticeChoices)]
pub(crate) struct ChoicesView {
    topics: Vec<ChoiceView>,
    /// The hour in one's own zone, 0 to 23.
    hour: u32,
    /// The day of the weekly mail: 1 for Monday to 5 for Friday.
    weekday: u32,
    /// Whether nothing that comes together leaves on Saturday and Sunday.
    quiet_weekend: bool,
    version: i32,
}

fn way(stored: &Stored, topic: Topic, way: Way) -> WayView {
    WayView {
        rhythm: stored.rhythm(topic, way).name(),
        usual: topic.usual(way, &stored.roles).name(),
        chosen: stored.choices.is_chosen(topic, way),
        offered: topic.offered(way).iter().map(|rhythm| rhythm.name()).collect(),
    }
}

fn view(stored: &Stored) -> ChoicesView {
    let topics = Topic::ALL.iter().copied().filter(|topic| topic.concerns(&stored.roles));
    let choice = |topic: Topic| ChoiceView {
        topic: topic.name(),
        in_app: way(stored, topic, Way::InApp),
        mail: way(stored, topic, Way::Mail),
    };
    let times = stored.choices.times;
    ChoicesView {
        topics: topics.map(choice).collect(),
        hour: times.hour,
        weekday: times.weekday,
        quiet_weekend: times.quiet_weekend,
        version: stored.version,
    }
}

/// See what one chose to be told.
#[utoipa::path(tag = "notices", operation_id = "show_notice_choices", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = ChoicesView)))]
#[get("/o/{org}/profile/choices")]
pub(crate) async fn show(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let stored = org.choices_of(caller.membership().person()).await?;
    org.close().await?;
    Ok(versioned(HttpResponse::Ok(), stored.version, &view(&stored)))
}

/// One choice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    #[schema(value_type = NoticeTopic)]
    topic: String,
    /// `in_app` or `mail`.
    way: String,
    /// Null: as is usual.
    #[schema(value_type = Option<RhythmName>)]
    rhythm: Option<String>,
}

/// What to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeChoicesChange {
    #[serde(default)]
    #[schema(max_items = 32)]
    topics: Vec<Choice>,
    /// The hour in one's own zone.
    #[schema(maximum = 23)]
    hour: Option<u32>,
    /// 1 for Monday to 5 for Friday.
    #[schema(minimum = 1, maximum = 5)]
    weekday: Option<u32>,
    quiet_weekend: Option<bool>,
}

impl NoticeChoicesChange {
    fn parse(self) -> Result<Change, Problem> {
        if self.topics.len() > 32 {
            return Err(Problem::field("/topics", "too_many", "there are fewer things to choose"));
        }
        let mut errors = Vec::new();
        let mut rhythms = Vec::new();
        for (position, choice) in self.topics.into_iter().enumerate() {
            let rhythm = choice.rhythm.as_deref().map(Rhythm::parse);
            match (Topic::parse(&choice.topic), Way::parse(&choice.way), rhythm) {
                (Some(topic), Some(way), None) => rhythms.push((topic, way, None)),
                (Some(topic), Some(way), Some(Some(rhythm))) => rhythms.push((topic, way, Some(rhythm))),
                _ => errors.push(FieldProblem::new(
                    &format!("/topics/{position}"),
                    "unknown",
                    "is not known here".to_owned(),
                )),
            }
        }
        for (field, is_time) in [
            ("/hour", self.hour.is_none_or(|hour| hour <= 23)),
            ("/weekday", self.weekday.is_none_or(|day| (1..=5).contains(&day))),
        ] {
            if !is_time {
                errors.push(FieldProblem::new(
                    field,
                    "no_such_time",
                    "must be an hour from 0 to 23, on a day from 1 (Monday) to 5".to_owned(),
                ));
            }
        }
        if !errors.is_empty() {
            return Err(Problem::InvalidInput(errors));
        }
        let (hour, weekday, quiet_weekend) = (self.hour, self.weekday, self.quiet_weekend);
        Ok(Change { rhythms, hour, weekday, quiet_weekend })
    }
}

/// Choose what one is told, and how often.
#[utoipa::path(tag = "notices", operation_id = "revise_notice_choices",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_profile"))), request_body = NoticeChoicesChange,
    responses((status = 200, body = ChoicesView), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/profile/choices")]
pub(crate) async fn revise(
    caller: Caller<may::ReviseProfile>,
    version: IfMatch,
    body: Body<NoticeChoicesChange>,
) -> Answer {
    let (me, change) = (caller.membership().person(), body.value.parse()?);
    let org = caller.write().await?;
    org.choose(me, version.0, &change).await?;
    let stored = org.choices_of(me).await?;
    org.commit().await?;
    Ok(versioned(HttpResponse::Ok(), stored.version, &view(&stored)))
}
