//! The press: what is made once, and what happens per document.

use chrono::{DateTime, Datelike as _, FixedOffset, Timelike as _};
use documents::certificate::Certificate;
use documents::paper::Paper;
use documents::plan::{CyclePlan, Printer, Unprintable};
use typst::foundations::{Bytes, Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::engine::{Engine, Template};
use crate::{logo, sheet};

/// Sets documents on pages. Made once and shared: it holds the fonts and the templates.
pub struct Press {
    engine: Engine,
    standards: PdfStandards,
}

impl Press {
    /// With the fonts that are inside: Latin, Greek and Cyrillic letters.
    ///
    /// # Errors
    /// Something that is inside is damaged.
    pub fn new() -> Result<Self, Unprintable> {
        Self::with_fonts([])
    }

    /// With further fonts (TrueType, OpenType or collections of them) for letters that those inside do not have.
    /// A letter that none has is printed as □.
    ///
    /// # Errors
    /// One of them holds no font.
    pub fn with_fonts(more: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Unprintable> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| Unprintable::Engine(error.message().to_string()))?;
        Ok(Self { engine: Engine::new(more)?, standards })
    }

    /// Sets the values that a template reads, with the logo where there is one that can be printed.
    fn print(
        &self,
        template: Template,
        paper: &Paper,
        values: impl Fn(Option<&logo::Logo>) -> serde_json::Result<Vec<u8>>,
    ) -> Result<Vec<u8>, Unprintable> {
        let options = self.options(paper);
        let print = |logo: Option<logo::Logo>| {
            let values = values(logo.as_ref()).map_err(|error| Unprintable::Engine(error.to_string()))?;
            let logo = logo.map(|logo| Bytes::new(logo.bytes));
            self.engine.pdf(template, Bytes::new(values), logo, &options)
        };
        match paper.logo.as_deref().and_then(logo::read) {
            // A picture can be damaged behind its first bytes, or have colours that do not go into an archive.
            Some(logo) => print(Some(logo)).or_else(|_| print(None)),
            None => print(None),
        }
    }

    fn options(&self, paper: &Paper) -> PdfOptions {
        PdfOptions {
            ident: Smart::Custom(format!("{}/{}", paper.organisation, paper.number)),
            creator: Smart::Custom(Some("OpenAIMS".to_owned())),
            timestamp: timestamp(paper.moment),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        }
    }
}

impl Printer for Press {
    fn cycle_plan(&self, plan: &CyclePlan) -> Result<Vec<u8>, Unprintable> {
        plan.check()?;
        self.print(Template::CyclePlan, &plan.paper, |logo| {
            serde_json::to_vec(&sheet::cycle_plan(plan, self.engine.letters(), logo))
        })
    }

    fn certificate(&self, certificate: &Certificate) -> Result<Vec<u8>, Unprintable> {
        certificate.check()?;
        self.print(Template::Certificate, &certificate.paper, |logo| {
            serde_json::to_vec(&sheet::certificate(certificate, self.engine.letters(), logo))
        })
    }
}

/// To the minute of the zone, as the format has it.
fn timestamp(moment: DateTime<FixedOffset>) -> Option<Timestamp> {
    let at = moment.naive_local();
    let two = |number: u32| u8::try_from(number).ok();
    let (month, day) = (two(at.month())?, two(at.day())?);
    let (hour, minute, second) = (two(at.hour())?, two(at.minute())?, two(at.second())?);
    let at = Datetime::from_ymd_hms(at.year(), month, day, hour, minute, second)?;
    Timestamp::new_local(at, moment.offset().local_minus_utc() / 60)
}
