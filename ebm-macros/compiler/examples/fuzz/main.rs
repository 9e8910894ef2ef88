//! Valid energies with their tokens deleted, doubled, swapped, transplanted, cut off and nested: whatever comes in, the
//! macro comes back, within a second, with the user's function as it was written.
//!
//! ```sh
//! cargo run --release -p ebm-compiler --example fuzz -- --inputs 50000 --seed 1
//! cargo run -p ebm-compiler --example fuzz -- --inputs 50000     # with the checks of overflow of a debug build
//! cargo run -p ebm-compiler --example fuzz -- --only 1234        # one input, printed and shrunk if it fails
//! ```
//!
//! Calls `expand` itself, below the `catch_unwind` of the attribute, each input on a thread of its own with the small stack
//! of threads. Inputs run in child processes, so that one that overflows its stack is told like any other failure. A
//! failing input is printed, and again as small as it can be made. `cargo test` runs a few thousand.

mod input;
mod judge;
mod report;
mod shrink;

// where the sources are for the unit tests, which need no name by name here
#[allow(dead_code)]
#[path = "../../src/gallery/mod.rs"]
mod gallery;

use input::Inputs;
use judge::{Failure, judge};
use report::Report;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, ExitCode, Stdio};

const USAGE: &str = "fuzz [--inputs 50000] [--seed 1] [--jobs 2]   or   fuzz --only NUMBER [--seed 1]   or   fuzz --check < source";

/// What was asked for.
struct Request {
    inputs: u64,
    seed: u64,
    jobs: u64,
    only: Option<u64>,
    /// The part of a child: from this number on, every `jobs`-th.
    child: Option<u64>,
    /// Judge the source on standard input.
    check: bool,
}

fn request() -> Option<Request> {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let mut request = Request { inputs: 50_000, seed: 1, jobs: cores, only: None, child: None, check: false };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if word == "--check" {
            request.check = true;
            continue;
        }
        let number: u64 = words.next()?.replace('_', "").parse().ok()?;
        match word.as_str() {
            "--inputs" => request.inputs = number,
            "--seed" => request.seed = number,
            "--jobs" => request.jobs = number.max(1),
            "--only" => request.only = Some(number),
            "--child" => request.child = Some(number),
            _ => return None,
        }
    }
    Some(request)
}

fn main() -> ExitCode {
    let Some(request) = request() else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    judge::quiet();
    if request.check {
        let mut source = String::new();
        let read = std::io::stdin().read_to_string(&mut source);
        return exit(read.is_ok() && judge("input", &source).is_ok());
    }
    let inputs = Inputs::new(request.seed);
    if let Some(number) = request.only {
        let source = inputs.source(number);
        println!("{source}");
        return exit(match fresh(&source) {
            Ok(()) => true,
            Err(failure) => {
                tell(number, &source, &failure);
                false
            }
        });
    }
    match request.child {
        Some(from) => child(&inputs, from, &request),
        None => parent(&inputs, &request),
    }
}

fn exit(well: bool) -> ExitCode {
    if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Judges every `jobs`-th input and prints a line before and behind each.
fn child(inputs: &Inputs, from: u64, request: &Request) -> ExitCode {
    for number in (from..request.inputs).step_by(request.jobs as usize) {
        println!("start {number}");
        let source = inputs.source(number);
        println!("end {number} {}", report::line(&judge(&number.to_string(), &source)));
    }
    ExitCode::SUCCESS
}

/// Runs the children, starts one anew behind an input that ended it, and tells what they found.
fn parent(inputs: &Inputs, request: &Request) -> ExitCode {
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let jobs: Vec<_> = (0..request.jobs).map(|job| scope.spawn(move || follow(job, request))).collect();
        jobs.into_iter().filter_map(|job| job.join().ok()).collect()
    });
    let mut report = Report::default();
    reports.into_iter().for_each(|part| report.add(part));
    println!("{report}");
    report.reasons.iter().for_each(|reason| println!("{reason}"));
    for number in report.failures.iter().take(report::TOLD) {
        let source = inputs.source(*number);
        match fresh(&source) {
            Err(failure) => tell(*number, &source, &failure),
            Ok(()) => println!("input {number} failed, and passes alone: the machine was busy"),
        }
    }
    exit(report.failures.is_empty() && report.inputs == request.inputs)
}

