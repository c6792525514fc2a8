//! How a self-evaluation is shown: documents as values, and the renderers that turn them into files.

pub mod document;
