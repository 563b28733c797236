//! Why a document cannot be read: in the user's words, with what to do instead.

/// Why a document cannot be read. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("the document is empty: choose the file that holds the protocol")]
    Empty,
    /// More bytes than are read.
    #[error(
        "the document is larger than {0} MB: save it without pictures, or import the protocol alone"
    )]
    TooLarge(usize),
    /// More text than is read once unpacked.
    #[error(
        "the document unpacks to more than {0} MB of text: no protocol is as long; import the protocol alone"
    )]
    TooMuchText(usize),
    /// More paragraphs than are read.
    #[error("the document has more than {0} paragraphs: import the protocol alone")]
    TooManyBlocks(usize),
    /// Lists or tags nested too deep.
    #[error(
        "lists are nested more than {0} deep: no protocol is; save the document anew and import that"
    )]
    TooDeep(usize),
    /// Bytes that are no text in the encoding they claim.
    #[error("line {line} is not {encoding} text: save the document as UTF-8")]
    BadEncoding {
        /// The encoding that was expected.
        encoding: &'static str,
        /// The first line that is not in it, from 1.
        line: usize,
    },
    /// A format that is not read.
    #[error("this is {what}, which is not read: {instead}")]
    WrongFormat {
        /// What the bytes are.
        what: &'static str,
        /// What to save it as.
        instead: &'static str,
    },
    /// A password is needed.
    #[error("the document is protected by a password: save it without one")]
    Encrypted,
    /// A PDF that is only pictures of pages.
    #[error(
        "this PDF holds pictures of pages and no text: import the document it was printed from, or a PDF with text"
    )]
    NoText,
    /// The file is broken.
    #[error("the document is damaged ({0}): save it anew and import that")]
    Damaged(String),
    /// No numbered clauses about members and officers.
    #[error(
        "no protocol was found: it needs numbered clauses about members and officers, such as `7.6 Officers shall …`"
    )]
    NoProtocol,
}
