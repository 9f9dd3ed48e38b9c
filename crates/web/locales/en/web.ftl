# The pages. Every message is written in whole sentences where it can be, so that it can be translated as one.

skip = Skip to the content
pages = Pages
nav-overview = Overview
nav-sources = Sources
nav-review = Review
nav-toll = Toll
nav-pairs = Same person?
nav-proof = Proof
nav-history = History
working-as = { $name } is working
lock = Lock
language = Language
change = Change
nothing-leaves = These pages come from this computer. Nothing is loaded from elsewhere.
back-to-overview = Back to the overview
send-again = Send it
you-typed = You typed

locked-title = This case is locked
locked-intro = Type the passphrase of the case to open it.
locked-forgot = The recovery key that was shown when the case was made opens it, too.
locked-now = The case is locked. Close this window if others use this computer.
passphrase = Passphrase
unlock = Open
unlock-wrong = That does not open the case. Try again, or use the recovery key.
unlock-wait = { $n ->
    [one] Too many tries. Wait one second.
   *[other] Too many tries. Wait { $n } seconds.
}
session-ended = Your session had ended. What you typed is kept here: open the case, read it once more and send it.
kept-title = What you typed is here
kept-intro = Nothing was changed yet. Read it once more and send it.
link-title = Open the case
link-intro = This link works once, for a minute.
link-open = Open the case
link-used = This link was used or is too old. Type the passphrase.
who-title = Who is working?
who-intro = Everything that is done is signed with a name. Choose yours.
who-new = Somebody new is added with: sanad actor add NAME

overview-title = Overview
next-title = Now
number-sources = Sources
number-claims = Claims
number-waiting = Waiting
next-add = The case is empty. Begin with a source: a report, a statement, a table, a page that you saved.
next-none = Nothing waits. Add a source, or look at the toll.
waiting = { $n ->
    [0] Nothing waits for review.
    [one] One proposal waits for review.
   *[other] { $n } proposals wait for review.
}
unread = { $n ->
    [one] One source was not read for claims yet.
   *[other] { $n } sources were not read for claims yet.
}
review-next = Review the next one
propose = Read sources for claims
tolls-title = Toll by event
tolls-none = No claim is in the record yet. Claims come in by review, or with a table.
all-events = { $n ->
    [one] One event
   *[other] All { $n } events
}
event = Event
event-none = No event named
claims-in-record = { $n ->
    [one] one claim
   *[other] { $n } claims
}
preservation-title = How well it is kept
log-entries = Entries in the log
log-dates = Dated from outside
log-undated = Not yet. A time stamp shows that the log existed on a day: sanad anchor
log-since = Since then
entries = { $n ->
    [one] one entry
   *[other] { $n } entries
}
log-exports = Left the case
log-unreadable = Entries that cannot be read
proof-more = Key, checkpoint, proofs and a check of everything

sources-title = Sources
sources-none = Nothing is preserved yet. Add a file, or paste a text.
add-sources = Add sources
add-more = Add more
search = Search in all sources
search-go = Search
search-all = Show all
search-found = { $n ->
    [0] Found in no source.
    [one] Found in one source.
   *[other] Found in { $n } sources.
}
search-none = Try fewer words, or only the beginning of a word. Other forms and spellings of a word are found, too.
search-unsearched = { $n ->
    [one] One source is not searchable yet. Search again in a moment.
   *[other] { $n } sources are not searchable yet. Search again in a moment.
}
pages-of-list = Pages of this list
page-before = Before
page-after = After
page-of = Page { $n } of { $of }
col-name = Name
col-date = Date
col-size = Size
col-kind = What is counted
col-range = Lowest to highest
col-reports = Reports
col-conflicts = Contradictions
col-source = Source
col-number = Number as said
col-scope = Who is counted
col-standing = Standing
col-rule = Rule
col-rests = Rests on
col-speaker = According to
col-status = Said as
col-when = When
col-who = Who
col-what = What

