# Dossiers, in English. One message a sentence; a translator changes words and order, never what is claimed.

dossier-notice = This document says what sources say and what was concluded from it, to the standard named. It is no verdict of guilt.
dossier-draft = Draft with gaps, not for sending
dossier-about = This document sets out what is reported, by whom, and where each passage is kept. Every statement of fact carries the number of a passage (P1, P2 …); annex 1 gives its words, annex 2 the preserved file with its digest, annex 4 how to check it. Nobody is found guilty here: whether a test is met is for the recipient to decide.
dossier-withheld = For the safety of people, { $claims ->
    [0] no passage is withheld
    [one] one passage is withheld
   *[other] { $claims } passages are withheld
 } and { $people ->
    [0] nobody appears under a code
    [one] one person appears under a code or initials
   *[other] { $people } people appear under codes or initials
 }. Black bars stand over nothing: what is withheld is not in this file.
dossier-single-actor = One person works on this record. No second person has read its findings.
draft-lacks = A finished dossier cannot be written: these required fields are missing.

front-to = To
front-from = From
front-event = Event
front-date = Date
front-version = Version
front-standard = Standard of proof
front-profile = Laid out for
front-profile-is = { $id }, version { $version }, compared with its sources on { $checked }
front-log = Transparency log
front-log-is = { $origin }, { $size } entries

contents = Contents
page-of = of
footnotes = Notes
missing = Missing.
withheld-bar = withheld
withheld-name = (withheld)

nothing-held = The record holds nothing on this.
no-contrary = The record knows of nothing that speaks against this. The authors looked for denials and rival versions in every source listed in annex 2.
gap-required = The recipient requires this.
gap-expected = The recipient expects this.
gap-shaken = Every passage behind this was rejected on review afterwards. It is not used.
gaps = Not complete:
recalled = to be checked against the official text

sources = Sources
speaks-against = Speaks against it
no-source = no source stands behind this
independent = { $n ->
    [one] one independent source
   *[other] { $n } independent sources
 }

claim-place = Exhibit { $exhibit }, { $place }; claim { $claim }, log entry { $index }.
claim-within = { $place }; claim { $claim }, log entry { $index }.
claim-row = row { $row }
log-entry = log entry { $index }
entry-note = Entered by the authors of the record: exhibit { $exhibit }.
entry-note-row = Entered by the authors of the record: exhibit { $exhibit }, row { $row }.
entry-source = entered by the authors of the record
translation-checked = translation, checked
translation-draft = translation, not checked
translation-machine = machine translation, not checked

figures-intro = What each source says, as it says it. A report that repeats another, and a figure that its source replaced, are shown and not counted. Nothing is averaged.
figures-many = There are many events. The table gives the lowest and the highest figure of each; all reports stand in the file annexes/annex-5-figures.csv.
figures-more = { $n ->
    [one] One more report stands in the file annexes/annex-5-figures.csv.
   *[other] { $n } more reports stand in the file annexes/annex-5-figures.csv.
 }
figures-kind = What happened, to whom
figures-lowest = Lowest
figures-highest = Highest
figures-source = Source
figures-reported = Reported
figures-scope = Who is counted
figures-number = Figure
figures-note = Reference
figures-rule = Rule
figures-resting = Rests on

chain-above = Above
chain-below = Below
chain-body = Body
chain-holders = Who held which post
post-who = Who
post-title = Post, rank
post-body = Body
post-from = From
post-to = To
post-perhaps = perhaps { $day }
corroboration-intro = A report that repeats another is not an independent source.
corroboration-act = Act
corroboration-count = Independent sources
evidence-intro-dossier = Each exhibit is preserved as received. Its digest, its place in the log and its proof stand in
evidence-passages = { $n ->
    [one] one passage cited
   *[other] { $n } passages cited
 }
evidence-picture = a picture, drawn anew without its metadata
contrary-heading = Exculpatory and contrary information
contrary-intro = This chapter is filled by the record itself: denials, rival versions, others who are named, and what was entered as speaking against a finding. The authors may answer it and cannot leave it out.
contrary-said = What speaks against it
contrary-why = Why it stands here
contrary-answer = What the authors answer
contrary-rejected = This passage was rejected on review.