/// One child after the other, until the part of a job is done.
fn follow(job: u64, request: &Request) -> Report {
    let mut report = Report::default();
    let mut from = job;
    while from < request.inputs {
        let arguments = [
            ("--inputs", request.inputs),
            ("--seed", request.seed),
            ("--jobs", request.jobs),
            ("--child", from),
        ];
        let mut command = judge::this_program();
        command.args(arguments.iter().flat_map(|(word, number)| [(*word).to_owned(), number.to_string()]));
        let last = listen(&mut command, &mut report);
        let Some(last) = last else { break };
        if report.inputs_of(last) {
            from = last + request.jobs;
        } else {
            report.died(last);
            from = last + request.jobs;
        }
    }
    report
}

/// The number of the last input that a child began, if it could be started at all.
fn listen(command: &mut Command, report: &mut Report) -> Option<u64> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let mut last = None;
    for line in BufReader::new(child.stdout.take()?).lines().map_while(Result::ok) {
        match line.split_once(' ') {
            Some(("start", number)) => last = number.parse().ok(),
            Some(("end", rest)) => report.read(rest),
            _ => {}
        }
    }
    let _ = child.wait();
    last
}

/// The verdict of a process of its own.
fn fresh(source: &str) -> Result<(), Failure> {
    if judge::passes_elsewhere(source) {
        return Ok(());
    }
    // an input that ends its process must not end this one
    if judge::ends_process(source) { Err(Failure::Died) } else { judge("input", source).map(|_| ()) }
}

/// Prints a failing input, and the smallest one that fails the same way.
fn tell(number: u64, source: &str, failure: &Failure) {
    println!("\ninput {number}: {failure}\n{source}");
    let small = shrink::shrink(source, &mut |smaller| {
        fresh(smaller).is_err_and(|other| std::mem::discriminant(&other) == std::mem::discriminant(failure))
    });
    println!("\nas small as it can be made:\n{small}");
}

/// What `cargo test` runs; a stack overflow names the thread, which is named after the input.
#[test]
fn some_thousand_inputs_come_back() {
    let inputs = Inputs::new(0);
    let jobs = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = |job: usize| {
        let mut report = Report::default();
        for number in (job as u64..3_000).step_by(jobs) {
            let verdict = judge(&number.to_string(), &inputs.source(number));
            report.read(&format!("{number} {}", report::line(&verdict)));
            if let Err(failure) = verdict {
                println!("input {number}: {failure}\n{}", inputs.source(number));
            }
        }
        report
    };
    let mut report = Report::default();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..jobs).map(|job| scope.spawn(move || part(job))).collect();
        parts.into_iter().for_each(|part| report.add(part.join().unwrap()));
    });
    println!("{report}");
    assert_eq!(report.failures, [0; 0]);
    assert_eq!(report.inputs, 3_000);
    assert!(report.accepted * 25 > report.inputs, "the mutations are too wild: {report}");
    assert!(report.refused * 4 > report.inputs, "the mutations are too tame: {report}");
}

/// What went wrong once, by number, of seed 1: coefficients whose squares overflow and the stack with them; functions nested in
/// functions, whose pieces nobody counted.
#[test]
fn what_went_wrong_once_comes_back() {
    let inputs = Inputs::new(1);
    for number in [22_882, 47_292, 638, 6_748, 9_012, 9_417, 21_681, 21_972, 28_757, 33_440] {
        let source = inputs.source(number);
        if let Err(failure) = judge(&number.to_string(), &source) {
            panic!("input {number}: {failure}\n{source}");
        }
    }
}
