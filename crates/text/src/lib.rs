//! Bytes to text with places: every span leads back to bytes, page or cell. Parses in a confined child.
