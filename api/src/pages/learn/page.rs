//! The page: what stands on it, and its HTML.

use super::door::Door;
use super::form::Chosen;
use super::reading::rendered;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName};
use chrono::NaiveDate;
use domain::training::{AssignmentState, Outcome, Question, QuestionKind, Shown};
use minijinja::Environment;
use minijinja::value::Serde;
use serde::Serialize;
use store::Taking;

const TEMPLATE: &str = include_str!("learn.html");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";
/// Languages that are written from right to left, by the first part of their tag.
const LEFTWARDS: [&str; 9] = ["ar", "dv", "fa", "he", "ks", "ku", "ps", "ur", "yi"];

/// What became of what was sent.
pub(super) enum Said {
    /// Answers were judged: how many were right, of how many, and what is to be known about the others.
    Judged { passed: bool, right: usize, asked: usize, others: Vec<Explained> },
    /// Not everything was answered; what was is kept.
    Unanswered(Chosen),
    /// What was on the page is not what is asked any more.
    Moved,
    /// It is confirmed.
    Attested,
}

/// A question that was not answered rightly.
#[derive(Serialize)]
pub(super) struct Explained {
    text: String,
    explanation: String,
}

impl Said {
    pub(super) fn judged(taking: &Taking, outcome: &Outcome) -> Self {
        let missed = |(question, _): &&(Question, Shown)| !outcome.right.contains(&question.id);
        let explained = |(question, _): &(Question, Shown)| Explained {
            text: question.text.clone(),
            explanation: question.explanation.clone(),
        };
        Self::Judged {
            passed: outcome.passed,
            right: outcome.right.len(),
            asked: outcome.asked,
            others: taking.questions.iter().filter(missed).map(explained).collect(),
        }
    }
}

/// A link that somebody holds is told to nobody.
pub(super) const NO_REFERRER: &str = "no-referrer";

/// Everything that stands on the page.
#[derive(Serialize)]
pub(super) struct Page {
    #[serde(skip)]
    referrer: &'static str,
    title: String,
    organisation: String,
    /// In a few words below the title.
    facts: Vec<String>,
    /// What is said first, and how: `good`, `bad` or `plain`.
    notice: Option<Notice>,
    others: Vec<Explained>,
    /// What is read, as HTML.
    text: Option<Text>,
    quiz: Option<Quiz>,
    attest: Option<Attest>,
    /// What was confirmed.
    confirmed: Option<String>,
    /// What can be opened next: address and words.
    links: Vec<(String, String)>,
    /// Where a new link can be asked for.
    again: Option<String>,
}

#[derive(Serialize)]
struct Notice {
    tone: &'static str,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct Text {
    html: String,
    language: String,
    direction: &'static str,
}

#[derive(Serialize)]
struct Quiz {
    action: String,
    version: u32,
    attempts: u8,
    needed: String,
    questions: Vec<Asked>,
}

#[derive(Serialize)]
struct Asked {
    kind: QuestionKind,
    text: String,
    options: Vec<Option_>,
    /// Of an order: for each place the options, each with whether it was chosen there.
    places: Vec<Vec<Option_>>,
}

#[derive(Clone, Serialize)]
struct Option_ {
    text: String,
    chosen: bool,
}

#[derive(Serialize)]
struct Attest {
    action: String,
    version: u32,
    statement: String,
    person: String,
}

/// A day in words.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

impl Default for Page {
    fn default() -> Self {
        Self {
            referrer: NO_REFERRER,
            title: String::new(),
            organisation: String::new(),
            facts: Vec::new(),
            notice: None,
            others: Vec::new(),
            text: None,
            quiz: None,
            attest: None,
            confirmed: None,
            links: Vec::new(),
            again: None,
        }
    }
}

