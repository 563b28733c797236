//! The tree of RFC 6962: a leaf is hashed with 0, a node with 1. Only the roots of the full subtrees are
//! kept, so that adding to a long log costs as little as to a short one.

use sha2::{Digest, Sha256};

/// A SHA-256 digest.
pub(crate) type Hash = [u8; 32];

/// The leaf of an event: its stream, its version and its chain digest, which covers all its fields.
pub(crate) fn leaf(stream: &str, version: u64, chain: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update((stream.len() as u64).to_be_bytes());
    hash.update(stream.as_bytes());
    hash.update(version.to_be_bytes());
    hash.update(chain);
    hash.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}

/// The roots of the full subtrees of a log, from the largest to the smallest: one for each bit of its size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// As it was kept with a size; none if the two do not fit.
    pub(crate) fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (roots, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && roots.len() == size.count_ones() as usize;
        fits.then(|| Self {
            size,
            roots: roots.to_vec(),
        })
    }
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }
    /// How many leaves there are.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }
    /// Adds a leaf.
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut root = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                root = node(&left, &root);
            }
        }
        self.roots.push(root);
        self.size += 1;
    }
    /// The root of the whole tree; of an empty one the digest of nothing.
    pub(crate) fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        match roots.next() {
            None => Sha256::digest(b"").into(),
            Some(last) => roots.fold(*last, |right, left| node(left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962, section 2.1, as it is written.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest(b"").into(),
            [one] => *one,
            _ => {
                let k = leaves.len().next_power_of_two() / 2;
                node(&by_definition(&leaves[..k]), &by_definition(&leaves[k..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition() {
        let leaves: Vec<Hash> = (0..70).map(|n| leaf("s", n, &[n as u8; 32])).collect();
        let mut frontier = Frontier::default();
        for n in 0..leaves.len() {
            assert_eq!(frontier.root(), by_definition(&leaves[..n]), "{n} leaves");
            let kept = Frontier::from_bytes(n as u64, &frontier.to_bytes());
            assert_eq!(kept, Some(frontier.clone()));
            frontier.push(leaves[n]);
        }
        assert_eq!(Frontier::from_bytes(3, &[0; 32]), None);
    }
}
