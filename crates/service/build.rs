//! Takes the styles and the script of GOV.UK Frontend from the npm package and makes them fit for a
//! council: without the GDS Transport typeface and the crest, which are for GOV.UK alone.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    if let Err(why) = build() {
        println!("cargo::error={why}");
    }
}

fn build() -> Result<(), String> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo names no folder")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no output folder")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=templates");
    println!(
        "cargo::rerun-if-changed={}",
        here.join("../../package-lock.json").display()
    );
    let package = package(&here).ok_or(
        "the styles of the pages come from the npm package govuk-frontend, which is not installed: \
         run `npm ci` in the folder that holds package.json, then build again",
    )?;
    println!("cargo::rerun-if-changed={}", package.display());
    let read = |name: &str| {
        let path = package.join("dist/govuk").join(name);
        fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))
    };
    let assets = out.join("assets");
    fs::create_dir_all(&assets).map_err(|e| format!("cannot make {}: {e}", assets.display()))?;
    let write = |name: &str, text: String| {
        fs::write(assets.join(name), text).map_err(|e| format!("cannot write {name}: {e}"))
    };
    write(
        "govuk-frontend.css",
        styles(&read("govuk-frontend.min.css")?)?,
    )?;
    write(
        "govuk-frontend.js",
        without_source_map(&read("govuk-frontend.min.js")?),
    )
}

/// The package in the nearest `node_modules`, as Node itself looks for it.
fn package(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .map(|folder| folder.join("node_modules/govuk-frontend"))
        .find(|package| package.join("package.json").is_file())
}

/// The styles with system typefaces and without the crest.
fn styles(text: &str) -> Result<String, String> {
    let mut css = without_source_map(text);
    while let Some(start) = css.find("@font-face{") {
        let length = css[start..]
            .find('}')
            .ok_or("the styles of govuk-frontend end inside a @font-face block")?;
        css.replace_range(start..=start + length, "");
    }
    let css = css
        .replace(
            "font-family:GDS Transport,arial,sans-serif",
            "font-family:Arial,Helvetica,\"Liberation Sans\",sans-serif",
        )
        .replace("url(/assets/images/govuk-crest.svg)", "none");
    for leftover in ["GDS Transport", "crest", "url(/assets"] {
        if css.contains(leftover) {
            return Err(format!(
                "the styles of govuk-frontend still hold `{leftover}`: this version is laid out \
                 differently, mend build.rs"
            ));
        }
    }
    Ok(css)
}

/// The text without the comment that points to a map for debugging, which may share its line.
fn without_source_map(text: &str) -> String {
    text.lines()
        .map(|line| {
            ["//# sourceMappingURL", "/*# sourceMappingURL"]
                .iter()
                .find_map(|comment| line.split_once(comment))
                .map_or(line, |(code, _)| code)
        })
        .collect::<Vec<_>>()
        .join("\n")
}
