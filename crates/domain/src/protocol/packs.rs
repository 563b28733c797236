//! The packs that come with the product, inside the binary.

use super::{PackFiles, Protocol, load};

/// The files of one pack that comes with the product.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its identifier, for example `cambridge-updated`.
    pub id: &'static str,
    files: [(&'static str, &'static str); 5],
}

macro_rules! shipped {
    ($id:literal) => {
        Shipped {
            id: $id,
            files: [
                (
                    "pack.toml",
                    include_str!(concat!("../../../../packs/", $id, "/pack.toml")),
                ),
                (
                    "clauses.toml",
                    include_str!(concat!("../../../../packs/", $id, "/clauses.toml")),
                ),
                (
                    "provisions/enquiries.toml",
                    include_str!(concat!(
                        "../../../../packs/",
                        $id,
                        "/provisions/enquiries.toml"
                    )),
                ),
                (
                    "questions.toml",
                    include_str!(concat!("../../../../packs/", $id, "/questions.toml")),
                ),
                (
                    "proven.toml",
                    include_str!(concat!("../../../../packs/", $id, "/proven.toml")),
                ),
            ],
        }
    };
}

/// Every pack that comes with the product.
pub const SHIPPED: [Shipped; 3] = [
    shipped!("cambridge-updated"),
    shipped!("cambridge-existing"),
    shipped!("bradford-4c"),
];

impl Shipped {
    /// Its files as the loader takes them.
    pub fn files(&self) -> PackFiles {
        self.files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }
}

/// A pack that comes with the product, by its identifier.
///
/// # Panics
/// Never for a released binary: the tests load every shipped pack.
pub fn shipped(id: &str) -> Option<Protocol> {
    let pack = SHIPPED.iter().find(|pack| pack.id == id)?;
    match load(&pack.files()) {
        Ok(protocol) => Some(protocol),
        Err(faults) => panic!("the shipped pack `{id}` is broken: {}", faults[0]),
    }
}