findings-heading = Findings
findings-kept = { $n ->
    [one] One finding is not shown: no second person has said yes to it, or its evidence was rejected.
   *[other] { $n } findings are not shown: no second person has said yes to them, or their evidence was rejected.
 }
finding-about = Finding about { $who }
second-yes = Second person
second-yes-on = A second person read it and said yes on { $date }.
second-no-on = A second person said no on { $date }: this finding must not leave.
second-single = One person works on this record; no second person has read this finding.
second-missing = No second person has said yes: this finding must not leave.

test-heading = The recipient’s test, question by question
test-intro = The answers say what the record holds and nothing else. “Met” means that passages on record speak to the question, “not met” that they answer it with no, “unknown” that the record does not hold the answer.
test-question = Question
test-answer = Record
test-because = Because of
test-met = met
test-not-met = not met
test-unknown = unknown
test-missing = Not on record: { $what }.

annex = Annex { $n }. { $title }
annex-passages = Passages cited
annex-passages-intro = The exact words behind every statement, who said them, and where they are kept. A black bar stands for a name that may not be shown. The cells of a table are parted by upright strokes.
annex-evidence = Evidence index
annex-evidence-intro = Each exhibit as received: SHA-256 of its bytes, the position of its entry in the log, and the folder with its proof.
annex-names = Names
annex-names-intro = People who hold a public post and the subject are called by name. Everybody else is called as they or their family agreed to for this recipient, and by a code without an agreement.
annex-names-none = Nobody in this document appears under a code.
annex-proof = How to check this document
annex-proof-intro = Nobody has to take the authors’ word for it. Everything cited stands in a log that only grows; these are its name, its key and its state when this was written.
proof-step-bundle = Check that an exhibit stood in the log:
proof-step-digest = Check that a file is the exhibit: its digest stands in annex 2.
proof-step-why = Ask the authors where a claim comes from:
exhibit = No.
exhibit-n = Exhibit { $n }
exhibit-item = Exhibit
exhibit-shows = What is cited
exhibit-digest = SHA-256
exhibit-log = Log and proof
name-code = Code
name-why = Why
name-where = Full name
name-agreed = agreed to this form for this recipient
name-expired = the agreement has expired
name-withdrawn = the agreement was withdrawn
name-sensitive = protected by the authors
name-not-asked = no agreement for this use and recipient
name-public = holds a public post, or is the subject
name-in-sealed = in the sealed annex
name-nowhere = in no file

report-title = Completeness report
report-complete = Every required field is given.
report-lacks = { $n ->
    [one] One required field is missing. A finished dossier cannot be written; a draft can.
   *[other] { $n } required fields are missing. A finished dossier cannot be written; a draft can.
 }
report-fields = Field by field
report-field = Field
report-need = Needed
report-state = State
report-rests = Rests on
need-required = required
need-expected = expected
need-optional = optional
need-not-here = does not apply
state-given = given
state-missing = missing
state-shaken = evidence rejected
report-weak = What is weak
weak-single = rests on one independent source{ $folded ->
    [0] .
    [one] ; one more report repeats it.
   *[other] ; { $folded } more reports repeat it.
 }
weak-rejected = rejected on review afterwards: { $claims }.
weak-waiting = not accepted yet: { $claims }.
weak-untranslated = no checked translation into a language the recipient reads: { $claims }.
report-findings = Findings without a second yes
report-findings-intro = These do not leave until somebody else has said yes.
report-findings-single = One person works on this record: the dossier says so beside each finding.
report-people = Under which name people leave
report-person = Person
report-form = Form
form-full = full name
form-initials = initials
form-code = code
form-none = not named
report-problems = Problems of the record

sealed-title = Sealed annex: identities
sealed-intro = For the recipient alone. Keep it apart from the dossier. The people named here agreed that this recipient may know who they are, and nobody else.
sealed-end = End of the sealed annex.