upload-title = Files
upload-files = Files, as many as you like
upload-go = Preserve these files
upload-help = Each file is sealed as it comes, hashed, and entered in the log. Large files may take a while; leave the page open until it answers.
upload-none = No file was chosen.
upload-done = Preserved
upload-safe = { $n ->
    [one] One source is safe on disk.
   *[other] { $n } sources are safe on disk.
}
upload-broken = It broke off. What is listed here is safe; the rest was not taken in. Send the rest again: nothing is doubled.
upload-already = these bytes were here already; nothing was written
upload-new = preserved
paste-title = Text
paste-text = Text
paste-go = Preserve this text
paste-no-name = Give the text a name.
paste-no-text = There is no text. Paste one and send it again.

field-kind = What happened
field-mode = How the number was said
field-low = Lowest number
field-high = Highest number
field-victim = To whom
field-class = Sort of speaker
field-actor = By whom
field-place = Where
field-time = When
field-publisher = Published by
field-source = Given by
field-published = Published on
field-url = Address
field-note = Note

custody = Custody
received = Received
digest = SHA-256
log = Log
log-position = position { $n }
download = Download as received
source-text = Text
source-no-text = No text could be read from this file. It is preserved all the same.
source-claims = Claims
source-claims-none = Nothing was claimed from this source yet. Have it read for claims.
source-claims-here = { $n } of { $of } on this page
in-text = in the text
review-it = review
problems = { $n ->
    [one] One thing could not be read
   *[other] { $n } things could not be read
}

review-title = Review
review-none = Nothing waits for review.
review-why = Why (needed to reject)
review-why-needed = Say why you reject it. The reason stays with the judgement.
review-keys = Keys: Y accept, N reject, K later, E change, U undo (with the access key of your browser, mostly Alt or Alt+Shift).
review-second = { $name } decided on this while you were reading. Nothing of yours is lost: look at what was decided, and decide again if you see it otherwise.
review-edit-refused = This cannot be changed so: { $why }. Nothing was changed.
accept = Accept
reject = Reject
reopen = Take back
later = Later
change-fields = Change what it says
change-and-accept = Accept with these changes
found-by = found by
done-accept = Accepted.
done-reject = Rejected.
done-change = Changed and accepted.
done-reopen = Taken back; it waits again.
undo-or-change = Undo or change
decide-again = Decide again

toll-title = Toll
toll-title-event = Toll: { $event }
toll-none = No accepted claim counts this here. Review what waits, or choose another event.
as-of = As known on
as-of-help = 2018, 2018-11 or 2018-11-12
as-of-odd = This is no date. Write 2018, 2018-11 or 2018-11-12.
as-of-left = As known on { $date }: { $later } later reports and { $undated } without a date are left out.
show = Show
glance-to = to
glance-rest = ({ $n ->
    [one] one independent source
   *[other] { $n } independent sources
}; { $open ->
    [0] no open contradiction
    [one] one open contradiction
   *[other] { $open } open contradictions
})
reports-title = Who says how many
reports-legend = Full bars count, hollow ones do not. A mark with a dotted line is open above: “at least”. Each number leads to its quote.
rows-left = { $n } more reports are not shown.
undated = without a date
counts = counts
counts-not = does not count
see-it = see there
bounds-title = What follows
bounds-intro = Each number under the rule that gives it. No source is preferred to another.
rests = { $n } of { $of } independent sources
conflicts-title = What contradicts what
conflicts-none = No report contradicts another.
resolved-by = Resolved by the rule
unresolved = Not resolved: all sides stand.
matter-figures = Figures that cannot all be true
matter-repeat = A repeat with another figure
matter-dispute = Disputed
matter-responsibility = Responsibility
matter-circle = References in a circle
silent-title = Without a number, or not said as fact

