//! The steps that the story consists of, each taken through the API by whoever takes it.

mod bodies;
mod certifications;
mod findings;
mod people;
mod proof;
mod training;
mod work;

use super::cast::Cast;
use super::plan::Act;
use super::stage::Stage;
use super::story::{
    Body, Certification, Comment, Company, Evidence, Found, Hired, Leaves, Linked, NewVersion, Quoted, Story,
    Task, Team, Template, Trained, View, Visit,
};
use anyhow::Context;
use catalog::Entry;
use domain::text::slug;
use std::collections::BTreeMap;

/// Words in a name that say that it is kept as a table.
const TABLES: [&str; 7] = ["register", "list", "inventory", "log", "matrix", "record", "figures"];

/// A step of a task.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Start,
    Submit,
    Complete,
    Cancel,
}

/// A file that shows something.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) file: String,
    /// References of controls, or keys of tasks.
    pub(super) subjects: Vec<String>,
    pub(super) suggestion: Option<String>,
    pub(super) text: String,
    pub(super) until: Option<i64>,
}

impl Paper {
    /// What the catalogue suggests for an entry.
    pub(super) fn of(entry: &Entry, suggestion: &str, until: Option<i64>) -> Self {
        let folded = suggestion.to_lowercase();
        let kind = if TABLES.iter().any(|word| folded.contains(word)) { "csv" } else { "pdf" };
        Self {
            key: format!("{} {suggestion}", entry.reference),
            title: suggestion.to_owned(),
            file: format!("{}-{}.{kind}", entry.reference.to_lowercase().replace('.', "-"), slug(suggestion)),
            subjects: vec![entry.reference.to_owned()],
            suggestion: Some(suggestion.to_owned()),
            text: format!("{}\n{}", entry.summary, entry.guidance),
            until,
        }
    }
}

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) enum What {
    Found,
    Adopt,
    Import,
    Join(String),
    Hire(Hired),
    Leave(Leaves),
    Answer {
        control: String,
        owner: String,
        due: i64,
    },
    Status {
        control: String,
        status: String,
    },
    Describe {
        control: String,
        text: String,
    },
    Verify {
        control: String,
    },
    Review {
        control: String,
        changes: Option<String>,
    },
    Away {
        days: i64,
        delegate: String,
    },
    Prove(Paper),
    Renew {
        evidence: Evidence,
        edition: i32,
        until: i64,
    },
    Withdraw {
        key: String,
        because: String,
    },
    Create(Task),
    Note {
        task: String,
        text: String,
    },
    Work {
        task: String,
        step: Step,
        reason: Option<String>,
    },
    Tick {
        task: String,
        count: usize,
    },
    Team(Team),
    Template(Template),
    Link(Linked),
    Say(Comment),
    SaveView(View),
    ReadNotices,
    KnowBody(Body),
    Ask {
        key: String,
        quoted: Quoted,
        offered: bool,
    },
    ChooseBody {
        key: String,
        body: String,
        reason: String,
    },
    Certify(Certification),
    StepCertificate {
        key: String,
        step: String,
    },
    NumberCertificate {
        key: String,
        number: String,
    },
    Visit {
        key: String,
        visit: Visit,
        held: bool,
    },
    Find {
        key: String,
        found: Found,
    },
    AnswerFinding {
        key: String,
        found: Found,
    },
    StepFinding {
        key: String,
        found: Found,
        step: String,
    },
    AddTraining(Trained),
    ApproveTraining {
        key: String,
    },
    WriteVersion(NewVersion),
    /// Some of those who have a mail about it, or all but a few.
    Learn {
        last: bool,
    },
}

/// What has come into being so far.
#[derive(Debug)]
pub(super) struct World<'a> {
    story: &'a Story,
    pub(super) slug: String,
    cast: Cast,
    /// Ids by reference or key.
    controls: BTreeMap<String, String>,
    tasks: BTreeMap<String, String>,
    evidence: BTreeMap<String, String>,
    certifications: BTreeMap<String, String>,
    bodies: BTreeMap<String, String>,
    quotations: BTreeMap<String, String>,
    visits: BTreeMap<String, String>,
    findings: BTreeMap<String, String>,
    trainings: BTreeMap<String, String>,
}

impl<'a> World<'a> {
    pub(super) fn new(story: &'a Story) -> Self {
        let (slug, cast) = (String::new(), Cast::default());
        let (controls, tasks, evidence) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (certifications, visits, findings) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (bodies, quotations) = (BTreeMap::new(), BTreeMap::new());
        Self {
            story,
            slug,
            cast,
            controls,
            tasks,
            evidence,
            certifications,
            bodies,
            quotations,
            visits,
            findings,
            trainings: BTreeMap::new(),
        }
    }

