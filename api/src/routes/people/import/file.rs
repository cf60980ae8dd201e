//! The file that somebody brings, read from a request's body.

use crate::extract::whole;
use crate::problem::Problem;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{FromRequest, HttpRequest, web};
use documents::tables;
use domain::people_import::Headings;
use std::future::Future;
use std::pin::Pin;
use store::PeopleFile;

/// The most bytes of a file.
const MOST: usize = 5 * 1024 * 1024;

/// What browsers and programs call a file that this may be; what it is, is seen in its first bytes.
const KINDS: [&str; 5] = [
    "text/csv",
    "text/plain",
    "application/octet-stream",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// A file of people.
pub(crate) struct Brought {
    pub(crate) file: PeopleFile,
    /// Its first row, as it stands there.
    pub(crate) headings: Vec<String>,
}

impl FromRequest for Brought {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
            if header(CONTENT_LENGTH)
                .and_then(|text| text.parse::<usize>().ok())
                .is_some_and(|length| length > MOST)
            {
                return Err(Problem::TooLarge);
            }
            let kind =
                header(CONTENT_TYPE).and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
            if !KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
                return Err(Problem::NotATable);
            }
            let bytes = whole(&mut payload, MOST, &request).await?.to_vec();
            // Unpacking and reading takes a while for the largest.
            let (file, headings) = web::block(move || read(bytes)).await.map_err(|_| Problem::Busy)??;
            Ok(Self { file, headings })
        })
    }
}

fn read(bytes: Vec<u8>) -> Result<(PeopleFile, Vec<String>), Problem> {
    let sheet = tables::read(&bytes).map_err(|why| Problem::field("/file", why.code(), why.to_string()))?;
    let headings = Headings::read(&sheet.headings)
        .map_err(|why| Problem::field("/file", why.code(), why.to_string()))?;
    let rows = sheet.rows.into_iter().map(|row| (row.number, row.cells)).collect();
    Ok((PeopleFile { bytes, headings, rows }, sheet.headings))
}