why-title = Why
why-gone = Nothing is known under this name any more. Look at the toll as it stands now.
why-nothing = No claim stands behind this.
why-from = It rests on
why-uncounted = Not counted
claim = claim
in-source = in its source
place-bytes = bytes { $a } to { $b } of the text
made-by = Made by
proof-download = Download a proof
proof-download-means = The proof shows that this entry stands in the log and was not changed. It opens no field and names nobody. That it left is recorded.
claim-waiting = waits for review
claim-accepted = in the record
claim-rejected = rejected
claim-open = judged and left open
judged-by = by { $name }

pairs-title = The same person?
pairs-none = No two claims are waiting for this question.
pairs-waiting = { $n ->
    [one] One pair waits.
   *[other] { $n } pairs wait.
}
pairs-likely = The lists make it { $n } % likely that this is one person.
pairs-done = Recorded.
same = The same
not-same = Not the same
unsure = It cannot be told

proof-give = Give a proof away
proof-give-means = A proof is a small archive that anybody can check offline with sanad-verify. By itself it opens nothing.
proof-id = Id of a source or a claim
proof-open = Open all sealed fields in it (name, source, quote …)
check-title = Check everything
check-means = Every file is hashed again, the log verified, and all that is derived compared.
check-go = Check now
log-key = The log’s key
log-key-means = Give it to those who will check proofs, by another way than the proofs.
log-checkpoint = The newest checkpoint
log-policy = The log’s policy

history-intro = Newest first. Nothing is ever removed from here; a judgement is taken back by another one.
history-none = Nothing was done yet.
happened-preserved = preserved
happened-claimed = { $n ->
    [one] one claim from
   *[other] { $n } claims from
}
happened-exported = gave out:
verdict-accepted = accepted
verdict-rejected = rejected
verdict-edited = changed and accepted
verdict-conflict = called a contradiction
verdict-needs-work = took back the judgement on
verdict-same = said to be one person:
verdict-not-same = said to be two people:
verdict-unsure = left open whether one person:

work-propose = Reading sources for claims
work-check = Checking everything
work-none = Nothing is under way.
work-done = { $of ->
    [0] It has begun.
   *[other] { $n } of { $of } done.
}
work-progress = Progress
work-means = This page loads itself again. You may go elsewhere meanwhile; it goes on.
work-look = Look now
work-proposed = { $items ->
    [one] One source was read
   *[other] { $items } sources were read
}; { $n ->
    [0] nothing was found.
    [one] one claim was proposed.
   *[other] { $n } claims were proposed.
}
work-failed = It stopped. What was done before is safe; begin again to go on.
checked-ok = { $items ->
    [one] One source
   *[other] { $items } sources
} and { $entries ->
    [one] one entry
   *[other] { $entries } entries
} were checked. Everything is as it was logged.
checked-bad = { $n ->
    [one] One thing is not as it was logged. Stop working on this copy and restore a backup.
   *[other] { $n } things are not as they were logged. Stop working on this copy and restore a backup.
}

refusal-nowhere = There is no such page
refusal-nowhere-what = The address may be old. Nothing was changed.
refusal-token = Send it once more
refusal-token-what = This form was made for another session, perhaps before the case was locked. Nothing was changed.
refusal-locked = This case is locked
refusal-locked-what = It was locked meanwhile. What was acknowledged is safe.
refusal-nobody = Who is working?
refusal-nobody-what = Choose who is working first.
refusal-cut-off = It did not arrive whole
refusal-cut-off-what = The connection broke off half-way. Nothing of it was taken in; send it again.
refusal-too-large = That is too large
refusal-too-large-what = A form holds at most two megabytes. Save longer texts as a file and add the file. Nothing was changed.
refusal-fault = A fault of the program
refusal-fault-what = This page could not be made. What was acknowledged is safe. Go back and try again.
refusal-not-found = Not found
refusal-not-found-what = There is nothing of this name in the case.
refusal-damaged = The case needs attention
refusal-damaged-what = Nothing was written. What was acknowledged before is safe.
refusal-refused = That cannot be done so
refusal-refused-what = Nothing was changed.

