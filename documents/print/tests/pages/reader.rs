//! Reads a PDF with `lopdf`, which has nothing in common with what wrote it.

use lopdf::{Document, Object};

pub(crate) struct Read {
    document: Document,
    pages: Vec<String>,
}

impl Read {
    pub(crate) fn new(pdf: &[u8]) -> Self {
        let document = Document::load_mem(pdf).unwrap();
        let text = |number: &u32| document.extract_text(&[*number]).unwrap();
        let pages = document.get_pages().keys().map(text).collect();
        Self { document, pages }
    }

    /// The pages, one by one.
    pub(crate) fn pages(&self) -> &[String] {
        &self.pages
    }

    /// All text, each run on a line of its own.
    pub(crate) fn text(&self) -> String {
        self.pages.join("\n")
    }

    /// Whether it says that, wherever its lines break.
    pub(crate) fn says(&self, words: &str) -> bool {
        bare(&self.text()).contains(&bare(words))
    }

    /// What the file says about itself.
    pub(crate) fn about(&self, key: &str) -> String {
        let about = self.document.trailer.get(b"Info").unwrap();
        let about = self.document.dereference(about).unwrap().1.as_dict().unwrap();
        lopdf::decode_text_string(about.get(key.as_bytes()).unwrap()).unwrap()
    }

    pub(crate) fn language(&self) -> String {
        let language = self.document.catalog().unwrap().get(b"Lang").unwrap();
        lopdf::decode_text_string(language).unwrap()
    }

    pub(crate) fn is_tagged(&self) -> bool {
        let catalog = self.document.catalog().unwrap();
        let mark = self.document.dereference(catalog.get(b"MarkInfo").unwrap()).unwrap().1;
        let is_marked = mark.as_dict().unwrap().get(b"Marked").unwrap() == &Object::Boolean(true);
        is_marked && catalog.has(b"StructTreeRoot")
    }

    pub(crate) fn metadata(&self) -> String {
        let metadata = self.document.catalog().unwrap().get(b"Metadata").unwrap();
        let stream = self.document.dereference(metadata).unwrap().1.as_stream().unwrap();
        let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8(bytes).unwrap()
    }

    pub(crate) fn bookmarks(&self) -> Vec<String> {
        let entries = self.document.get_toc().unwrap().toc;
        entries.into_iter().map(|entry| entry.title).collect()
    }
}

/// Without what a reader puts between runs, and without places to break.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200B}').collect()
}
