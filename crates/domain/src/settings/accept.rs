//! Whether a value may be set for a key, in which spelling it is recorded, and what to write instead.

use jiff::civil::{Date, Time};

use super::spec::{SettingKind, SettingSpec, spec};
use crate::protocol::{Enforce, Protocol};
use crate::verdict::Invalid;

/// A value that may be set, with what the page must say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The value as it is to be recorded.
    pub value: String,
    /// Said beside it: for example that it is stricter than the protocol's text.
    pub remark: Option<String>,
}

/// Whether a value may be set for a key, given the protocols that are loaded.
pub fn accept<'p>(
    id: &str,
    value: &str,
    protocols: impl IntoIterator<Item = &'p Protocol>,
) -> Result<Accepted, Invalid> {
    let value = value.trim();
    if let Some(spec) = spec(id) {
        return spec.accept(value).map(|value| Accepted {
            value,
            remark: None,
        });
    }
    for protocol in protocols {
        if let Some(tag) = protocol.duty_of_key(id) {
            return enforcement(protocol, &tag, value);
        }
    }
    Err(Invalid::new(
        "setting",
        format!("there is no setting `{id}`: choose one of the list"),
    ))
}

fn enforcement(protocol: &Protocol, tag: &str, value: &str) -> Result<Accepted, Invalid> {
    let Some(enforce) = Enforce::from_word(value) else {
        let why = format!("`{value}` is no enforcement: write refuse, ask, note or show");
        return Err(Invalid::new("value", why));
    };
    let remark = protocol.beyond_the_text(tag, enforce).then(|| {
        format!(
            "stricter than the words of clause {tag}: the council’s own choice, and shown as that"
        )
    });
    Ok(Accepted {
        value: enforce.word().to_owned(),
        remark,
    })
}

impl SettingSpec {
    /// The value as it is recorded, or what is wrong with it.
    pub fn accept(&self, value: &str) -> Result<String, Invalid> {
        let accepted = match self.kind {
            SettingKind::WholeNumber { min, max, unit } => whole_number(value, min, max, unit),
            SettingKind::Text { max } => text(value, max),
            SettingKind::Choice(words) => choice(value, words),
            SettingKind::Date => parsed::<Date>(value, "write a day as 2026-04-13"),
            SettingKind::Time => time(value),
            SettingKind::Flag => choice(value, &["yes", "no"]),
            SettingKind::Colour => colour(value),
            SettingKind::Link => link(value),
            SettingKind::Team => parsed::<crate::ids::TeamId>(
                value,
                "write the key of a team, for example contact-centre",
            ),
        };
        accepted.map_err(|why| Invalid::new("value", why))
    }
}

fn whole_number(value: &str, min: u32, max: u32, unit: &str) -> Result<String, String> {
    match value.parse::<u32>() {
        Ok(number) if (min..=max).contains(&number) => Ok(number.to_string()),
        _ => Err(format!(
            "`{value}` cannot be taken: write a whole number of {unit} from {min} to {max}"
        )),
    }
}

fn text(value: &str, max: usize) -> Result<String, String> {
    let length = value.chars().count();
    if value.is_empty() {
        return Err("nothing is written: write some words".to_owned());
    }
    if length > max {
        return Err(format!("this has {length} characters: write at most {max}"));
    }
    if value.chars().any(|c| c.is_control() && c != '\n') {
        return Err("this holds control characters: write plain words".to_owned());
    }
    Ok(value.to_owned())
}

fn choice(value: &str, words: &[&str]) -> Result<String, String> {
    if words.contains(&value) {
        return Ok(value.to_owned());
    }
    Err(format!(
        "`{value}` is not one of the choices: write {}",
        words.join(", ")
    ))
}

fn parsed<T: std::str::FromStr + ToString>(value: &str, write: &str) -> Result<String, String> {
    match value.parse::<T>() {
        Ok(parsed) => Ok(parsed.to_string()),
        Err(_) => Err(format!("`{value}` cannot be taken: {write}")),
    }
}

fn time(value: &str) -> Result<String, String> {
    let five = value.len() == 5;
    match value.parse::<Time>() {
        Ok(time) if five => Ok(time.strftime("%H:%M").to_string()),
        _ => Err(format!("`{value}` is not a time: write it as 17:00")),
    }
}

/// The longest address, in characters.
const LINK_MAX: usize = 300;

fn link(value: &str) -> Result<String, String> {
    let rest = value.strip_prefix("https://").unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '`' | '\\');
    let named = host.contains('.') && !host.contains('@') && !host.starts_with('.');
    if !named || !value.chars().all(plain) || value.len() > LINK_MAX {
        return Err(format!(
            "`{value}` is no address of a page: write it as https://www.council.example/complaints"
        ));
    }
    Ok(value.to_owned())
}

fn colour(value: &str) -> Result<String, String> {
    let parts: Option<Vec<u8>> = value
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.is_ascii())
        .and_then(|hex| {
            (0..3)
                .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).ok())
                .collect()
        });
    let Some(parts) = parts else {
        return Err(format!("`{value}` is not a colour: write it as #1d4f91"));
    };
    let contrast = 1.05 / (luminance(&parts) + 0.05);
    if contrast < 4.5 {
        return Err(format!(
            "white words on `{value}` are hard to read (contrast {contrast:.1}, at least 4.5 is needed): choose a darker colour"
        ));
    }
    Ok(value.to_ascii_lowercase())
}

/// Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white).
fn luminance(parts: &[u8]) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    let weights = [0.2126, 0.7152, 0.0722];
    parts
        .iter()
        .zip(weights)
        .map(|(part, weight)| weight * linear(*part))
        .sum()
}
