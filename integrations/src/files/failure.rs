//! Why a file could not be reached.

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesFailure {
    /// There is no such file.
    #[error("the file is not there")]
    Missing,
    /// The settings cannot be used.
    #[error("files: {0}")]
    Settings(String),
    /// What arrived is not what was announced.
    #[error("what arrived is not the whole file")]
    Incomplete,
    /// The place did not do its part; trying again may help.
    #[error("the place of files did not answer as expected")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<std::io::Error> for FilesFailure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}

impl From<object_store::Error> for FilesFailure {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Unavailable(Box::new(other)),
        }
    }
}