impl Page {
    /// For a link that is too old.
    pub(super) fn expired(door: &Door) -> Self {
        Self {
            title: "This link is too old".to_owned(),
            notice: Some(Notice {
                tone: "plain",
                title: String::new(),
                text: "Links work for a few weeks. A new one can be mailed to whoever this one was for."
                    .to_owned(),
            }),
            again: Some(format!("{}/again", door.address())),
            ..Self::default()
        }
    }

    /// After a new link was asked for.
    pub(super) fn mailed() -> Self {
        Self {
            title: "A new link is on its way".to_owned(),
            notice: Some(Notice {
                tone: "good",
                title: String::new(),
                text: "It goes to whoever the old one was for, where the training is still to be done."
                    .to_owned(),
            }),
            ..Self::default()
        }
    }

    /// What somebody sees.
    pub(super) fn of(door: &Door, taking: &Taking, said: Option<Said>) -> Result<Self, Problem> {
        let mut page = Self {
            title: taking.version.title.clone(),
            organisation: taking.organisation.0.clone(),
            facts: facts(taking),
            referrer: door.referrer(),
            ..Self::default()
        };
        if door.lacks(taking.module.proof) && taking.assignment.is_open() {
            let (slug, id) = (&taking.organisation.1, taking.id);
            page.notice = Some(Notice {
                tone: "plain",
                title: "Sign in to do this".to_owned(),
                text: format!("{} asks that whoever confirms this has signed in.", taking.organisation.0),
            });
            page.links.push((format!("/learn/{slug}/{id}"), "Sign in and go on".to_owned()));
            return Ok(page);
        }
        let chosen = page.say(taking, said);
        page.stand(door, taking, &chosen);
        Ok(page)
    }

    /// Says what became of what was sent, and answers what was chosen then.
    fn say(&mut self, taking: &Taking, said: Option<Said>) -> Chosen {
        let (notice, chosen) = match said {
            None => return Chosen::default(),
            Some(Said::Attested) => return Chosen::default(),
            Some(Said::Judged { passed, right, asked, others }) => {
                self.others = others;
                (judged(taking, passed, right, asked), Chosen::default())
            }
            Some(Said::Unanswered(chosen)) => {
                (notice("bad", "Something is not answered yet", "What you chose is still there."), chosen)
            }
            Some(Said::Moved) => (
                notice("plain", "This has changed meanwhile", "Here is what is asked for now."),
                Chosen::default(),
            ),
        };
        self.notice = Some(notice);
        chosen
    }

    /// What stands on it by where somebody stands.
    fn stand(&mut self, door: &Door, taking: &Taking, chosen: &Chosen) {
        match taking.assignment.state {
            AssignmentState::Completed => {
                let on = taking.assignment.settled.map(day).unwrap_or_default();
                self.notice =
                    Some(notice("good", "Done, thank you", &format!("You confirmed this on {on}.")));
                self.links
                    .push((format!("{}/certificate", door.address()), "Your certificate (PDF)".to_owned()));
                self.text = Some(text(taking));
                self.confirmed = Some(taking.version.attested.clone());
            }
            AssignmentState::Waived | AssignmentState::Ended => {
                self.notice =
                    Some(notice("plain", "Nothing to do", "You are not asked to do this any more."));
            }
            _ if taking.closed => {
                let organisation = &taking.organisation.0;
                self.notice = Some(notice(
                    "plain",
                    "Not at present",
                    &format!("{organisation} does not use OpenAIMS at present, so nothing can be confirmed."),
                ));
            }
            _ => {
                self.text = Some(text(taking));
                self.ask(door, taking, chosen);
            }
        }
    }

    fn ask(&mut self, door: &Door, taking: &Taking, chosen: &Chosen) {
        let version = taking.assignment.version;
        if taking.assignment.passed {
            self.attest = Some(Attest {
                action: door.address(),
                version,
                statement: taking.version.attested.clone(),
                person: taking.person.clone(),
            });
            return;
        }
        let attempts = taking.assignment.attempts;
        if taking.version.attempts.is_some_and(|most| attempts >= most) {
            self.notice = Some(notice(
                "bad",
                "No try is left",
                "Whoever looks after this training can let you try again; please ask them.",
            ));
            return;
        }
        let questions = taking.questions.iter().enumerate();
        self.quiz = Some(Quiz {
            action: door.address(),
            version,
            attempts,
            needed: needed(taking),
            questions: questions.map(|(number, one)| asked(number, one, chosen)).collect(),
        });
    }
}

