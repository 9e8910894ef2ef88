//! Mistakes that are seen when names and arrays are known.
