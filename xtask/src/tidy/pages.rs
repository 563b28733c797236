//! What holds for templates: nothing inline that the content security policy would block, nothing from
//! another site, nothing unescaped without a word on why it is safe.

use super::Complaint;
use crate::repo::Repo;

/// The rules of templates.
pub fn templates(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let templates = repo
        .files
        .iter()
        .filter(|file| file.under("crates/service/templates") && file.is(&["html"]));
    for file in templates {
        for (at, line) in file.text.lines().enumerate() {
            let before = at.checked_sub(1).and_then(|n| file.text.lines().nth(n));
            if let Some(why) = wrong(line, before.unwrap_or_default()) {
                complaints.push(Complaint::at(&file.path, at + 1, why));
            }
        }
    }
    complaints
}

fn wrong(line: &str, before: &str) -> Option<&'static str> {
    let attributes = ["onclick=", "onchange=", "onsubmit=", "oninput=", "onload="];
    if line.contains(" style=") || line.contains("<style") {
        Some("inline style: put it into static/site.css; the policy blocks it here")
    } else if line.contains("<script") && !line.contains(" src=") {
        Some("inline script: put it into a file under static/; the policy blocks it here")
    } else if attributes.iter().any(|attribute| line.contains(attribute)) {
        Some("inline handler: put it into a file under static/; the policy blocks it here")
    } else if line.contains("src=\"http") || line.contains("src=\"//") {
        Some("something from another site: pages take nothing from elsewhere")
    } else if (line.contains("|safe") || line.contains("| safe")) && !before.contains("{# safe:") {
        Some("unescaped: say on the line above why it is safe, as {# safe: … #}")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_policy_would_block_is_named() {
        let found =
            |text: &str| templates(&Repo::of(&[("crates/service/templates/a.html", text)])).len();
        assert_eq!(
            found("<p class=\"a\">{{ b }}</p>\n<script src=\"/x.js\"></script>\n"),
            0
        );
        assert_eq!(found("<p style=\"a\">\n<script>\n<a onclick=\"x\">\n"), 3);
        assert_eq!(found("{{ a|safe }}\n"), 1);
        assert_eq!(
            found("{# safe: drawn by us from numbers #}\n{{ a|safe }}\n"),
            0
        );
    }
}
