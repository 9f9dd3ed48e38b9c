# The record, in English. One message a sentence; a translator changes words and order, never what is claimed.

sort = Record of reports
about = What this is, and what it is not
about-what = This record sets side by side what has been published about one event: who says how many, when, about whom, and on whose word. Every figure leads to a numbered passage with the exact words it stands on, and every passage to preserved bytes that a stranger can check.
about-not = Sanad alleges nothing: it says who says what. It does not choose between sources, average them or fill gaps. Figures that contradict each other stay side by side; a judgement, where there is one, is a person’s and is named as such. A figure here is a claim, not a finding, and no number here is an estimate.
about-read = “At least 24” means that the report sets no upper limit, and it is shown so. Figures about different groups of people (prisoners; prisoners and guards) are kept apart and do not contradict each other. A figure that its own source later replaced stays visible and is not counted.
withheld = Withheld from this version for the safety of people: { $claims ->
    [0] no claim
    [one] one claim
   *[other] { $claims } claims
 } and { $items ->
    [0] no item
    [one] one item
   *[other] { $items } items
 }. No figure below rests on what is withheld.
rejected = { $n ->
    [one] One claim was
   *[other] { $n } claims were
 } rejected on review, because the passage does not say it, and { $n ->
    [one] is
   *[other] are
 } not shown.
as-of = This is what had been reported by { $date }. { $n ->
    [0] Nothing later is left out.
    [one] One later or undated report is left out.
   *[other] { $n } later or undated reports are left out.
 }

stamp-made = Made
stamp-made-at = { $date }, { $time } UTC
stamp-by = With
stamp-log = From the log
stamp-log-at = { $origin }, { $size ->
    [one] one entry
   *[other] { $size } entries
 }

# A toll
lead = { $reports ->
    [0] No report gives a figure.
    [one] One report gives a figure.
   *[other] { $reports } reports give a figure.
 }
lead-uncounted = { $uncounted ->
    [one] One of them is shown but not counted, because its source replaced it or it repeats another report.
   *[other] { $uncounted } of them are shown but not counted, because their source replaced them or they repeat another report.
 }
lead-silent = { $silent ->
    [one] One source gives no figure.
   *[other] { $silent } sources give no figure.
 }
glance = At a glance
bounds = What follows from the reports
bounds-intro = Each line names the rule by which it follows. No rule prefers one source to another, and none changes a figure.
conflicts = Where the reports contradict each other
conflicts-intro = All sides are kept.
conflict-figures = { $scope }: { $n } figures cannot all be true.
conflict-repeat = { $second } gives “{ $secondsays }” but repeats { $first }, which gives “{ $firstsays }”.
conflict-dispute = “{ $firstsays }” ({ $first }) is disputed by { $second }.
conflict-circle = These reports refer to each other in a circle; the references are not followed.
conflict-resolved = A person resolved this by the rule “{ $rule }”. No side is removed.
conflict-open = No judgement resolves this.
reports = { $kind }: the reports, one by one
silent = Who gave no figure
silent-intro = Silence and denial are part of the record.
silent-no-number = { $who }, { $date }: { $said }.
silent-not-as-fact = { $who }, { $date }: { $said }; said as { $status }, and so not counted.
responsibility = Who claims responsibility
responsibility-intro = A claim of responsibility is a claim like any other. It stays open until a person judges it.
responsibility-claims = { $who }, { $date }: claims responsibility.
responsibility-denies = { $who }, { $date }: denies it or says it otherwise than as fact.
responsibility-disputes = { $who }, { $date }: disputes the claim of responsibility.
responsibility-unanswered = No report in this record confirms or disputes it.
responsibility-disputed-by = Disputed by { $notes }.
chronology = What is said to have happened, and when
chronology-intro = In our words; each line says whose word it is.
who = { $speaker }, as published by { $publisher }

# Numbers
count-exact = { $n }
count-about = about { $n }
count-at-least = at least { $n }
count-at-most = at most { $n }
count-range = { $n } to { $m }
count-none = none
count-vague = “{ $text }” ({ $n } or more)
count-relative = “{ $text }” (compared with { $n })
count-words = “{ $text }”
count-unspecified = no figure
number-or-more = { $n } or more
number-range-or-more = { $n } to { $m } or more
number-nothing = no number
number-no-majority = no figure
scope-unstated = Not stated who is counted
undated = undated
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
size-bytes = { $n ->
    [one] one byte
   *[other] { $n } bytes
 }
