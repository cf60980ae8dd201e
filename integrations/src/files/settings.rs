//! The settings of files, as they stand under `[files]`.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Where files lie, and how large they may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// A folder or a bucket.
    pub place: Place,
    /// The folder; empty: `files` in the data folder.
    pub folder: PathBuf,
    /// The largest file, in bytes.
    pub max_file_bytes: u64,
    /// How much one organisation may keep, in bytes.
    pub quota_bytes: u64,
    /// The bucket.
    pub s3: S3,
}

/// What kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A folder that every process reaches.
    Folder,
    /// A bucket of an S3-compatible object store.
    S3,
}

/// A bucket of an S3-compatible object store.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct S3 {
    /// The bucket's name.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Where the store answers; empty: Amazon's address for the region.
    pub endpoint: String,
    /// Allows an endpoint without TLS.
    pub allow_http: bool,
    /// The bucket stands in the path instead of in the host name.
    pub path_style: bool,
    /// The key's id.
    pub access_key_id: String,
    /// Never shown.
    pub secret_access_key: SecretString,
    /// How long to wait for a connection.
    pub connect_timeout_seconds: u64,
    /// How long one call may take: a part of 8 MiB has to get through in it.
    pub timeout_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            place: Place::Folder,
            folder: PathBuf::new(),
            max_file_bytes: 2 * 1024 * 1024 * 1024,
            quota_bytes: 50 * 1024 * 1024 * 1024,
            s3: S3::default(),
        }
    }
}

impl Default for S3 {
    fn default() -> Self {
        Self {
            bucket: String::new(),
            region: "eu-central-1".into(),
            endpoint: String::new(),
            allow_http: false,
            path_style: false,
            access_key_id: String::new(),
            secret_access_key: SecretString::default(),
            connect_timeout_seconds: 5,
            timeout_seconds: 60,
        }
    }
}

impl Settings {
    /// The folder, where files lie in one.
    #[must_use]
    pub fn folder_in(&self, data_dir: &Path) -> PathBuf {
        if self.folder.as_os_str().is_empty() { data_dir.join("files") } else { self.folder.clone() }
    }

    /// Everything that is wrong, one sentence each.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut must = |holds: bool, sentence: &str| {
            if !holds {
                found.push(sentence.to_owned());
            }
        };
        must(
            (1_024..=10 * 1024 * 1024 * 1024).contains(&self.max_file_bytes),
            "files.max_file_bytes must lie between 1024 and 10737418240.",
        );
        must(
            self.quota_bytes >= self.max_file_bytes,
            "files.quota_bytes must be at least files.max_file_bytes.",
        );
        if self.place == Place::S3 {
            must(!self.s3.bucket.is_empty(), "files.s3.bucket is needed where files.place is \"s3\".");
            must(
                !self.s3.access_key_id.is_empty() && !self.s3.secret_access_key.expose_secret().is_empty(),
                "files.s3.access_key_id and files.s3.secret_access_key are needed where files.place is \"s3\".",
            );
            must(
                self.s3.allow_http || !self.s3.endpoint.starts_with("http://"),
                "files.s3.endpoint is without TLS: use https, or set files.s3.allow_http.",
            );
            must(
                (1..=300).contains(&self.s3.connect_timeout_seconds)
                    && (1..=3_600).contains(&self.s3.timeout_seconds),
                "files.s3.connect_timeout_seconds must lie between 1 and 300, timeout_seconds between 1 and 3600.",
            );
        }
        found
    }
}
