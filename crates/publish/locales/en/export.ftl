# Exports of a whole case, in English.

export-about = { $full ->
    [yes] Everything in the case, nothing withheld: for those who work on it.
   *[no] For others: what is more sensitive than the occasion allows is left out, people are named as they agreed to, names that may not stand are replaced in texts and blacked out in quotes, proposals that nobody looked at and findings that nobody else said yes to stay, and who gave an item is not told.
 }
export-withheld = Left out: { $claims ->
    [0] no claim
    [one] one claim
   *[other] { $claims } claims
 }, { $items ->
    [0] no item
    [one] one item
   *[other] { $items } items
 }, { $entities ->
    [0] no entity
    [one] one entity
   *[other] { $entities } entities
 }.
export-one-person = One person alone works on this case: nobody else has said yes to its findings.
export-claim = A claim says what a source says; it is no finding.

column-victim = To whom, as said.
column-victim_class = Who they are called to be.
column-victim_name = Their name, where one is given and may stand.
column-actor = By whom, as said.
column-place = Where, as said.
column-time = When, as said.
column-time_first = First day it may have been.
column-time_last = Last day it may have been.
column-method = How, as said.
column-decision = Where it stands after review: accepted, waiting, rejected, open.
column-sensitivity = How far it may travel; empty where the case decides.
column-derivative = Id of the text that the span counts in.
column-origin = Place in the item’s own terms: page, cell or bytes.
column-made_by = The rule, import or person that made it.
column-id = Id in the log.
column-key = What others refer to it by.
column-supports = Claims that speak for it, separated by spaces.
column-against = Claims that speak against it, separated by spaces.
column-judged = The claims that are judged, separated by spaces.
column-verdict = What was decided.
column-why = Why, in the reviewer’s words.
column-by = Who decided.
column-at = When it was recorded.
column-values = Several values are separated by semicolons.
