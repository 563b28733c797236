//! What the sign-in service's claims mean in this council: which person, with which posts.

use domain::directory::Role;
use serde_json::{Map, Value};

use crate::config::{OpenId, PersonIs};

/// What the claims say, in the council's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// What `key` is.
    pub by: PersonIs,
    /// The mail address or number by which the directory knows the person.
    pub key: String,
    /// The name, for somebody whom the directory does not know yet.
    pub name: Option<String>,
    /// The mail address, for the same.
    pub email: Option<String>,
    /// The posts that the claims bring.
    pub posts: Vec<Role>,
    /// Every post that the sign-in service keeps: what is here and not in `posts` ends.
    pub kept: Vec<Role>,
}

/// Reads the claims by the council's set-up; says what is missing in them.
pub fn read(claims: &Map<String, Value>, setup: &OpenId) -> Result<Claimed, String> {
    let text = |name: &str| match claims.get(name)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let key = text(&setup.person_claim).ok_or_else(|| {
        format!(
            "the sign-in service gave no `{}`: let it send this claim, or name another as \
             `person-claim`",
            setup.person_claim
        )
    })?;
    if setup.person_is == PersonIs::Email
        && claims.get("email_verified") == Some(&Value::Bool(false))
    {
        return Err(
            "the sign-in service has not verified this mail address: confirm it there".to_owned(),
        );
    }
    let brings = values(claims.get(&setup.posts_claim));
    let posts = setup
        .posts
        .iter()
        .filter(|rule| brings.contains(&rule.value.as_str()));
    Ok(Claimed {
        by: setup.person_is,
        key,
        name: text("name"),
        email: text("email"),
        posts: posts.map(|rule| rule.post.clone()).collect(),
        kept: setup.posts.iter().map(|rule| rule.post.clone()).collect(),
    })
}

/// A list of texts, or one text: services differ.
fn values(claim: Option<&Value>) -> Vec<&str> {
    match claim {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn setup() -> OpenId {
        toml::from_str(
            "issuer = 'https://login.example'\nclient-id = 'w'\n\
             [[posts]]\nvalue = 'dem'\npost = { office = 'team-member', team = 'democratic-services' }\n",
        )
        .unwrap()
    }

    fn claimed(claims: &Value) -> Result<Claimed, String> {
        read(claims.as_object().unwrap(), &setup())
    }

    #[test]
    fn groups_become_posts_whether_one_or_many() {
        let one = claimed(&json!({"email": "a@b.example", "groups": "dem"})).unwrap();
        let many = claimed(&json!({"email": "a@b.example", "groups": ["x", "dem"]})).unwrap();
        assert_eq!(one.posts, many.posts);
        assert_eq!(one.posts.len(), 1);
        let none = claimed(&json!({"email": "a@b.example", "groups": {"dem": true}})).unwrap();
        assert_eq!((none.posts.len(), none.kept.len()), (0, 1));
    }

    #[test]
    fn a_missing_claim_and_an_unverified_address_are_said() {
        let missing = claimed(&json!({"sub": "1"})).unwrap_err();
        assert!(missing.contains("`email`") && missing.contains("person-claim"));
        let unsure = claimed(&json!({"email": "a@b.example", "email_verified": false}));
        assert!(unsure.unwrap_err().contains("not verified"));
    }
}
