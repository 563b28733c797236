//! The council's choices, made on their pages.

use crate::town::{Answer, Town, Visitor};

impl Town {
    /// What a keeper of the council's settings chooses on a setting's page, from today.
    pub async fn choose(&self, keeper: &Visitor, key: &str, value: &str) -> Answer {
        let today = self.operations.today();
        let (day, month, year) = (
            today.day().to_string(),
            today.month().to_string(),
            today.year().to_string(),
        );
        let fields = [
            ("value", value),
            ("from-day", day.as_str()),
            ("from-month", month.as_str()),
            ("from-year", year.as_str()),
            ("set-by", "Council, 26 March 2026"),
        ];
        keeper.post(&format!("/settings/{key}"), &fields).await
    }
}
