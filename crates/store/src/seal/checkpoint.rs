//! A checkpoint: the size and root of the sealed log at a time, signed with a key that is kept outside
//! of the database. Sent out daily, it lets anybody tell later whether the log before it was changed.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use domain::fresh::hex;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;

use super::merkle::Hash;
use crate::fault::Fault;

/// The first line of every checkpoint.
const TITLE: &str = "wardroom checkpoint 1";

/// A statement about the log, signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many events it covers.
    pub size: u64,
    /// The root of the tree over them.
    pub root: [u8; 32],
    /// When it was made.
    pub at: Timestamp,
    /// The public key of the signer.
    pub key: PublicKey,
    signature: [u8; 64],
}

/// The public half of a checkpoint key, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl FromStr for PublicKey {
    type Err = BadCheckpoint;
    fn from_str(text: &str) -> Result<Self, BadCheckpoint> {
        unhex(text.trim()).map(Self).ok_or(BadCheckpoint::Key)
    }
}

/// A text that is not a checkpoint, or not a true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not the form of a checkpoint.
    #[error("this is not a checkpoint: it begins with the line `wardroom checkpoint 1`")]
    Form,
    /// Not a public key.
    #[error("this is not a public key: it is 64 hexadecimal digits")]
    Key,
    /// The signature does not fit what it signs.
    #[error("the signature of the checkpoint is false: it was changed, or another key made it")]
    Signature,
}

fn body(size: u64, root: &Hash, at: Timestamp, key: PublicKey) -> String {
    let root = hex(root);
    format!("{TITLE}\nsize {size}\nroot {root}\nat {at}\nkey {key}\n")
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = body(self.size, &self.root, self.at, self.key);
        writeln!(f, "{body}signature {}", hex(&self.signature))
    }
}

impl FromStr for Checkpoint {
    type Err = BadCheckpoint;

    /// Reads a checkpoint and proves that its signature is that of the key it names. Whether that is the
    /// council's key is for the reader to compare.
    fn from_str(text: &str) -> Result<Self, BadCheckpoint> {
        let mut lines = text.lines().map(str::trim_end);
        if lines.next() != Some(TITLE) {
            return Err(BadCheckpoint::Form);
        }
        let mut field = |name: &str| {
            let line = lines.next().ok_or(BadCheckpoint::Form)?;
            let value = line.strip_prefix(name).ok_or(BadCheckpoint::Form)?;
            value.strip_prefix(' ').ok_or(BadCheckpoint::Form)
        };
        let size = field("size")?.parse().map_err(|_| BadCheckpoint::Form)?;
        let root = unhex(field("root")?).ok_or(BadCheckpoint::Form)?;
        let at = field("at")?.parse().map_err(|_| BadCheckpoint::Form)?;
        let key: PublicKey = field("key")?.parse()?;
        let signature = unhex(field("signature")?).ok_or(BadCheckpoint::Form)?;
        let signed = VerifyingKey::from_bytes(&key.0)
            .and_then(|public| {
                let body = body(size, &root, at, key);
                public.verify_strict(body.as_bytes(), &Signature::from_bytes(&signature))
            })
            .is_ok();
        if !signed {
            return Err(BadCheckpoint::Signature);
        }
        Ok(Self {
            size,
            root,
            at,
            key,
            signature,
        })
    }
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The council's checkpoint key. It lives in a file apart from the database: whoever can write to the
/// database must not be able to sign what they made of it.
pub struct Signer(SigningKey);

impl Signer {
    /// Reads the key from a file (PKCS #8, PEM).
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let pem = std::fs::read_to_string(path).map_err(|error| Fault::file(path, error))?;
        SigningKey::from_pkcs8_pem(&pem).map(Self).map_err(|_| {
            let path = path.display();
            Fault::unfit(format!("`{path}` does not hold an Ed25519 key in PEM form"))
        })
    }

    /// Makes a key of 32 random bytes and writes it to a new file that only its owner can read. An
    /// existing file is never overwritten.
    pub fn create(path: &Path, random: [u8; 32]) -> Result<Self, Fault> {
        use std::io::Write;
        let key = SigningKey::from_bytes(&random);
        let pem = key
            .to_pkcs8_pem(LineEnding::LF)
            .map_err(|error| Fault::unfit(format!("the key cannot be written: {error}")))?;
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(path)
            .and_then(|mut file| {
                file.write_all(pem.as_bytes())?;
                file.sync_all()
            })
            .map_err(|error| Fault::file(path, error))?;
        Ok(Self(key))
    }

    /// What others need to tell this key's checkpoints from false ones.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs the state of the log.
    pub(crate) fn sign(&self, size: u64, root: Hash, at: Timestamp) -> Checkpoint {
        let key = self.public();
        let signature = self.0.sign(body(size, &root, at, key).as_bytes());
        Checkpoint {
            size,
            root,
            at,
            key,
            signature: signature.to_bytes(),
        }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public())
    }
}
