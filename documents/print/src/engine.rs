//! typst, shut off from everything outside: it sees a template, the values and a logo, all in memory.

use documents::plan::Unprintable;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World, comemo};
use typst_pdf::PdfOptions;

use crate::letters::Letters;

/// How many documents later something that was reckoned is forgotten. What belongs to the templates stays, because
/// each document uses it; what belongs to a document goes.
const FORGET_AFTER: usize = 2;

/// What can be printed.
#[derive(Clone, Copy)]
pub(crate) enum Template {
    CyclePlan,
    Certificate,
}

/// What every document needs.
pub(crate) struct Engine {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    letters: Letters,
    paper: Source,
    cycle_plan: Source,
    certificate: Source,
    values: FileId,
    logo: FileId,
}

impl Engine {
    pub(crate) fn new(more: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Unprintable> {
        let letters = Letters::new(more)?;
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(letters.fonts())),
            letters,
            paper: Source::new(file("/paper.typ")?, include_str!("../templates/paper.typ").to_owned()),
            cycle_plan: Source::new(file("/plan.typ")?, include_str!("../templates/plan.typ").to_owned()),
            certificate: Source::new(
                file("/certificate.typ")?,
                include_str!("../templates/certificate.typ").to_owned(),
            ),
            values: file("/values.json")?,
            logo: file("/logo")?,
        })
    }

    pub(crate) fn letters(&self) -> &Letters {
        &self.letters
    }

    /// A document of that template with those values.
    pub(crate) fn pdf(
        &self,
        template: Template,
        values: Bytes,
        logo: Option<Bytes>,
        options: &PdfOptions,
    ) -> Result<Vec<u8>, Unprintable> {
        let desk = Desk { engine: self, template, values, logo };
        let pages = typst::compile(&desk).output;
        let pdf = pages.and_then(|pages| typst_pdf::pdf(&pages, options));
        comemo::evict(FORGET_AFTER);
        pdf.map_err(|found| Unprintable::Engine(first(&found)))
    }
}

/// What one document needs.
struct Desk<'a> {
    engine: &'a Engine,
    template: Template,
    values: Bytes,
    logo: Option<Bytes>,
}

impl Desk<'_> {
    fn template(&self) -> &Source {
        match self.template {
            Template::CyclePlan => &self.engine.cycle_plan,
            Template::Certificate => &self.engine.certificate,
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.template().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [self.template(), &self.engine.paper]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.logo {
            _ if id == self.engine.values => Ok(self.values.clone()),
            Some(logo) if id == self.engine.logo => Ok(logo.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.letters.fonts().get(index).cloned()
    }

    /// Never: what a document says of time comes with its values.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file(path: &str) -> Result<FileId, Unprintable> {
    let path = VirtualPath::new(path).map_err(|error| Unprintable::Engine(format!("{path}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The first thing that was wrong. It names the template and what was wrong with it, and may quote a letter.
fn first(found: &[SourceDiagnostic]) -> String {
    found.first().map_or_else(String::new, |one| one.message.to_string())
}
