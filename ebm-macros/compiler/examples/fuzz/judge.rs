//! One input and what the macro makes of it.

use ebm_compiler::expand::expand;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::fmt;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// The stack of a thread. rustc expands on at least as much, and its main thread has four times that.
const STACK: usize = 2 << 20;
/// No input may take longer: a second, and several times that without optimisation.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
/// An input that takes this long never ends.
const PATIENCE: Duration = Duration::from_secs(20);

/// What an input that passes was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passed {
    /// Whether it is an energy; otherwise it has messages.
    pub accepted: bool,
    /// How long the expansion took.
    pub time: Duration,
}

/// What must not happen.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// A panic, with its message and place.
    Panicked(String),
    /// Over the limit, each of three times.
    Slow(Duration),
    /// No end in sight.
    Endless,
    /// The process was ended: by its stack, or by its memory.
    Died,
    /// The function does not come out as it went in.
    Changed,
    /// Without a message, and yet no Rust.
    NotRust(String),
    /// Two expansions of one input differ.
    Undetermined,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked(message) => write!(f, "panics: {message}"),
            Self::Slow(time) => write!(f, "takes {} ms", time.as_millis()),
            Self::Endless => write!(f, "does not end within {} s", PATIENCE.as_secs()),
            Self::Died => write!(f, "ends its process: the stack overflows, or memory ends"),
            Self::Changed => write!(f, "the function does not come out as it went in"),
            Self::NotRust(message) => {
                write!(f, "there is no message, and what comes out is no Rust: {message}")
            }
            Self::Undetermined => write!(f, "two expansions differ"),
        }
    }
}

/// Expands a source on a thread of that name and looks at what comes out.
pub(crate) fn judge(name: &str, source: &str) -> Result<Passed, Failure> {
    let mut verdict = once(name, source);
    // memory and caches are shared with others: the fastest of three is nearest to the work that it is
    for _ in 0..2 {
        if let Err(Failure::Slow(time)) = verdict {
            verdict = match once(name, source) {
                Err(Failure::Slow(again)) => Err(Failure::Slow(again.min(time))),
                other => other,
            };
        }
    }
    verdict
}

fn once(name: &str, source: &str) -> Result<Passed, Failure> {
    let (send, receive) = mpsc::channel();
    let source = source.to_owned();
    let work = move || {
        let verdict = catch_unwind(AssertUnwindSafe(|| look(&source)));
        // nobody listens any more where it took too long
        let _ = send.send(verdict.unwrap_or_else(|_| Err(Failure::Panicked(last_panic()))));
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(work);
    let Ok(thread) = thread else { return Err(Failure::Died) };
    match receive.recv_timeout(PATIENCE) {
        Ok(verdict) => {
            let _ = thread.join();
            verdict
        }
        Err(_) => Err(Failure::Endless),
    }
}

/// The time that this thread had a processor, where the system says it; a busy machine makes no input slow.
struct Stopwatch {
    wall: Instant,
    on_processor: Option<Duration>,
}

impl Stopwatch {
    fn start() -> Self {
        Self { wall: Instant::now(), on_processor: Self::on_processor() }
    }

    fn time(&self) -> Duration {
        match (self.on_processor, Self::on_processor()) {
            (Some(start), Some(end)) => end - start,
            _ => self.wall.elapsed(),
        }
    }

    fn on_processor() -> Option<Duration> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }
}

fn look(source: &str) -> Result<Passed, Failure> {
    // what does not even lex never reaches a macro
    let Ok(tokens) = source.parse::<TokenStream>() else {
        return Ok(Passed { accepted: false, time: Duration::ZERO });
    };
    let (settings, item) = parts(tokens);
    let start = Stopwatch::start();
    let output = expand(settings.clone(), item.clone());
    let time = start.time();
    if time > LIMIT {
        return Err(Failure::Slow(time));
    }
    let text = output.to_string();
    let accepted = !text.contains("compile_error");
    if !begins_with(&item, &output) {
        return Err(Failure::Changed);
    }
    if accepted && let Err(error) = syn::parse2::<syn::File>(output) {
        return Err(Failure::NotRust(error.to_string()));
    }
    if expand(settings, item).to_string() != text {
        return Err(Failure::Undetermined);
    }
    Ok(Passed { accepted, time })
}

