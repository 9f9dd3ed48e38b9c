//! Text to claims: who says what happened to whom, how many, how sure, each tied to its exact quote.