fn notice(tone: &'static str, title: &str, text: &str) -> Notice {
    Notice { tone, title: title.to_owned(), text: text.to_owned() }
}

fn judged(taking: &Taking, passed: bool, right: usize, asked: usize) -> Notice {
    let so_many = format!("{right} of {asked} answers were right.");
    if passed {
        return notice(
            "good",
            "Passed",
            &format!("{so_many} Now confirm what you read, at the end of this page."),
        );
    }
    notice(
        "bad",
        "Not passed yet",
        &format!("{so_many} {} Below is what to know about the others.", needed(taking)),
    )
}

fn needed(taking: &Taking) -> String {
    let (asked, percent) = (taking.questions.len(), usize::from(taking.version.pass_percent));
    let needed = (asked * percent).div_ceil(100);
    let tries = match taking.version.attempts {
        Some(most) => {
            let left = most.saturating_sub(taking.assignment.attempts);
            if left == 1 { " This is the last try.".to_owned() } else { format!(" {left} tries are left.") }
        }
        None => String::new(),
    };
    format!("{needed} of {asked} are needed.{tries}")
}

fn facts(taking: &Taking) -> Vec<String> {
    let mut facts = Vec::new();
    if taking.assignment.is_open() {
        facts.push(format!("By {}", day(taking.assignment.due)));
    }
    if taking.version.minutes > 0 {
        facts.push(format!("About {} min", taking.version.minutes));
    }
    facts.push(format!("Version {}", taking.assignment.version));
    facts
}

fn text(taking: &Taking) -> Text {
    let language = taking.version.language.clone();
    let first = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let direction = if LEFTWARDS.contains(&first.as_str()) { "rtl" } else { "ltr" };
    Text { html: rendered(&taking.version.text), language, direction }
}

fn asked(number: usize, (question, shown): &(Question, Shown), chosen: &Chosen) -> Asked {
    let options = |place: Option<usize>| {
        let option = |(at, text): (usize, &String)| Option_ {
            text: text.clone(),
            chosen: chosen.has(number, at, place),
        };
        shown.options.iter().enumerate().map(option).collect::<Vec<_>>()
    };
    let places = if question.kind == QuestionKind::Order {
        (0..shown.options.len()).map(|place| options(Some(place))).collect()
    } else {
        Vec::new()
    };
    Asked { kind: question.kind, text: question.text.clone(), options: options(None), places }
}

pub(super) fn gone() -> Answer {
    let page = Page {
        title: "This link does not work".to_owned(),
        notice: Some(notice(
            "plain",
            "",
            "It may not be whole. Open it from the mail once more, or ask whoever sent it.",
        )),
        ..Page::default()
    };
    answer(StatusCode::NOT_FOUND, &page)
}

pub(super) fn answer(status: StatusCode, page: &Page) -> Answer {
    html(status, TEMPLATE, page, page.referrer)
}

/// A page out of a template.
pub(super) fn html(
    status: StatusCode,
    template: &str,
    values: &impl Serialize,
    referrer: &'static str,
) -> Answer {
    let broken = |error: minijinja::Error| {
        tracing::error!(%error, "a page of a training cannot be rendered");
        Problem::Internal
    };
    let mut environment = Environment::new();
    environment.add_template("page.html", template).map_err(broken)?;
    let body =
        environment.get_template("page.html").and_then(|one| one.render(Serde(values))).map_err(broken)?;
    Ok(HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((HeaderName::from_static("referrer-policy"), referrer))
        .body(body))
}