count-exact = { $n }
count-about = about { $n }
count-at-least = at least { $n }
count-at-most = at most { $n }
count-range = { $n } to { $m }
count-none = none
count-words = “{ $text }”
count-words-low = “{ $text }” ({ $n } or more)
count-unspecified = no number
or-more = { $n } or more
range-or-more = { $n } to { $m } or more
no-number = no number
rule-lowest = Lowest claim
rule-highest = Highest claim
rule-agreed = What all allow
rule-majority = What most share
rule-named = Documented by name
rule-class = Range: { $class }
scope-unstated = not stated
standing-named = one person by name
standing-superseded = replaced by a later figure
standing-repeats = repeats another report
standing-part = part of a total
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
size-bytes = { $n } bytes
size-kb = { $n } kB
size-mb = { $n } MB

mode-exact = exactly
mode-at-least = at least
mode-at-most = at most
mode-about = about
mode-range = from … to
mode-vague = in vague words
mode-relative = compared with another
mode-none = none
mode-unspecified = no number

kind-killed = Killed
kind-wounded = Wounded
kind-shot = Shot
kind-casualties = Dead and wounded
kind-kidnapped = Kidnapped
kind-disappeared = Disappeared
kind-detained = Detained
kind-prosecuted = Prosecuted
kind-convicted = Convicted
kind-tortured = Tortured
kind-ill-treated = Ill-treated
kind-beaten = Beaten
kind-threatened = Threatened
kind-displaced = Displaced
kind-raped = Raped
kind-denied-access = Denied access
kind-denied-burial-rites = Denied burial rites
kind-repressed = Repressed
kind-responsible-for = Said to be responsible
kind-claimed-responsibility = Claimed responsibility
kind-holds-post = Holds a post
kind-member-of = Member of
kind-legal-characterisation = Legal characterisation
kind-demand = Demand

class-own-voice = the writer
class-author = the author
class-official = officials
class-armed-group = an armed group
class-political-party = a political party
class-ngo = an NGO
class-lawyer = a lawyer
class-witness = witnesses
class-media = media
class-social-media = social media
class-unofficial = unofficial reports
class-unnamed-sources = unnamed sources
class-unspecified = not said who

status-asserted = a fact, in their own words
status-reported = reported
status-alleged = alleged
status-possible = possible
status-disputed = disputed
status-denied = denied
status-implied = implied
status-opinion = an opinion
status-prediction = a prediction
status-conditional = conditional
status-rhetorical-question = a question
status-ironic = irony
status-demand = a demand
status-attempted = attempted
status-absence-of-evidence = absence of evidence

nav-people = People and posts
nav-dossier = Dossier
people-known = People of the record
people-no-guilt = Being listed here says nothing about guilt: victims, witnesses and office-holders stand side by side.
people-none = Nobody was entered yet. Enter a person, or import a table of people on the command line.
people-all = All { $n } people
people-new = Enter a person
people-named = Named in reports
people-named-in-claims = { $n ->
    [one] One person is called by name in claims.
   *[other] { $n } people are called by name in claims.
}
people-sorts = Everything that was entered
people-sorts-means = Acts, investigations, findings, consents and the rest, each with the claims for and against it.
col-post = Post
col-for = Claims for
col-against = Against
col-sort = Sort
col-many = How many
col-do = Enter
col-says = Says
col-holder = Who
entity-new = Enter a new one
entity-new-posting = Enter a post held
entity-change = Change
entity-withdraw = Take back
entity-again = Let it stand again
entity-kept = Kept.
entity-withdrawn = This was taken back. It stays in the log and stands in nothing that leaves.
entities-none = None was entered yet.
entity-for = Claims for it
entity-for-none = No claim was named that speaks for this.
entity-against = Claims against it
entity-against-none = No claim was named that speaks against this.
entity-referring = What refers to it
entity-made = Entered by { $name }
entity-row = the row that it was entered with
finding-why = What it follows from
field-claims = Claims that speak for it
field-against = Claims that speak against it
field-sensitivity = How far it may travel
mark-none = not marked
mark-public = public
mark-team = for those who work on the case
mark-restricted = for named people only
mark-sealed = never leaves
entry-claims-help = Ids of claims, with ; between them. They stand beside each claim.
entry-many = Several with ; between them.
entry-keep = Keep
entry-leave = Leave it as it was
entry-means = What you type is preserved as it is and signed with your name. Earlier versions stay in the log.
entry-refused = This was not taken in. What you typed is below.
entry-changed = Somebody changed this while you were typing. What you typed is below: compare, and keep it if it is still right.
required = required
yes = yes
no = no
posts-title = Who held which post
posts-title-day = Who held which post: { $date }
posts-day = On this day
posts-day-help = A day, a month or a year; all postings without one.
posts-conflicts = Contradictions
posts-none = Nobody is known to have held a post then.
posts-sure = for sure
posts-perhaps = perhaps
posts-that-day = That day
posts-range = { $from } to { $to }
chart-save = Save the chart as a picture