    fn company(&self) -> &'a Company {
        &self.story.company
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/v1/o/{}{rest}", self.slug)
    }

    fn control(&self, reference: &str) -> anyhow::Result<&str> {
        let id = self.controls.get(reference);
        id.map(String::as_str).with_context(|| format!("there is no {reference}"))
    }

    fn task(&self, key: &str) -> anyhow::Result<String> {
        let id = self.tasks.get(key).with_context(|| format!("there is no task {key}"))?;
        Ok(self.path(&format!("/tasks/{id}")))
    }

    fn evidence(&self, key: &str) -> anyhow::Result<String> {
        let id = self.evidence.get(key).with_context(|| format!("there is no evidence {key}"))?;
        Ok(self.path(&format!("/evidence/{id}")))
    }

    /// The id of a control by its reference, or of a task by its key.
    fn subject(&self, name: &str) -> anyhow::Result<&str> {
        let task = self.tasks.get(name).map(String::as_str);
        task.map_or_else(|| self.control(name), Ok)
    }

    /// The id of whatever a task may be linked to; a key that a task and evidence share means the task.
    fn thing(&self, name: &str) -> anyhow::Result<&str> {
        let known = self.tasks.get(name).or_else(|| self.evidence.get(name)).map(String::as_str);
        known.map_or_else(|| self.control(name), Ok)
    }
}

/// Takes a step.
pub(super) async fn perform(stage: &Stage, world: &mut World<'_>, act: Act) -> anyhow::Result<()> {
    let by = act.by.as_str();
    match act.what {
        What::Found => people::found(stage, world).await,
        What::Adopt => people::adopt(stage, world, by).await,
        What::Import => people::import(stage, world, by).await,
        What::Join(who) => people::join(stage, world, by, &who).await,
        What::Hire(hired) => people::hire(stage, world, by, &hired).await,
        What::Leave(leaves) => people::leave(stage, world, by, &leaves).await,
        What::Answer { control, owner, due } => work::answer(stage, world, by, (&control, &owner, due)).await,
        What::Status { control, status } => work::status(stage, world, by, (&control, &status)).await,
        What::Describe { control, text } => work::describe(stage, world, by, (&control, &text)).await,
        What::Verify { control } => work::verify(stage, world, by, &control).await,
        What::Review { control, changes } => {
            work::review(stage, world, by, (&control, changes.as_deref())).await
        }
        What::Away { days, delegate } => people::away(stage, world, by, (days, &delegate)).await,
        What::Tick { task, count } => work::tick(stage, world, by, (&task, count)).await,
        What::Team(team) => people::team(stage, world, by, &team).await,
        What::Template(template) => work::template(stage, world, by, &template).await,
        What::Prove(paper) => proof::prove(stage, world, by, &paper).await,
        What::Renew { evidence, edition, until } => {
            proof::renew(stage, world, by, (&evidence, edition, until)).await
        }
        What::Withdraw { key, because } => proof::withdraw(stage, world, by, (&key, &because)).await,
        What::Create(task) => work::create(stage, world, by, &task).await,
        What::Note { task, text } => work::note(stage, world, by, (&task, &text)).await,
        What::Work { task, step, reason } => work::step(stage, world, by, (&task, step, reason)).await,
        What::Link(linked) => work::link(stage, world, by, &linked).await,
        What::Say(comment) => work::say(stage, world, by, &comment).await,
        What::SaveView(view) => work::save_view(stage, world, by, &view).await,
        What::ReadNotices => people::read_notices(stage, world, by).await,
        What::KnowBody(one) => bodies::add(stage, world, by, &one).await,
        What::Ask { key, quoted, offered } => bodies::ask(stage, world, by, (&key, &quoted, offered)).await,
        What::ChooseBody { key, body, reason } => {
            bodies::choose(stage, world, by, (&key, &body, &reason)).await
        }
        What::Certify(one) => certifications::add(stage, world, by, &one).await,
        What::StepCertificate { key, step } => certifications::step(stage, world, by, (&key, &step)).await,
        What::NumberCertificate { key, number } => {
            certifications::number(stage, world, by, (&key, &number)).await
        }
        What::Find { key, found } => findings::raise(stage, world, by, (&key, &found)).await,
        What::AnswerFinding { key, found } => findings::answer(stage, world, by, (&key, &found)).await,
        What::StepFinding { key, found, step } => {
            findings::step(stage, world, by, (&key, &found, &step)).await
        }
        What::AddTraining(one) => training::add(stage, world, by, &one).await,
        What::ApproveTraining { key } => training::approve(stage, world, by, &key).await,
        What::WriteVersion(one) => training::write(stage, world, by, &one).await,
        What::Learn { last } => training::learn(stage, last).await,
        What::Visit { key, visit, held } => {
            certifications::visit(stage, world, by, (&key, &visit, held)).await
        }
    }
}
