//! One file with everything in it, as `aims backup` and `aims organisation export` make it: a ZIP with a manifest at its
//! end, which names every entry with its size and digest.

mod files;

pub(crate) use files::{Taken, put_file, take_file};

use anyhow::{Context, bail, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MANIFEST: &str = "manifest.json";
/// The largest manifest that is read.
const LARGEST: u64 = 1 << 30;
/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// What an archive says of itself.
pub(crate) trait Manifest: Serialize + DeserializeOwned {
    /// What it is called.
    const NOUN: &'static str;
    /// The number of the form that this program writes and reads.
    const FORMAT: u32;
    /// Everything in it.
    fn entries(&self) -> &[Entry];
}

/// What is read first, whatever else a manifest says.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Its name inside the archive.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) size: u64,
    /// Their SHA-256.
    pub(crate) sha256: String,
}

/// Writes an archive. Whoever made it may read it, and nobody else.
pub(crate) struct Writer {
    zip: ZipWriter<File>,
    entries: Vec<Entry>,
    open: (String, u64, Sha256),
}

impl Writer {
    pub(crate) fn new(path: &Path) -> anyhow::Result<Self> {
        let file =
            OpenOptions::new().write(true).read(true).create(true).truncate(true).mode(0o600).open(path);
        let file = file.with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self { zip: ZipWriter::new(file), entries: Vec::new(), open: (String::new(), 0, Sha256::new()) })
    }

    pub(crate) fn begin(&mut self, name: &str, compressed: bool) -> anyhow::Result<()> {
        let method = if compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options =
            SimpleFileOptions::default().compression_method(method).large_file(true).unix_permissions(0o600);
        self.zip.start_file(name, options)?;
        self.open = (name.to_owned(), 0, Sha256::new());
        Ok(())
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.zip.write_all(bytes).context("the file cannot be written")?;
        self.open.1 += bytes.len() as u64;
        self.open.2.update(bytes);
        Ok(())
    }

    pub(crate) fn end(&mut self) -> Entry {
        let (name, size, hash) = std::mem::take(&mut self.open);
        let entry = Entry { name, size, sha256: hex(&hash.finalize()) };
        self.entries.push(entry.clone());
        entry
    }

    /// Takes the last entry out of the manifest: its bytes are not what they should be, and are not restored.
    pub(crate) fn take_back(&mut self) -> anyhow::Result<Entry> {
        self.zip.abort_file()?;
        self.entries.pop().context("nothing was put in")
    }

    pub(crate) fn put_file(&mut self, name: &str, path: &Path, compressed: bool) -> anyhow::Result<()> {
        self.begin(name, compressed)?;
        let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        each_chunk(&mut file, |bytes| self.write(bytes))?;
        self.end();
        Ok(())
    }

    /// Ends it with the manifest that is made of its entries.
    pub(crate) fn finish<M: Manifest>(mut self, manifest: impl FnOnce(Vec<Entry>) -> M) -> anyhow::Result<M> {
        let manifest = manifest(std::mem::take(&mut self.entries));
        self.begin(MANIFEST, true)?;
        self.write(&serde_json::to_vec_pretty(&manifest)?)?;
        self.zip.finish()?.sync_all()?;
        Ok(manifest)
    }
}

/// Reads an archive.
pub(crate) struct Reader<M> {
    zip: ZipArchive<File>,
    pub(crate) manifest: M,
}

impl<M: Manifest> Reader<M> {
    /// Opens an archive and reads what it says of itself.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let noun = M::NOUN;
        let mut zip =
            ZipArchive::new(file).with_context(|| format!("{} is no whole {noun}", path.display()))?;
        let mut text = Vec::new();
        let entry =
            zip.by_name(MANIFEST).with_context(|| format!("{} is no {noun} of ours", path.display()))?;
        entry.take(LARGEST).read_to_end(&mut text)?;
        let Form { format } = serde_json::from_slice(&text).context("the manifest cannot be read")?;
        if format != M::FORMAT {
            bail!("this {noun} has form {format}, and this program reads form {}", M::FORMAT);
        }
        let manifest = serde_json::from_slice(&text).context("the manifest cannot be read")?;
        Ok(Self { zip, manifest })
    }

    /// Compares every entry with the manifest, so that nothing is taken out of one that was altered or cut off.
    pub(crate) fn verify(&mut self) -> anyhow::Result<()> {
        let announced: BTreeMap<String, Entry> =
            self.manifest.entries().iter().map(|entry| (entry.name.clone(), entry.clone())).collect();
        for name in self.zip.file_names() {
            let name = name?;
            let is_known = name == MANIFEST || announced.contains_key(name.as_ref());
            ensure!(is_known, "{name} is in the {}, but its manifest does not know it", M::NOUN);
        }
        for entry in announced.values() {
            let mut hash = Sha256::new();
            let mut size = 0_u64;
            self.read(&entry.name, |bytes| {
                size += bytes.len() as u64;
                hash.update(bytes);
                Ok(())
            })?;
            let is_whole = size == entry.size && hex(&hash.finalize()) == entry.sha256;
            ensure!(is_whole, "{} was altered: nothing was taken over", entry.name);
        }
        Ok(())
    }

    /// Hands the bytes of one entry on, piece by piece.
    pub(crate) fn read(
        &mut self,
        name: &str,
        each: impl FnMut(&[u8]) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut entry =
            self.zip.by_name(name).with_context(|| format!("{name} is not in the {}", M::NOUN))?;
        each_chunk(&mut entry, each).with_context(|| format!("{name} cannot be read"))
    }

    /// Writes one entry into a new file that its owner alone reads.
    pub(crate) fn unpack(&mut self, name: &str, to: &Path) -> anyhow::Result<()> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to);
        let mut file = file.with_context(|| format!("cannot make {}", to.display()))?;
        self.read(name, |bytes| Ok(file.write_all(bytes)?))?;
        Ok(file.sync_all()?)
    }

    /// The lines of one entry, as they are asked for.
    pub(crate) fn lines(
        &mut self,
        name: &str,
    ) -> anyhow::Result<impl Iterator<Item = std::io::Result<String>>> {
        let entry = self.zip.by_name(name).with_context(|| format!("{name} is not in the {}", M::NOUN))?;
        Ok(BufReader::new(entry).lines())
    }
}

fn each_chunk(from: &mut impl Read, mut each: impl FnMut(&[u8]) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            count => each(&buffer[..count])?,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
