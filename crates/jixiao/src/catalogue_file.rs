//! The catalogue with a team's own file.

use std::path::Path;

use jixiao_catalogue::{Catalogue, MAX_CATALOGUE_BYTES};

use crate::Error;
use crate::regular_file::text;

/// The built-in catalogue of causes and remedies with what a team's own TOML file adds. At most [`MAX_CATALOGUE_BYTES`] are read.
///
/// ```no_run
/// let catalogue = jixiao::catalogue_file("our-causes.toml")?;
/// assert!(catalogue.cause("F1").is_some());
/// # Ok::<(), jixiao::Error>(())
/// ```
///
/// # Errors
/// [`Error::Catalogue`] with every problem of the file; [`Error::CatalogueFile`] where it cannot be read.
pub fn catalogue_file(file: &str) -> Result<Catalogue, Error> {
    let path = Path::new(file);
    let text = text(path, MAX_CATALOGUE_BYTES).map_err(|error| Error::CatalogueFile {
        path: path.into(),
        error,
    })?;
    Ok(Catalogue::from_toml(file, &text)?)
}