size-kb = { $n } kB
size-mb = { $n } MB

# Rules
rule-lowest_claim = Lowest claim
rule-highest_claim = Highest claim
rule-agreed = Agreed by all
rule-majority = Shared by the largest group
rule-named = Documented by name
rule-class = Range: { $class }
resting = { $of ->
    [one] the one independent source
   *[other] { $n } of { $of } independent sources
 }
resting-one = one source only: nothing to compare it with
resting-no-agreement = { $of ->
    [one] the one source gives figures that do not agree
   *[other] the { $of } independent sources agree on no number
 }
resting-no-majority = { $of ->
    [one] the one source gives more than one figure
   *[other] no figure is shared by more of the { $of } sources than another
 }
resting-named-none = no report in this scope gives a name

# Standings
standing-superseded = not counted: replaced by { $other }
standing-repeats = not counted: repeats { $other }
standing-part = not counted: part of a total
standing-named = one person by name, not a total
standing-not-as-fact = not counted: said as { $status }
relation-based-on = based on
relation-supersedes = replaces
relation-superseded-by = replaced by
relation-part-of = part of
relation-disputes = disputes
relation-disputed-by = disputed by
seen-primary = publisher’s own page
seen-primary-copy = copy of the publisher’s page
seen-secondary = quoted by others

kind-killed = Killed
kind-wounded = Wounded
kind-shot = Shot (outcome unsaid)
kind-casualties = Dead and wounded together
kind-kidnapped = Kidnapped
kind-disappeared = Disappeared
kind-detained = Detained
kind-tortured = Tortured
kind-displaced = Displaced

mode-exact = exact
mode-at_least = at least
mode-at_most = at most
mode-about = about
mode-range = range
mode-vague = vague
mode-relative = by comparison
mode-none = none
mode-unspecified = no figure

status-asserted = fact, in the writer’s own voice
status-reported = reported
status-alleged = alleged
status-possible = possible
status-disputed = disputed
status-denied = a denial
status-implied = implied
status-opinion = an opinion
status-prediction = a prediction
status-conditional = conditional
status-rhetorical_question = a rhetorical question
status-ironic = irony
status-demand = a demand
status-attempted = an attempt
status-absence_of_evidence = absence of evidence

class-own_voice = the publication itself
class-author = the author
class-official = officials
class-armed_group = armed groups
class-political_party = political parties
class-ngo = non-governmental organisations
class-lawyer = lawyers
class-witness = witnesses
class-media = news media
class-social_media = social media
class-unofficial = unofficial reports
class-unnamed_sources = unnamed sources
class-unspecified = nobody named

# Chart
chart-title = { $kind }: { $event }
chart-caption = Each line is one figure of one report. Filled marks are counted, hollow ones are not; an arrow is an end that the report leaves open.
mark-point = the number given
mark-about = about this number
mark-at-least = at least: no upper limit given
mark-at-most = at most: no lower limit given
mark-range = from … to
mark-superseded = replaced later by its own source; not counted
mark-repeats = repeats another report; not counted
mark-apart = part of a total, or one person; not counted as a total

# Passages, evidence, checking
passages = Passages
passages-intro = The exact words behind every figure, where they stand, and the position of the claim in the log.
note-item = item { $n }
note-place = { $item }, { $place }; log entry { $index }
place-bytes = bytes { $a }–{ $b }
place-original = bytes { $a }–{ $b } of the original
place-cell = row { $row }, column { $column }
place-sheet = sheet { $sheet }, row { $row }, column { $column }
place-page = page { $page }
evidence = Evidence index
evidence-intro = Every item as received: its SHA-256 digest is that of the preserved bytes, and its entry stands in the log at the position given. An item is never changed.
item-collected = collected { $date }
verify = How to check this record
verify-intro = Nobody has to take our word for it. Each step needs only this record, the proof bundle and free software.
verify-bundle = Check the proof bundle offline: that the items and claims are in the log, unchanged, under the signed checkpoint.
verify-policy = The same, with the log’s key obtained from somewhere else than the bundle: only then is it shown who signed.
verify-ask = Ask the publisher of this record for the proof bundle, and check it with sanad-verify.
verify-digest = Compare the digest of an item in hand with the index above.
verify-why = With access to the case: follow any figure down to its quote.
verify-limits = What this does not show: that a report is true, or that what it quotes was said. It shows what was preserved, that it has not been changed since, and that it existed at the independent date given.
verify-limits-undated = What this does not show: that a report is true, or that what it quotes was said. There is no independent date: the log shows order and that nothing was changed since, not when.
verify-origin = Log
verify-key = Verifier key
verify-size = Entries
verify-root = Root hash
verify-anchor = Independent date

