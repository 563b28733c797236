//! What a form sent, whether as plain fields or with files. Reads the form's outer shape only; what the
//! words mean is the business of the page and of the rules.

use axum::body::Bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use domain::calendar::parse_date;
use domain::text::clean_words;
use jiff::civil::Date;

use super::App;
use super::error::Problem;

/// The largest number of fields that one form may hold.
const FIELDS_MAX: usize = 500;
/// The largest number of bytes that one file may hold.
const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// How many bytes one file of a route may hold where it is more than elsewhere: a layer of that route.
#[derive(Debug, Clone, Copy)]
pub struct FileMax(pub usize);

/// The fields and files of a form.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
    /// The files, those without a name and bytes left out.
    pub files: Vec<PostedFile>,
}

/// One file, as sent. Neither its name nor its claimed type is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedFile {
    /// The field it was sent in.
    pub field: String,
    /// The name that the browser gave.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Posted {
    /// A form of plain fields, for tests and for pages that fill in a form themselves.
    pub fn of(fields: &[(&str, &str)]) -> Self {
        Self {
            fields: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            files: Vec::new(),
        }
    }

    /// The fields of a kept draft; none if it cannot be read.
    pub fn kept(json: &str) -> Option<Self> {
        let fields = serde_json::from_str(json).ok()?;
        Some(Self {
            fields,
            files: Vec::new(),
        })
    }

    /// The fields as a draft keeps them: words only, no tokens.
    pub fn to_draft(&self) -> String {
        let kept: Vec<_> = self
            .fields
            .iter()
            .filter(|(name, _)| {
                !matches!(
                    name.as_str(),
                    "act-token" | "seen" | "draft-of" | "use-template"
                )
            })
            .collect();
        serde_json::to_string(&kept).expect("text becomes JSON")
    }

    /// The first value of a field, without the blanks around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The field's value, or none if it is empty.
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a field, in order.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The same with another value in a field.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.fields.retain(|(key, _)| key != name);
        changed.fields.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// Every field, for pages that keep a person's words.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The day that three boxes name, or one field as the command line gives it; none if all are empty, or
    /// what is wrong with it.
    pub fn date(&self, name: &str) -> Result<Option<Date>, String> {
        let part = |suffix: &str| self.text(&format!("{name}-{suffix}")).to_owned();
        let (day, month, year) = (part("day"), part("month"), part("year"));
        if day.is_empty() && month.is_empty() && year.is_empty() {
            let whole = self.given(name).map(parse_date).transpose();
            return whole.map_err(|why| why.to_string());
        }
        let typed = format!("{day} {month} {year}");
        let number = |text: &str| text.parse::<i16>().ok();
        let month = number(&month).or_else(|| month_number(&month));
        match (number(&day), month, number(&year)) {
            (Some(day), Some(month), Some(year)) if (1900..=2200).contains(&year) => {
                let day = i8::try_from(day).unwrap_or(0);
                let month = i8::try_from(month).unwrap_or(0);
                Date::new(year, month, day).map(Some).map_err(|_| {
                    format!(
                        "`{}` is not a day of the calendar: give a real day, for example 13 4 2026",
                        typed.trim()
                    )
                })
            }
            _ => Err(format!(
                "`{}` is not a date: give day, month and year in numbers, for example 13 4 2026",
                typed.split_whitespace().collect::<Vec<_>>().join(" ")
            )),
        }
    }
}

fn month_number(text: &str) -> Option<i16> {
    let text = text.to_lowercase();
    (1..=12)
        .find(|&month| {
            let name = super::words::month_name(month).to_lowercase();
            text.len() >= 3 && name.starts_with(&text)
        })
        .map(i16::from)
}

/// The names and values of an urlencoded text.
pub fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|&b| b == b'=').unwrap_or(pair.len());
            (plain(&pair[..at]), plain(pair.get(at + 1..).unwrap_or(&[])))
        })
        .collect()
}

fn plain(encoded: &[u8]) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let mut out = Vec::with_capacity(encoded.len());
    let mut at = 0;
    while at < encoded.len() {
        let digits = (
            encoded.get(at + 1).copied().and_then(hex),
            encoded.get(at + 2).copied().and_then(hex),
        );
        match (encoded[at], digits) {
            (b'+', _) => out.push(b' '),
            (b'%', (Some(high), Some(low))) => {
                out.push((high * 16 + low) as u8);
                at += 2;
            }
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    seen(&out)
}

/// What somebody can have typed: text without control characters and without what reverses or hides text, so
/// that neither a field shown again nor a complaint about it can carry them back onto a page.
fn seen(bytes: &[u8]) -> String {
    clean_words(&String::from_utf8_lossy(bytes))
}

impl FromRequest<App> for Posted {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let media = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let posted = if media.starts_with("multipart/form-data") {
            let most = request.extensions().get::<FileMax>();
            let most = most.map_or(FILE_BYTES_MAX, |most| most.0);
            let multipart = Multipart::from_request(request, app)
                .await
                .map_err(|e| Problem::Unreadable(e.body_text()))?;
            with_files(multipart, most).await?
        } else {
            let body = Bytes::from_request(request, app)
                .await
                .map_err(|_| Problem::TooLarge)?;
            Self {
                fields: pairs(&body),
                files: Vec::new(),
            }
        };
        if posted.fields.len() > FIELDS_MAX {
            return Err(Problem::Unreadable(
                "the form has too many fields".to_owned(),
            ));
        }
        Ok(posted)
    }
}

async fn with_files(mut multipart: Multipart, most: usize) -> Result<Posted, Problem> {
    let mut posted = Posted::default();
    let unreadable = |e: axum::extract::multipart::MultipartError| {
        if e.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Problem::TooLarge
        } else {
            Problem::Unreadable(e.body_text())
        }
    };
    while let Some(part) = multipart.next_field().await.map_err(unreadable)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(unreadable)?;
        match file_name {
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(_) if bytes.len() > most => return Err(Problem::TooLarge),
            Some(name) => posted.files.push(PostedFile {
                field,
                name,
                bytes: bytes.to_vec(),
            }),
            None => posted.fields.push((field, seen(&bytes))),
        }
        if posted.fields.len() + posted.files.len() > FIELDS_MAX {
            return Err(Problem::Unreadable(
                "the form has too many fields".to_owned(),
            ));
        }
    }
    Ok(posted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_with_their_signs_and_broken_ones_do_no_harm() {
        let all = pairs("a=1+2&b=%C3%A9%20%F0%9F%98%80&c&d=%zz%&=x".as_bytes());
        let values: Vec<_> = all.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(values, ["1 2", "é 😀", "", "%zz%", "x"]);
    }

    #[test]
    fn a_day_that_is_none_is_named_with_what_was_typed() {
        let of = |d, m, y| {
            Posted::of(&[("until-day", d), ("until-month", m), ("until-year", y)]).date("until")
        };
        assert_eq!(
            of("13", "4", "2026"),
            Ok(Some(jiff::civil::date(2026, 4, 13)))
        );
        assert_eq!(
            of("13", "apr", "2026"),
            Ok(Some(jiff::civil::date(2026, 4, 13)))
        );
        assert_eq!(of("", "", ""), Ok(None));
        assert!(of("31", "2", "2026").is_err_and(|why| why.contains("`31 2 2026`")));
        assert!(of("x", "", "2026").is_err_and(|why| why.contains("`x 2026`")));
        assert!(of("300", "4", "2026").is_err());
    }
}
