//! Personal names in any script: folded, transliterated, split into parts, compared, and the comparison explained.