dossier-no-guilt = The record holds what was reported. It does not decide who is guilty of anything.
dossier-for = For whom
dossier-about = About whom
dossier-drafts-only = drafts only
dossier-drafts-only-means = This profile is not finished: only drafts are written for it.
dossier-look = See what is there
dossier-state = What is missing
dossier-complete = Everything that is required is there.
dossier-blocked = { $n ->
    [one] One required thing is missing, or its evidence was rejected:
   *[other] { $n } required things are missing, or their evidence was rejected:
}
dossier-recalled = { $n ->
    [one] One field of this profile is recalled and to be checked against the official text.
   *[other] { $n } fields of this profile are recalled and to be checked against the official text.
}
dossier-second-yes = no second person has said yes to it, so it does not leave.
dossier-build = Look at it, build it
dossier-preview = Look at it as it would be
dossier-language = Its language
dossier-to = To whom exactly, for the register
dossier-seal = Key of the recipient (age), for the sealed annex with names
dossier-as-draft = As a draft, with gaps marked
dossier-only-draft = It can only be written as a draft, with the gaps marked.
dossier-go = Build the dossier
dossier-go-draft = Build a draft
dossier-recorded = That it leaves is recorded in the log, with the digest of each file, before you can save it.
dossier-fields = What the recipient asks for
dossier-thresholds = The questions of the legal test
dossier-built = Built: { $pages } pages, { $exhibits } exhibits, { $passages } passages.
dossier-save = Save it ({ $size })
work-dossier = A dossier is written
work-under-way = It is being done.
col-field = Asked for
col-needed = Needed
col-state = State
col-sources = Independent sources
col-remarks = Remarks
col-question = Question
col-answer = Answer
col-because = Because
col-to = To whom
col-since = Changed since
need-required = required
need-expected = expected
need-optional = optional
state-given = there
state-shaken = its evidence was rejected
state-missing = missing
remark-one-source = rests on one independent source
remark-rejected = { $n } rejected afterwards
remark-not-accepted = { $n } not accepted yet
remark-untranslated = { $n } without a checked translation
remark-gaps = { $n ->
    [one] one gap
   *[other] { $n } gaps
}
remark-recalled = to be checked against the official text
remark-which = Which
answer-met = met, on what is recorded
answer-not-met = not met
answer-unknown = cannot be told
register-title = What left, and to whom
register-intro = Every proof, record, export and dossier that left the case, the newest first.
register-none = Nothing left the case yet.
register-version = version { $n }
register-files = { $n ->
    [one] One file
   *[other] { $n } files
}
register-outdated = { $n ->
    [one] One thing in it was changed or rejected since:
   *[other] { $n } things in it were changed or rejected since:
}

