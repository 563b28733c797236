//! How enquiries, requests for information and what the groups asked of officers fared by political group:
//! released once a quarter to those who watch that hands are even, and never counted live for who may not read
//! the cases.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, local_date};
use domain::enquiries::Enquiries;
use domain::even_hands::{Compared, Fared, Hands, Sample, hands};
use domain::figures::{Quarter, owed_after};
use domain::groups::Groups;
use domain::groups::ledger::samples;
use domain::ids::{GroupId, Stream};
use domain::information::choices::Outcome;
use domain::information::{self, Information};
use domain::register::Register;
use domain::verdict::{Basis, Cited};

use super::facts::event;
use super::figures::TRIES;
use super::{ActError, Case, Operations};

/// The setting for the least number of cases by which a group is compared.
pub const LEAST: &str = "even-hands-least";
/// How many requests are listed at once.
const AT_ONCE: usize = 500;

impl Operations {
    /// The least number of cases by which a group is compared, and why.
    pub async fn least_compared(&self) -> Result<Cited<u32>, ActError> {
        let snapshot = self.council().await?;
        let set = snapshot.council.settings.whole_number(LEAST, self.today());
        Ok(set.unwrap_or_else(|| Cited::new(5, Basis::default_of("W44", None))))
    }

    /// The comparisons as they were released, the oldest quarter first. What is owed by today is released
    /// first: by the daily job, or by whoever asks before it has run. What is released never changes again.
    pub async fn release_hands(&self) -> Result<Vec<Hands>, ActError> {
        let stream = Stream::even_hands();
        for _ in 0..TRIES {
            let (mut released, version) = self.released::<Hands>(&stream).await?;
            released.sort_by_key(|hands| hands.from);
            let more = self.owed_hands(&released).await?;
            if more.is_empty() {
                return Ok(released);
            }
            let least = self.least_compared().await?;
            let what = "how the groups’ cases fared is compared and released".to_owned();
            let what = Cited::new(what, least.basis);
            let events = more.iter().map(|it| event("even-hands-released", it));
            self.append_release(&stream, version, events.collect(), what)
                .await?;
        }
        Err(ActError::NotFound)
    }

    /// The comparisons that are owed by today. Nothing is released of quarters before the first case.
    async fn owed_hands(&self, released: &[Hands]) -> Result<Vec<Hands>, ActError> {
        let today = self.today();
        let newest = released.last().map(|hands| hands.from);
        let mut owed = Vec::new();
        let mut begun = newest.is_some();
        for quarter in owed_after(newest, today) {
            let store = self.store();
            let enquiries = store
                .replies_of_all_for_release(Enquiries::NAME, quarter)
                .await?;
            let cases = [
                (Compared::Enquiries, enquiries),
                (Compared::Information, self.fared(quarter).await?),
            ];
            let snapshot = self.council().await?;
            let council = &snapshot.council;
            let asked = self.asked(quarter, &council.calendar).await?;
            let some = !asked.is_empty() || cases.iter().any(|(_, cases)| !cases.is_empty());
            begun = begun || some;
            if begun {
                let least = self.least_compared().await?.value;
                owed.push(hands(quarter, today, least, asked, &cases, council));
            }
        }
        Ok(owed)
    }

    /// What each political group asked of officers in a quarter and how that fared: how the facility is used.
    async fn asked(
        &self,
        quarter: Quarter,
        calendar: &Calendar,
    ) -> Result<BTreeMap<GroupId, Sample>, ActError> {
        let cases = self.all_of::<Groups>(quarter).await?;
        let states: Vec<_> = cases.into_iter().map(|case| case.state).collect();
        Ok(samples(&states, calendar))
    }

    /// The requests for information of a quarter that were decided, with whether access was granted.
    async fn fared(&self, quarter: Quarter) -> Result<Vec<Fared>, ActError> {
        let cases = self.all_of::<Information>(quarter).await?;
        Ok(cases
            .iter()
            .filter_map(|case| of_request(&case.state))
            .collect())
    }

    /// The cases of a register that were received in a quarter, but for those kept from somebody.
    async fn all_of<R: Register>(&self, quarter: Quarter) -> Result<Vec<Case<R>>, ActError> {
        let mut cases = Vec::new();
        let mut after = None;
        loop {
            let page = self
                .store()
                .cases_of_all_for_release(R::NAME, quarter, after.as_ref(), AT_ONCE)
                .await?;
            for reference in &page {
                cases.push(self.whole_case::<R>(reference).await?);
            }
            match page.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(cases),
            }
        }
    }
}

/// How one request fared; none while it is not decided, and of what is no member’s request.
fn of_request(state: &information::State) -> Option<Fared> {
    Some(Fared {
        holder: state.holder.clone()?,
        received: state.received.date(),
        answered: local_date(state.first_decided?),
        granted: state
            .last_outcome
            .map(|outcome| outcome != Outcome::Refused),
        count: 1,
    })
}
