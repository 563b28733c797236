//! Given a file and an environment, what is read and what is found wrong.

use super::*;

fn read(text: &str, said: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let environment = |name: &str| {
        let found = said.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    check::read(text, environment).map_err(|all| all.iter().map(ToString::to_string).collect())
}

const WHOLE: &str = r#"
[serve]
address = "https://wardroom.council.example/"

[sign-in.openid]
issuer = "https://login.council.example/tenant"
client-id = "wardroom"

[[sign-in.openid.posts]]
value = "Democratic Services"
post = { office = "team-member", team = "democratic-services" }

[mail]
from = "Wardroom <wardroom@council.example>"
server = "smtp.council.example"
"#;

#[test]
fn the_environment_goes_before_the_file() {
    let config = read(
        WHOLE,
        &[
            ("WARDROOM_MAIL_PORT", "2525"),
            ("WARDROOM_SIGN_IN_OPENID_CLIENT_SECRET", "s3cret"),
            ("WARDROOM_SIGN_IN_OPENID_SCOPES", "email, roles"),
            ("WARDROOM_DATA", "/srv/wardroom"),
        ],
    )
    .unwrap();
    assert_eq!(config.mail.port, Some(2525));
    assert_eq!(config.serve.data, PathBuf::from("/srv/wardroom"));
    assert_eq!(config.serve.base(), "https://wardroom.council.example");
    let openid = config.sign_in.openid.unwrap();
    assert_eq!(openid.scopes, ["email", "roles"]);
    assert_eq!(openid.client_secret.as_ref().unwrap().reveal(), "s3cret");
    assert!(!format!("{openid:?}").contains("s3cret"));
    assert_eq!(
        openid.posts[0].post.post(),
        "team-member-democratic-services"
    );
}

#[test]
fn what_is_wrong_is_named_with_its_line_and_what_to_write() {
    for (text, line, wrong) in [
        ("[mail]\nsever = \"x\"\n", 2, "unknown field `sever`"),
        (
            "[serve]\n\nlisten = \"here\"\n",
            3,
            "invalid socket address",
        ),
        ("[serve\n", 1, "unclosed table"),
        (
            "[serve]\naddress = \"http://council.example\"\n",
            2,
            "write https://wardroom.council.example",
        ),
        (
            "[mail]\nserver = \"mx.example\"\nfrom = \"Wardroom\"\n",
            3,
            "`Wardroom` is not a sender",
        ),
        (
            "[mail]\nfrom = \"a@b.example\"\nserver = \"mx.example\"\nsecurity = \"none\"\n",
            4,
            "write starttls or tls",
        ),
        (
            "[mail]\nreply-to = \"a+b@council.example\"\n",
            2,
            "write wardroom@council.example",
        ),
        ("[sign-in]\nlink-minutes = 600\n", 2, "between 5 and 60"),
        (
            "[sign-in.openid]\nissuer = \"ftp://x\"\nclient-id = \"w\"\n",
            2,
            "is not an https address",
        ),
    ] {
        let found = read(text, &[]).unwrap_err();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&format!("line {line}, ")), "{found:?}");
        assert!(found[0].contains(wrong), "{found:?}");
    }
    let missing = read("[sign-in.openid]\nclient-id = \"w\"\n", &[]).unwrap_err();
    assert!(missing[0].contains("`sign-in.openid`") && missing[0].contains("`issuer`"));
    let number = read("", &[("WARDROOM_MAIL_PORT", "lots")]).unwrap_err();
    assert_eq!(
        number,
        ["`WARDROOM_MAIL_PORT`: `lots` is not a number: write digits only"]
    );
}

#[test]
fn a_secret_may_lie_in_a_file_of_its_own() {
    let folder = std::env::temp_dir().join(format!("wardroom-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("password");
    std::fs::write(&file, "p4ss\n").unwrap();
    let text = format!(
        "[mail]\nfrom = \"a@b.example\"\nserver = \"mx.example\"\nuser = \"u\"\npassword-file = {:?}\n",
        file.display().to_string()
    );
    let config = read(&text, &[]).unwrap();
    assert_eq!(config.mail.password.unwrap().reveal(), "p4ss");
    let twice = read(&text, &[("WARDROOM_MAIL_PASSWORD", "other")]).unwrap_err();
    assert!(twice[0].contains("keep one of the two"), "{twice:?}");
    std::fs::remove_dir_all(&folder).unwrap();
    let gone = read(&text, &[]).unwrap_err();
    assert!(
        gone[0].starts_with("line 5, `mail.password-file`: cannot read"),
        "{gone:?}"
    );
}

#[test]
fn every_key_has_a_word_of_its_own_in_the_environment() {
    let mut words: Vec<_> = KEYS.iter().map(Key::variable).collect();
    words.sort();
    let all = words.len();
    words.dedup();
    assert_eq!(words.len(), all);
    assert!(words.contains(&"WARDROOM_SIGN_IN_OPENID_CLIENT_ID".to_owned()));
}
