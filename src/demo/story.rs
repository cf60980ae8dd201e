//! The story as it is written down in `story/`: who, what and when, in days from today.

use super::Replayed;
use crate::settings::Settings;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// How many days before today the organisation signs up.
pub(super) const FOUNDED: i64 = -730;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub(super) name: String,
    pub(super) zone: String,
    pub(super) country: String,
    pub(super) founder: Founder,
    pub(super) password: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Founder {
    pub(super) name: String,
    pub(super) address: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CastFile {
    pub(super) joins: BTreeMap<String, i64>,
    pub(super) hired: Vec<Hired>,
    pub(super) leaves: Vec<Leaves>,
    pub(super) owners: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hired {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) roles: Vec<String>,
    pub(super) manager: String,
    pub(super) day: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Leaves {
    pub(super) who: String,
    pub(super) successor: Option<String>,
    pub(super) day: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ControlFile {
    pub(super) waves: Vec<Wave>,
    pub(super) stands: BTreeMap<String, String>,
    pub(super) due: BTreeMap<String, i64>,
    /// Those whose verification is not renewed when it lapses.
    pub(super) lapsed: Vec<String>,
    /// How some are met, in paragraphs.
    pub(super) notes: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wave {
    pub(super) areas: Vec<String>,
    pub(super) planned: i64,
    pub(super) started: i64,
    pub(super) first: i64,
    pub(super) last: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceFile {
    evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evidence {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) file: String,
    #[serde(rename = "for")]
    pub(super) subjects: Vec<String>,
    pub(super) by: String,
    pub(super) day: i64,
    pub(super) valid: i64,
    #[serde(default)]
    pub(super) renewed: Vec<i64>,
    pub(super) note: String,
    pub(super) withdrawn: Option<i64>,
    #[serde(default)]
    pub(super) because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskFile {
    tasks: Vec<Task>,
    again: Vec<Again>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Task {
    pub(super) key: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) control: Option<String>,
    pub(super) by: String,
    pub(super) owner: String,
    pub(super) priority: Option<String>,
    #[serde(default)]
    pub(super) evidence: bool,
    pub(super) made: i64,
    pub(super) due: i64,
    pub(super) started: Option<i64>,
    pub(super) submitted: Option<i64>,
    pub(super) done: Option<i64>,
    pub(super) accepted_by: Option<String>,
    pub(super) reviewer: Option<String>,
    /// The checklist, and how many of it are ticked.
    #[serde(default)]
    pub(super) steps: Vec<String>,
    #[serde(default)]
    pub(super) ticked: usize,
    pub(super) cancelled: Option<i64>,
    #[serde(default)]
    pub(super) because: String,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Again {
    pub(super) title: String,
    pub(super) text: Option<String>,
    pub(super) control: String,
    pub(super) by: String,
    pub(super) owners: Vec<String>,
    pub(super) from: i64,
    pub(super) every: i64,
    pub(super) ahead: i64,
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TalkFile {
    comments: Vec<Comment>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    pub(super) on: String,
    pub(super) by: String,
    pub(super) day: i64,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkFile {
    links: Vec<Linked>,
}

/// What a task has to do with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Linked {
    pub(super) task: String,
    /// References of controls, keys of evidence and of other tasks.
    pub(super) to: Vec<String>,
    pub(super) by: String,
    pub(super) day: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewFile {
    views: Vec<View>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct View {
    pub(super) by: String,
    pub(super) day: i64,
    pub(super) list: String,
    pub(super) name: String,
    pub(super) query: BTreeMap<String, String>,
    /// Whether the list opens with it for whoever saved it.
    #[serde(default)]
    pub(super) opens: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TeamFile {
    teams: Vec<Team>,
    templates: Vec<Template>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub(super) day: i64,
    pub(super) name: String,
    pub(super) lead: String,
    pub(super) members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    pub(super) day: i64,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) due_in: i64,
    pub(super) steps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CertificationFile {
    bodies: Vec<Body>,
    certifications: Vec<Certification>,
}

/// A certification body that could be asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub(super) key: String,
    pub(super) day: i64,
    pub(super) name: String,
    pub(super) accredited: String,
    #[serde(default)]
    pub(super) accreditation: String,
    pub(super) accredited_until: Option<i64>,
    #[serde(default)]
    pub(super) competence: String,
    #[serde(default)]
    pub(super) sectors: String,
    #[serde(default)]
    pub(super) languages: String,
    #[serde(default)]
    pub(super) references: String,
    #[serde(default)]
    pub(super) conflicts: String,
    pub(super) advised_until: Option<i64>,
    #[serde(default)]
    pub(super) contacts: Vec<BTreeMap<String, String>>,
}

/// A body that was asked, and what it offered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quoted {
    /// The body's key.
    pub(super) body: String,
    pub(super) asked: i64,
    pub(super) answer_by: i64,
    /// When its offer came.
    pub(super) offered: Option<i64>,
    /// Audit days of both stages and both surveillances.
    #[serde(default)]
    pub(super) days: Vec<f64>,
    /// Hundredths of a euro.
    #[serde(default)]
    pub(super) fees: BTreeMap<String, u64>,
    pub(super) first: Option<i64>,
    pub(super) second: Option<i64>,
    pub(super) valid_until: Option<i64>,
    pub(super) note: String,
    pub(super) chosen: Option<Chosen>,
}

/// The decision for a body.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    pub(super) day: i64,
    pub(super) reason: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certification {
    pub(super) key: String,
    pub(super) day: i64,
    pub(super) title: String,
    pub(super) standard: String,
    pub(super) body: String,
    pub(super) scope: String,
    pub(super) owner: String,
    pub(super) number: Option<Number>,
    pub(super) steps: Vec<Noted>,
    pub(super) visits: Vec<Visit>,
    #[serde(default)]
    pub(super) quotations: Vec<Quoted>,
    #[serde(default)]
    pub(super) findings: Vec<Found>,
}

/// The certificate's number, and when it was known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) day: i64,
    pub(super) is: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noted {
    pub(super) day: i64,
    pub(super) step: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Visit {
    pub(super) phase: String,
    /// When it is planned, when it takes place, and when somebody notes that it did.
    pub(super) planned: i64,
    pub(super) begins: i64,
    pub(super) ends: i64,
    pub(super) held: Option<i64>,
    pub(super) note: String,
    #[serde(default)]
    pub(super) team: String,
    #[serde(default)]
    pub(super) agenda: String,
    #[serde(default)]
    pub(super) sampled: String,
    pub(super) days: Option<f64>,
    pub(super) used: Option<f64>,
}

/// What was found on a visit, and what became of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Found {
    /// The phase of the visit.
    pub(super) on: String,
    /// When it is noted.
    pub(super) day: i64,
    pub(super) grade: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) requirement: String,
    #[serde(default)]
    pub(super) evidence: String,
    pub(super) owner: Option<String>,
    /// By when an answer is wanted.
    pub(super) due: Option<i64>,
    pub(super) answer: Option<Answered>,
    #[serde(default)]
    pub(super) steps: Vec<Noted>,
}

/// What was answered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    pub(super) day: i64,
    pub(super) correction: String,
    pub(super) cause: String,
    pub(super) action: String,
    pub(super) act_by: i64,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) company: Company,
    pub(super) cast: CastFile,
    /// The file that people are imported from.
    pub(super) people: &'static str,
    pub(super) controls: ControlFile,
    pub(super) evidence: Vec<Evidence>,
    pub(super) tasks: Vec<Task>,
    pub(super) again: Vec<Again>,
    pub(super) comments: Vec<Comment>,
    pub(super) links: Vec<Linked>,
    pub(super) views: Vec<View>,
    pub(super) teams: Vec<Team>,
    pub(super) templates: Vec<Template>,
    pub(super) bodies: Vec<Body>,
    pub(super) certifications: Vec<Certification>,
    pub(super) trainings: Vec<Trained>,
    pub(super) rounds: Vec<Round>,
    pub(super) versions: Vec<NewVersion>,
}

/// Something that people are asked to learn, and the days on which they come to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trained {
    /// From which module of the catalogue it begins.
    pub(super) catalogue: Option<String>,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) attested: String,
    /// Who is asked; nothing: everybody.
    pub(super) role: Option<String>,
    pub(super) added: i64,
    pub(super) approved: i64,
    pub(super) read: Vec<i64>,
}

impl Trained {
    /// What it is found by.
    pub(super) fn key(&self) -> String {
        self.catalogue.clone().or(self.title.clone()).unwrap_or_default()
    }
}

/// The days on which people come to what they are asked for again.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Round {
    pub(super) read: Vec<i64>,
}

/// A newer version.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewVersion {
    pub(super) catalogue: String,
    pub(super) written: i64,
    pub(super) approved: i64,
    pub(super) again: String,
    pub(super) changed: Vec<String>,
    pub(super) added: String,
    pub(super) read: Vec<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingFile {
    trainings: Vec<Trained>,
    rounds: Vec<Round>,
    versions: Vec<NewVersion>,
}

fn part<T: DeserializeOwned>(text: &str) -> anyhow::Result<T> {
    Ok(toml::from_str(text)?)
}

impl Story {
    pub(super) fn read() -> anyhow::Result<Self> {
        let work: TaskFile = part(include_str!("story/tasks.toml"))?;
        let certified: CertificationFile = part(include_str!("story/certifications.toml"))?;
        let trained: TrainingFile = part(include_str!("story/trainings.toml"))?;
        let groups: TeamFile = part(include_str!("story/teams.toml"))?;
        Ok(Self {
            company: part(include_str!("story/company.toml"))?,
            cast: part(include_str!("story/cast.toml"))?,
            people: include_str!("story/people.csv"),
            controls: part(include_str!("story/controls.toml"))?,
            evidence: part::<EvidenceFile>(include_str!("story/evidence.toml"))?.evidence,
            tasks: work.tasks,
            again: work.again,
            comments: part::<TalkFile>(include_str!("story/talk.toml"))?.comments,
            links: part::<LinkFile>(include_str!("story/links.toml"))?.links,
            views: part::<ViewFile>(include_str!("story/views.toml"))?.views,
            teams: groups.teams,
            templates: groups.templates,
            trainings: trained.trainings,
            rounds: trained.rounds,
            versions: trained.versions,
            bodies: certified.bodies,
            certifications: certified.certifications,
        })
    }

    /// How many days before today the clock begins: the first day may move to the Friday before it.
    pub(super) const fn days(&self) -> i64 {
        4 - FOUNDED
    }

    /// Whether somebody signs in by that day.
    pub(super) fn has_joined(&self, key: &str, day: i64) -> bool {
        self.cast.joins.get(key).is_some_and(|joined| *joined < day)
    }

    /// What is told when the story has been replayed.
    pub(super) fn welcome(&self, settings: &Settings, replayed: &Replayed) -> String {
        let url = settings.public_url.as_str().trim_end_matches('/');
        format!(
            "\n{name}: two years in {steps} steps, up to {today}.\n\n  \
             Sign in at {url}/sign-in with the password  {password}\n\n  \
             mara.lindqvist@plumbline.example     leads the AIMS, sees everything\n  \
             nadia.okonkwo@plumbline.example      owns the organisation\n  \
             jonas.weidner@plumbline.example      develops Crackwatch, owns controls and tasks\n  \
             fatima.idrissi@plumbline.example     staff, two tasks a month\n  \
             ruth.feldmann@plumbline.example      audits, reads everything and changes nothing\n\n  \
             The mails of two years are at {url}/dev/mailbox. Everybody and everything is invented.",
            name = self.company.name,
            steps = replayed.steps,
            today = replayed.today,
            password = self.company.password,
        )
    }
}
