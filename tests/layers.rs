//! Modules import downward only, and crates depend in one direction.
//!
//! Each crate has one table of ranks; a module may name modules of lower rank and itself, never its siblings. A new
//! module needs a place here: putting it down means saying what it may know.

use std::fs;
use std::path::{Path, PathBuf};

/// A crate: the folder of its manifest, the crates of the workspace that it may depend on, and its modules by rank.
struct Layers {
    folder: &'static str,
    may_use: &'static [&'static str],
    ranks: &'static [&'static [&'static str]],
}

const WORKSPACE: [Layers; 4] = [
    Layers {
        folder: "ebm-runtime",
        may_use: &[],
        ranks: &[
            // what was chosen, before anything is done
            &["setting"],
            // numbers and lists of them, in memory and on disk
            &["real", "parallel", "optimise", "diagnostics", "store"],
            &["math", "special", "domain", "probe"],
            &["lanes", "layout", "functions"],
            // what is kept of models: parameters, states, data, scratch memory, random streams
            &["by_lane", "coordinates", "state", "data", "workspace", "random"],
            // the contract
            &["model"],
            // what follows from it, each for itself
            &["average", "conditional", "exact", "factors", "given", "law"],
            // densities to start from are made of laws
            &["path"],
            &["infinity", "kernel", "noise"],
            &["sample"],
            &["log_z"],
            &["estimator"],
            // the common half of generated models
            &["facade"],
            // what generated code may name
            &["private"],
        ],
    },
    Layers {
        folder: "ebm-macros/compiler",
        may_use: &[],
        ranks: &[
            &["errors", "ir"],
            // tokens and algebra never see each other
            &["syntax", "solve", "names"],
            &["lower", "derive"],
            &["plan"],
            &["capability"],
            &["derivation"],
            &["emit"],
            &["expand"],
        ],
    },
    Layers { folder: "ebm-macros", may_use: &["ebm-compiler"], ranks: &[] },
    Layers { folder: "", may_use: &["ebm-macros", "ebm-runtime"], ranks: &[] },
];

/// The crates of the workspace; the other one is the facade, on which none depends.
const MEMBERS: [&str; 3] = ["ebm-compiler", "ebm-macros", "ebm-runtime"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn modules_import_downward_only() {
    let mut wrong = Vec::new();
    for layers in &WORKSPACE {
        let source = root().join(layers.folder).join("src");
        for file in rust_files(&source) {
            let path = module_path(file.strip_prefix(&source).unwrap());
            let text = fs::read_to_string(&file).unwrap();
            let place = file.strip_prefix(root()).unwrap().display().to_string();
            wrong.extend(complaints(layers.ranks, &path, &text).into_iter().map(|c| format!("{place}:{c}")));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn crates_depend_in_one_direction() {
    for layers in &WORKSPACE {
        let manifest = fs::read_to_string(root().join(layers.folder).join("Cargo.toml")).unwrap();
        let sections = manifest.split("\n[").filter(|section| section.starts_with("dependencies]"));
        let used: Vec<&str> = sections
            .flat_map(str::lines)
            .filter_map(|line| line.split(['.', ' ', '=']).next())
            .filter(|name| MEMBERS.contains(name))
            .collect();
        assert!(used.iter().all(|name| layers.may_use.contains(name)), "`{}` uses {used:?}", layers.folder);
    }
}

#[test]
fn an_import_upward_is_seen() {
    let ranks: &[&[&str]] = &[&["low", "other"], &["high"]];
    let complain = |path: &[&str], text: &str| {
        complaints(ranks, &path.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), text)
    };
    let none: [&str; 0] = [];
    assert_eq!(complain(&["high"], "use crate::low::A;\nuse crate::high::B;"), none);
    assert_eq!(complain(&["low"], "//! [`crate::high`]\nuse other_crate::high;"), none);
    assert_eq!(complain(&["low"], "use crate::low::A;\n#[cfg(test)]\nmod tests { use crate::high; }"), none);
    assert_eq!(complain(&["low"], "\nuse crate::high::A;"), ["2: `low` may not know `high`"]);
    assert_eq!(complain(&["low", "x"], "use crate::other::A;"), ["1: `low` may not know `other`"]);
    assert_eq!(complain(&["low"], "fn f() -> crate::high::A {"), ["1: `low` may not know `high`"]);
    let nested = "use crate::{low::{high, A},\n    high::B};";
    assert_eq!(complain(&["low"], nested), ["1: `low` may not know `high`"]);
    assert_eq!(complain(&["high"], "use crate::new::A;"), ["1: `new` has no rank in tests/layers.rs"]);
    assert_eq!(complain(&["new"], ""), ["1: `new` has no rank in tests/layers.rs"]);
    assert_eq!(complain(&["high"], "use crate::Low;"), ["1: `Low` has no rank in tests/layers.rs"]);
    let past = "1: `super` leads out of `high`; write `crate::…`, which is checked";
    assert_eq!(complain(&["high"], "use super::low;"), [past]);
    assert_eq!(complain(&["high", "x"], "use super::y;\n    use super::super::low;"), none);
    assert_eq!(complain(&["high", "x"], "use super::super::low;"), [past]);
}

/// What is wrong with one file, `path` being its module path; nothing for the root of a crate, which sees all.
fn complaints(ranks: &[&[&str]], path: &[String], text: &str) -> Vec<String> {
    let Some(own) = path.first() else { return Vec::new() };
    let rank = |module: &str| ranks.iter().position(|row| row.contains(&module));
    let unknown = |line: usize, module: &str| format!("{line}: `{module}` has no rank in tests/layers.rs");
    let Some(own_rank) = rank(own) else { return vec![unknown(1, own)] };
    // tests may look at anything; they stand last in a file
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let mut found = Vec::new();
    for (line, module) in named_modules(code) {
        match rank(&module) {
            _ if module == *own => {}
            None => found.push(unknown(line, &module)),
            Some(other) if other >= own_rank => {
                found.push(format!("{line}: `{own}` may not know `{module}`"));
            }
            Some(_) => {}
        }
    }
    // `use` of the file's own scope is not indented; modules inside the file are, and start one level deeper
    let climbs = code
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with("use super::") && line.matches("super::").count() >= path.len());
    let past = |k: usize| format!("{k}: `super` leads out of `{own}`; write `crate::…`, which is checked");
    found.extend(climbs.map(|(k, _)| past(k + 1)));
    found
}

/// Every `m` of `crate::m` and `crate::{m::…, …}` outside comments, with its line.
fn named_modules(code: &str) -> Vec<(usize, String)> {
    let without_comments: Vec<&str> =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = without_comments.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push((line, identifier(rest))),
            Some(list) => found.extend(first_names(list).into_iter().map(|name| (line, name))),
        }
    }
    found
}

/// The first identifier of each item of a list that ends with the brace that closes it.
fn first_names(list: &str) -> Vec<String> {
    let (mut depth, mut start, mut names) = (0, true, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if start && !c.is_whitespace() => {
                names.push(identifier(&list[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The modules that lead to a file: `kernel/gibbs.rs` is `[kernel, gibbs]`, `kernel/mod.rs` `[kernel]`.
fn module_path(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.pop_if(|last| last == "mod" || last == "lib");
    parts
}

/// All source files under a folder in order, without those that only tests use.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let is_test = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "tests" || stem == "gallery");
    entries.retain(|path| !is_test(path));
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