# Words used
glossary = Words used
term-report = Report
term-report-means = One publication of one figure (or of none), at one date.
term-speaker = Speaker and publisher
term-speaker-means = Who says it, and who printed it. They are often not the same, and are never merged.
term-scope = Who is counted
term-scope-means = The group the figure is about, as the report says it. Figures for different groups are never compared.
term-independent = Independent source
term-independent-means = A report that repeats another is not a second source. Reports that repeat each other count once.
term-superseded = Replaced
term-superseded-means = The same source later gave another figure. The earlier one stays visible and is not counted.
term-repeats = Repeats
term-repeats-means = The report takes its figure from another report in this record.
term-lowest = Lowest claim
term-lowest-means = The lowest number that any counted report gives.
term-highest = Highest claim
term-highest-means = The highest number that any counted report gives; “or more” where that report sets no upper limit.
term-agreed = Agreed by all
term-agreed-means = The numbers that every counted report allows. Often there are none.
term-majority = Shared by the largest group
term-majority-means = The numbers that more independent sources allow than allow any other. It is a true majority only if it is more than half of them.
term-named = Documented by name
term-named-means = The number of different names given. Spellings are not merged here.
term-item = Item
term-item-means = A file or page as it was received, kept byte for byte.
term-log = Log
term-log-means = A list to which entries can only be added; anybody can check that none was changed, removed or slipped in.
term-seen = Seen as
term-seen-means = Whether the page at hand is the publisher’s own, a copy of it, or somebody else quoting it.

label-contents = Contents
label-note = Note
label-back = back
label-page-of = of
label-rule = Rule
label-number = Number
label-rests-on = Rests on
label-date = Date
label-speaker = Who says it
label-publisher = Published by
label-mode = Mode
label-low = Low
label-high = High
label-scope = Who is counted
label-relations = Based on, replaces
label-seen = Seen as
label-item = Item
label-digest = SHA-256
label-log-index = Log entry
label-size = Size
label-not-counted = not counted
label-quoted-in = Quoted in

# Columns of the CSV files
column-claim = Id of the claim.
column-label = Label of the claim in the imported table.
column-kind = What is said to have happened.
column-date = When it was reported; as precise as it was given.
column-speaker = Who says it.
column-class = What sort of speaker.
column-publisher = Who published it.
column-mode = In which way the number was said.
column-low = Lowest number said; empty where open.
column-high = Highest number said; empty where open.
column-text = The number in its own words.
column-scope = Who is counted.
column-breakdown = The breakdown as written.
column-based_on = The report that this one repeats.
column-supersedes = The claim that this one replaces.
column-superseded_by = The claim that replaces this one.
column-part_of = The total that this number is part of.
column-disputes = The claim that this one disputes.
column-status = With what standing it is said.
column-counted = Whether the bounds rest on it: yes or no.
column-standing = As what it counts, or why it does not.
column-seen_as = Whether the page seen is the publisher’s own.
column-url = Public address.
column-item = Id of the item.
column-span_start = First byte of the quote in the item’s text.
column-span_end = One past its last byte.
column-log_index = Position in the log, from 0.
column-quote = The exact words.
column-rule = The rule by which the bound follows.
column-reaches = The highest number said, where high is open.
column-sources = Independent sources behind the bound.
column-of = Independent sources in this scope.
column-claims = The claims it rests on, separated by spaces.
column-event = The event.
column-sha256 = SHA-256 of the bytes as received.
column-size = Size in bytes.
column-media = Media type.
column-name = File name.
column-source = Who it comes from.
column-collected = When it was collected.
column-inert = All files: UTF-8, RFC 4180. A cell that a spreadsheet might run as a formula begins with an apostrophe ('); invisible characters are written as [U+XXXX]. Otherwise text is exact.
