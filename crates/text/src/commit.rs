//! One hash over a text, piece by piece, so that a text with passages blacked out can still be proven.
//!
//! The text is cut into as many pieces as it has segments: piece *i* runs from the end of segment *i − 1* (from the
//! beginning, for the first) to the end of segment *i* (to the end of the text, for the last), so the pieces in order
//! are the whole text and nothing of it is left out. A text without segments is one piece.
//!
//! ```text
//! salt(i) = SHA-256( "sanad-seg-salt/v1\0" (18 bytes) || seed (32) || i (8, big-endian) )
//! leaf(i) = SHA-256( "sanad-seg/v1\0" (13 bytes) || salt(i) (32) || piece(i) in UTF-8 )
//! node    = SHA-256( 0x01 || left || right )
//! ```
//!
//! The leaves are joined as in RFC 6962 §2.1: the left subtree holds the largest power of two smaller than the number
//! of leaves, and one leaf alone is the root. A leaf's input begins with 's' (0x73) and a node's with 0x01, so
//! neither can pass for the other. Who learns one salt learns nothing of the others or of the seed; who has no salt
//! cannot confirm a guess about a blacked-out piece. In a shell:
//! `(printf 'sanad-seg/v1\0'; cat salt piece) | sha256sum`.

use sanad_model::Span;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::extracted::Segment;

/// A SHA-256 hash in this tree.
pub type Hash = [u8; 32];

/// The tree over the pieces of one text. The seed behind its salts is as secret as the text.
#[derive(Debug, Clone)]
pub struct SegmentTree {
    pieces: Vec<Span>,
    seed: [u8; 32],
    /// Level 0 holds the leaves; each level above joins two and two, an odd one rising as it is.
    levels: Vec<Vec<Hash>>,
}

/// Shows that a piece stands at an index of the text behind a root, without showing any other piece.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentProof {
    /// Which piece, from 0.
    pub index: u64,
    /// How many pieces the text has.
    pub size: u64,
    /// The salt of this piece.
    pub salt: [u8; 32],
    /// The hashes beside the way to the root, lowest first (RFC 6962 audit path).
    pub path: Vec<Hash>,
}

/// The root over a text's pieces, salted from a seed.
#[must_use]
pub fn segments_root(text: &str, segments: &[Segment], seed: &[u8; 32]) -> Hash {
    SegmentTree::new(text, segments, seed).root()
}

/// The pieces that a text is committed in: one for each segment, together the whole text.
#[must_use]
pub fn pieces(text: &str, segments: &[Segment]) -> Vec<Span> {
    let mut out = Vec::with_capacity(segments.len().max(1));
    let mut start = 0;
    for segment in segments {
        out.push(Span { start, end: segment.span.end });
        start = segment.span.end;
    }
    match out.last_mut() {
        Some(last) => last.end = text.len(),
        None => out.push(Span { start: 0, end: text.len() }),
    }
    out
}

/// The salt of one piece.
#[must_use]
pub fn segment_salt(seed: &[u8; 32], index: u64) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"sanad-seg-salt/v1\0");
    hash.update(seed);
    hash.update(index.to_be_bytes());
    hash.finalize().into()
}

impl SegmentTree {
    /// Hashes every piece of the text. The segments must be in order and inside the text, as every
    /// [`Extracted`](crate::Extracted) has them; a span that is not becomes an empty piece.
    #[must_use]
    pub fn new(text: &str, segments: &[Segment], seed: &[u8; 32]) -> Self {
        let pieces = pieces(text, segments);
        let leaves = (0_u64..).zip(&pieces);
        let leaves = leaves.map(|(i, span)| leaf(&segment_salt(seed, i), span.of(text).unwrap_or_default()));
        let mut levels = vec![leaves.collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let above = below.chunks(2).map(|pair| match pair {
                [left, right] => node(left, right),
                single => single[0],
            });
            let above = above.collect();
            levels.push(above);
        }
        Self { pieces, seed: *seed, levels }
    }

    /// The root hash.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.levels.last().and_then(|level| level.first()).copied().unwrap_or_default()
    }

    /// The pieces, in order.
    #[must_use]
    pub fn pieces(&self) -> &[Span] {
        &self.pieces
    }

    /// The proof for one piece; `None` when there are not so many.
    #[must_use]
    pub fn proof(&self, index: usize) -> Option<SegmentProof> {
        if index >= self.pieces.len() {
            return None;
        }
        let path =
            self.levels.iter().enumerate().filter_map(|(height, level)| level.get((index >> height) ^ 1));
        let index = index as u64;
        Some(SegmentProof {
            index,
            size: self.pieces.len() as u64,
            salt: segment_salt(&self.seed, index),
            path: path.copied().collect(),
        })
    }
}

impl SegmentProof {
    /// Whether this text is that piece behind the root (RFC 9162 §2.1.3.2).
    #[must_use]
    pub fn verify(&self, piece: &str, root: &Hash) -> bool {
        if self.index >= self.size {
            return false;
        }
        let (mut at, mut last, mut hash) = (self.index, self.size - 1, leaf(&self.salt, piece));
        for beside in &self.path {
            if last == 0 {
                return false;
            }
            if at & 1 == 1 || at == last {
                hash = node(beside, &hash);
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(&hash, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        last == 0 && hash == *root
    }
}

fn leaf(salt: &[u8; 32], piece: &str) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"sanad-seg/v1\0");
    hash.update(salt);
    hash.update(piece.as_bytes());
    hash.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left);
    hash.update(right);
    hash.finalize().into()
}