/// `#[energy_model(settings)] item` as the compiler hands it to the macro.
fn parts(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    let settings = match trees.as_slice() {
        [TokenTree::Punct(hash), TokenTree::Group(group), ..] if hash.as_char() == '#' => {
            let mut inside = group.stream().into_iter();
            match (inside.next(), inside.next()) {
                (Some(TokenTree::Ident(word)), None) if word == "energy_model" => Some(TokenStream::new()),
                (Some(TokenTree::Ident(word)), Some(TokenTree::Group(settings)))
                    if word == "energy_model" =>
                {
                    Some(settings.stream())
                }
                _ => None,
            }
        }
        _ => None,
    };
    if settings.is_some() {
        trees.drain(..2);
    }
    (settings.unwrap_or_default(), trees.into_iter().collect())
}

/// Whether `output` begins with all of `item`, less attributes, which are told apart elsewhere.
fn begins_with(item: &TokenStream, output: &TokenStream) -> bool {
    let (item, output) = (trees(item), trees(output));
    let is_module = |head: &[TokenTree]| head.iter().any(|tree| tree.to_string() == "mod");
    match item.split_last() {
        // the models of a module stand inside it, behind its functions
        Some((TokenTree::Group(body), head)) if is_module(head) => {
            let written = follows(head, &output).and_then(|written| output.get(written));
            matches!(written, Some(TokenTree::Group(with_models))
                if follows(&trees(&body.stream()), &trees(&with_models.stream())).is_some())
        }
        _ => follows(&item, &output).is_some(),
    }
}

fn trees(tokens: &TokenStream) -> Vec<TokenTree> {
    tokens.clone().into_iter().collect()
}

/// How many trees of `output` are those of `item`.
fn follows(item: &[TokenTree], output: &[TokenTree]) -> Option<usize> {
    let (mut place, mut written) = (0, 0);
    while place < item.len() {
        let is_attribute = match &item[place..] {
            [TokenTree::Punct(hash), TokenTree::Group(group), ..] => {
                hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket
            }
            _ => false,
        };
        let length = if is_attribute { 2 } else { 1 };
        let pairs = item[place..place + length].iter().zip(output.get(written..).unwrap_or_default());
        if pairs.filter(|(one, two)| same(one, two)).count() == length {
            written += length;
        } else if !is_attribute {
            return None;
        } else if allows_unused(output.get(written..).unwrap_or_default()) {
            written += 2;
        }
        place += length;
    }
    Some(written)
}

/// Whether `#[allow(unused_variables)]` is next: it takes the place of the role of an argument that only attributes mention.
fn allows_unused(output: &[TokenTree]) -> bool {
    let inside = |group: &TokenTree| group.to_string().replace(' ', "") == "[allow(unused_variables)]";
    matches!(output, [TokenTree::Punct(hash), group, ..] if hash.as_char() == '#' && inside(group))
}

fn same(one: &TokenTree, two: &TokenTree) -> bool {
    match (one, two) {
        (TokenTree::Group(one), TokenTree::Group(two)) => {
            let inside = trees(&two.stream());
            one.delimiter() == two.delimiter()
                && follows(&trees(&one.stream()), &inside) == Some(inside.len())
        }
        _ => one.to_string() == two.to_string(),
    }
}

/// Keeps panics silent: they are told by input.
pub(crate) fn quiet() {
    std::panic::set_hook(Box::new(|information| {
        LAST.with_borrow_mut(|last| *last = information.to_string());
    }));
}

thread_local! {
    /// The message and the place of the last panic on this thread.
    static LAST: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

fn last_panic() -> String {
    LAST.with_borrow(Clone::clone)
}

/// This program, to run a part of itself.
pub(crate) fn this_program() -> Command {
    Command::new(std::env::current_exe().unwrap_or_default())
}

fn elsewhere(source: &str) -> Option<std::process::ExitStatus> {
    let mut child = this_program()
        .arg("--check")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(source.as_bytes()).ok()?;
    child.wait().ok()
}

/// Whether a process of its own is content with a source.
pub(crate) fn passes_elsewhere(source: &str) -> bool {
    elsewhere(source).is_some_and(|status| status.success())
}

/// Whether a source ends a process, which no `catch_unwind` can help.
pub(crate) fn ends_process(source: &str) -> bool {
    elsewhere(source).is_none_or(|status| status.code().is_none())
}