event-what = What was entered about it
event-related = Tied to
timeline-title = In the order of time
moment-event = It happened:
moment-act = Act:
moment-opened = Opened:
moment-closed = Closed:
acts-title = Acts and victims
col-act = Act
col-victims = Victims
map-title = Where
map-alt = { $n ->
    [one] A map with one place; it is named below.
   *[other] A map with { $n } places; they are listed below.
}
map-source = Outlines: Natural Earth, public domain. They show where a place is and say nothing about whose land it is. A dashed circle is as wide as the digits leave open that a place was given with.
map-within-km = within { $n } km, by the digits it was given with
map-within-m = within { $n } m, by the digits it was given with
col-place = Place
col-coordinates = Latitude, longitude
col-precision = How exact
km = km

nav-estimate = Estimate
work-estimate = A table is judged
estimate-intro = Several lists name victims, and none names all. From how many people stand on two lists, on three, on one alone, it can sometimes be said how many stand on none; and often it cannot, and then no number is given.
estimate-table = Table of overlaps
estimate-source = A table in the case
estimate-none = No table in the case. Add a CSV file as a source, or paste a table below.
estimate-paste = Or paste it
estimate-form = A column of 0 and 1 for each list, and a last column “count”: how many people stand on just these lists.
estimate-go = Judge the table
estimate-choose = Choose a table, or paste one.
estimate-of = Table:
estimate-estimate = Estimated: { $n } people in all (95 % interval { $low } to { $high }).
estimate-at-least = At least { $n } people in all (95 % interval { $low } to { $high }).
estimate-disagree = The methods disagree: { $low } to { $high } people in all, over all methods.
estimate-two-list-only = Two lists only: { $n } people in all ({ $low } to { $high }), if they are independent of each other.
estimate-not-converged = Not converged: no number may be given.
estimate-not-estimable = Not estimable: no number may be given.
estimate-observed = Documented by name on any list: { $n }.
estimate-lists = People on each list, and on two
estimate-on = On the list
estimate-exactly = On exactly { $k } lists: { $n }
estimate-empty = Combinations of lists that nobody stands on: { $n }
estimate-islands = These lists share nobody with the others:
estimate-methods = What each method says
estimate-assumes = It assumes that
estimate-not-used = did not converge; shown for diagnosis alone
estimate-sensitivity = The same under other assumptions
estimate-no-number = gives no number
estimate-xi = What no data can show
estimate-xi-means = Whether all lists together draw or avoid the same people (1: neither). The total by that number:
estimate-methods-docs = How the methods work and when they refuse is written in docs/methods/estimate.md.
estimate-again = Another table
col-method = Method
col-median = Middle
col-interval = 95 % interval
col-assumption = Assumption
col-change = What is different
col-total = In all

verify-title = Check a proof that somebody gave you
verify-means = A proof is a .zip of a few small files. It is taken apart and checked here, without a network; nothing of it is kept.
verify-policy = Policy of the log
verify-policy-help = Keys of the log, had from its owner by another way than the proof. Without them nobody can say who signed. For proofs of this case it is not needed.
verify-file = The .zip
verify-go = Check it
verify-intact = Intact
verify-failed = Not intact
verify-unreadable = No proof that can be read
verify-signer = The key came with the proof itself, so it is not shown whose log it is.
verify-disclosed = What it opens
verify-withheld = { $n ->
    [one] One field stays sealed.
   *[other] { $n } fields stay sealed.
}
verify-says-nothing = Shown or not, this says nothing on whether the content is true.
col-step = Step
col-outcome = Outcome
step-shown = shown
step-failed = failed
step-not-shown = not shown
translation-of = In “{ $lang }”, by { $name }
translation-checked = checked
translation-draft = not checked
translation-machine = made by a machine
picture-title = Picture
picture-clear = Show it clearly
picture-alt = The picture itself
picture-means = Drawn anew from its pixels: what the file holds beside them (place, device, time) is in the file that you download, and not in what is shown.

overview-no-conflicts = Nothing contradicts what else is recorded, as far as no rule has resolved it.
overview-conflicts = { $n ->
    [one] one contradiction
   *[other] { $n } contradictions
}
overview-dossiers = What a dossier still lacks
overview-missing = { $n ->
    [one] one required thing is missing
   *[other] { $n } required things are missing
}
