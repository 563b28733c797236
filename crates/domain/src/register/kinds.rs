//! The kinds of acts of a register as one closed list, from which pages make buttons and tests make grids.

/// Makes `Kind`: each line is its documentation, its name, its stable name and its label on a button.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $label:literal;)*) => {
        /// The kind of an act, without its fields.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind of act.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Its stable name, as in addresses and the log.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// Its label on a button.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            /// The kind with this stable name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.name() == name)
            }
        }

        impl $crate::register::ActKind for Kind {
            fn name(self) -> &'static str {
                self.name()
            }
            fn label(self) -> &'static str {
                self.label()
            }
        }
    };
}

pub(crate) use kinds;
