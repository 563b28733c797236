//! Words that people type: cleaned, bounded, and cut into search terms, once, here, so that every
//! engine and every edge agrees.
