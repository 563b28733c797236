//! The packs that come with the product, inside the binary.

use super::{PackFiles, Protocol, load};

/// The files of one pack that comes with the product.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its identifier, for example `cambridge-updated`.
    pub id: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// A pack with the registers on which it provides something, besides enquiries.
macro_rules! shipped {
    ($id:literal, $($register:literal),*) => {
        Shipped {
            id: $id,
            files: &[
                packed!($id, "pack.toml"),
                packed!($id, "clauses.toml"),
                packed!($id, "questions.toml"),
                packed!($id, "proven.toml"),
                packed!($id, "provisions/enquiries.toml"),
                $(packed!($id, concat!("provisions/", $register, ".toml")),)*
            ],
        }
    };
}

macro_rules! packed {
    ($id:literal, $file:expr) => {
        (
            $file,
            include_str!(concat!("../../../../packs/", $id, "/", $file)),
        )
    };
}

/// Every pack that comes with the product.
pub const SHIPPED: [Shipped; 3] = [
    shipped!(
        "cambridge-updated",
        "groups",
        "briefings",
        "information",
        "interpretations",
        "amendments",
        "complaints"
    ),
    shipped!(
        "cambridge-existing",
        "groups",
        "briefings",
        "information",
        "interpretations",
        "amendments"
    ),
    shipped!(
        "bradford-4c",
        "groups",
        "briefings",
        "information",
        "interpretations"
    ),
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
