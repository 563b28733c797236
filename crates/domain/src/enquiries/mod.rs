//! Members' enquiries.
