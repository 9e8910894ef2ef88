//! What the compiler says to users: one mistake a file, named after the mistake, and two files with several.
//!
//! Messages of rustc change between releases, so the expected ones hold for the toolchain that `rust-toolchain.toml` pins;
//! accept a change with `TRYBUILD=overwrite cargo test --test ui`.

#[test]
fn mistakes_are_explained_where_they_stand() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
}
