//! The command line as it is typed: one subcommand, one struct. What `--help` says stands here.
//!
//! Two steps: these raw arguments, then the checked values in [`crate::context`]; commands see only the second.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Preserve what is reported about a violation, break it into sourced claims, and publish a record in which every
/// figure leads back to its quote.
///
/// A case is a folder NAME.sanad, encrypted. The first argument of a command is the case if it ends in .sanad; else
/// the case is $SANAD_CASE, or the only such folder here. The passphrase is asked on the terminal, or read from the
/// file named in $SANAD_PASSPHRASE_FILE.
#[derive(Debug, Parser)]
#[command(name = "sanad", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// Print exactly one JSON document with stable keys
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print nothing but results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    /// Language of what is printed and written
    #[arg(long, global = true, value_name = "LANG")]
    pub(crate) lang: Option<String>,
    /// Who is working, where a case has several actors
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub(crate) actor: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(after_help = "Example: sanad new khujand --as Nigora")]
    New(New),
    #[command(subcommand)]
    Actor(Actor),
    #[command(after_help = "Example: sanad unlock khujand.sanad --for 15m")]
    Unlock(Unlock),
    #[command(after_help = "Example: sanad lock khujand.sanad")]
    Lock(OnlyCase),
    #[command(
        after_help = "Example: sanad add khujand.sanad statement.pdf --publisher Asia-Plus --collected 2018-11-12"
    )]
    Add(Add),
    #[command(after_help = "Example: sanad items khujand.sanad --json")]
    Items(OnlyCase),
    #[command(after_help = "Example: sanad read khujand.sanad i-4k2m")]
    Read(Rest),
    #[command(after_help = "Example: sanad prove khujand.sanad i-4k2m --out proof --with-content")]
    Prove(Prove),
    #[command(after_help = "Example: sanad check khujand.sanad")]
    Check(OnlyCase),
    #[command(subcommand)]
    Log(Log),
    #[command(
        after_help = "Examples:\n  sanad anchor khujand.sanad --request stamp.tsq\n  sanad anchor khujand.sanad --response stamp.tsr --ca authority.pem"
    )]
    Anchor(Anchor),
    #[command(after_help = "Example: sanad backup khujand.sanad /media/stick/khujand.sanad-backup")]
    Backup(Rest),
    #[command(
        after_help = "Examples:\n  sanad restore khujand.sanad-backup khujand.sanad\n  sanad restore khujand.sanad-backup --check"
    )]
    Restore(Restore),
    #[command(after_help = "Example: sanad claims article.txt --json")]
    Claims(Claims),
    #[command(after_help = "Example: sanad estimate overlaps.csv --svg estimate.svg")]
    Estimate(Estimate),
    #[command(
        after_help = "Examples:\n  sanad link ours.csv theirs.csv --out people.csv --pairs pairs.csv\n  sanad link list.csv --judgements decided.csv --review 20 --out people.csv\n  sanad link lists.csv --no-duplicates-within list --out people.csv --overlap overlaps.csv"
    )]
    Link(Link),
    #[command(
        after_help = "Examples:\n  sanad names \"Ҷамшед Раҳимзода\" \"جمشید رحیم‌زاده\"\n  sanad names --pairs pairs.csv --out scored.csv"
    )]
    Names(Names),
    #[command(after_help = "Example: sanad propose khujand.sanad")]
    Propose(Rest),
    #[command(after_help = "Example: sanad import khujand.sanad reports.csv --map source=speaker")]
    Import(Import),
    #[command(
        after_help = "Examples:\n  sanad review khujand.sanad --next\n  sanad review khujand.sanad --accept c-7h2k --why \"as quoted\"\n  sanad review khujand.sanad --edit c-7h2k low=25 high=25\n  sanad review khujand.sanad --same c-7h2k c-9m3p --why \"one man, two spellings\""
    )]
    Review(Review),
    #[command(
        after_help = "Examples:\n  sanad enter khujand.sanad body B1 name=\"Main Prison Administration\" kind=directorate\n  sanad enter khujand.sanad posting person=P1 body=B1 title=Head first_precise=2015-02 claims=C7\n  sanad enter khujand.sanad consent K1 withdrawn_on=2026-11-01"
    )]
    Enter(Enter),
    #[command(after_help = "Examples:\n  sanad entities khujand.sanad posting\n  sanad entities --sorts")]
    Entities(Entities),
    #[command(after_help = "Example: sanad posts khujand.sanad --at 2018-11-07 --svg posts.svg")]
    Posts(Posts),
    #[command(after_help = "Example: sanad people khujand.sanad")]
    People(OnlyCase),
    #[command(
        after_help = "Example: sanad toll khujand.sanad --kind killed --as-of 2018-11-12 --png toll.png"
    )]
    Toll(Toll),
    #[command(after_help = "Example: sanad why khujand.sanad c-7h2k")]
    Why(Rest),
    #[command(after_help = "Example: sanad record khujand.sanad --out record")]
    Record(Record),
    #[command(
        after_help = "Examples:\n  sanad dossier sangrez.sanad --for us-glomag --about P01\n  sanad dossier sangrez.sanad --for us-glomag --about P01 --out dossier"
    )]
    Dossier(Dossier),
    #[command(after_help = "Examples:\n  sanad profiles\n  sanad profiles --show us-glomag > us-glomag.toml")]
    Profiles(Profiles),
    #[command(after_help = "Example: sanad picture sangrez.sanad i-4k2m --out yard.jpg")]
    Picture(Picture),
    #[command(
        after_help = "Examples:\n  sanad export sangrez.sanad --format csv --out tables\n  sanad export sangrez.sanad --format archive --out . --full"
    )]
    Export(Export),
    /// Everything that left the case: what, in which version, to whom, and what of it was changed since
    #[command(after_help = "Example: sanad register sangrez.sanad --json")]
    Register(OnlyCase),
    #[command(
        after_help = "Examples:\n  sanad serve khujand.sanad\n  sanad serve khujand.sanad --socket /run/user/1000/sanad.sock"
    )]
    Serve(Serve),
    #[command(after_help = "Example: sanad demo --out demo")]
    Demo(Demo),
    #[command(after_help = "Example: sanad completions bash > /etc/bash_completion.d/sanad")]
    Completions(Completions),
    #[command(after_help = "Example: sanad man /usr/local/share/man/man1")]
    Man(Man),
}

/// Make a new case: a folder, a log with its key, a vault; prints the log's verifier key and, once, a recovery key
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Folder to make (.sanad is added where it is missing); choose a name that gives nothing away
    pub(crate) case: PathBuf,
    /// How long one try of the passphrase shall take on this machine; never less than a safe floor
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 1000)]
    pub(crate) unlock_time: u64,
}

/// Add people who work on the case, and list them
#[derive(Debug, Subcommand)]
pub(crate) enum Actor {
    /// Add a person who works on the case
    Add {
        #[arg(help = "[CASE] NAME", required = true, num_args = 1..=2)]
        rest: Vec<OsString>,
    },
    /// List the people who work on the case
    List(OnlyCase),
}

/// Keep the case open for a while, so that the passphrase is not asked each time
#[derive(Debug, Args)]
pub(crate) struct Unlock {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// How long: 90s, 15m, 2h
    #[arg(long = "for", default_value = "15m", value_name = "TIME")]
    pub(crate) duration: String,
}

/// A command on a case and nothing else
#[derive(Debug, Args)]
pub(crate) struct OnlyCase {
    /// The case
    pub(crate) case: Option<PathBuf>,
}

/// A command on a case and what follows
#[derive(Debug, Args)]
pub(crate) struct Rest {
    #[arg(help = "[CASE] and what the command is about")]
    pub(crate) rest: Vec<OsString>,
}

/// Preserve files; each is acknowledged when it is safe on disk. The same bytes again are told, not doubled
#[derive(Debug, Args)]
pub(crate) struct Add {
    #[arg(help = "[CASE] FILE…", required = true)]
    pub(crate) rest: Vec<OsString>,
    /// Who gave it
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Who published it
    #[arg(long)]
    pub(crate) publisher: Option<String>,
    /// Where it can be found
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// When it was published: 2018, 2018-11 or 2018-11-07
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// When it was collected: 2018, 2018-11 or 2018-11-07
    #[arg(long, value_name = "DATE")]
    pub(crate) collected: Option<String>,
    /// A note
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// How far it may travel: public, team, restricted or sealed
    #[arg(long, value_name = "LEVEL")]
    pub(crate) sensitivity: Option<String>,
}

/// Write a proof bundle that a stranger can check offline with sanad-verify
#[derive(Debug, Args)]
pub(crate) struct Prove {
    #[arg(help = "[CASE] ID", required = true, num_args = 1..=2)]
    pub(crate) rest: Vec<OsString>,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Put the item's bytes in
    #[arg(long)]
    pub(crate) with_content: bool,
    /// Open a sealed field (name, source, quote …) or "all"; others are shown as withheld
    #[arg(long, value_name = "FIELD")]
    pub(crate) disclose: Vec<String>,
}

/// Show the transparency log's key and newest checkpoint
#[derive(Debug, Subcommand)]
pub(crate) enum Log {
    /// Print the log's verifier key
    Key(OnlyCase),
    /// Print the newest signed checkpoint
    Checkpoint(OnlyCase),
}

/// Have an outside authority put a date on the log (RFC 3161); works by e-mail or memory stick
#[derive(Debug, Args)]
pub(crate) struct Anchor {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// Write a request for the newest checkpoint to this file
    #[arg(long, value_name = "OUT.tsq", required_unless_present = "response", conflicts_with = "response")]
    pub(crate) request: Option<PathBuf>,
    /// Take in the authority's reply
    #[arg(long, value_name = "IN.tsr", requires = "ca")]
    pub(crate) response: Option<PathBuf>,
    /// The authority's root certificate(s), PEM
    #[arg(long, value_name = "CA.pem")]
    pub(crate) ca: Option<PathBuf>,
}

/// Restore a backup; the restored case starts a successor log
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup file
    pub(crate) input: PathBuf,
    /// The case to make
    pub(crate) case: Option<PathBuf>,
    /// Only check that the backup can be restored
    #[arg(long, conflicts_with = "case")]
    pub(crate) check: bool,
}

/// Read claims out of text files, without a case
#[derive(Debug, Args)]
pub(crate) struct Claims {
    /// Text files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Write DIR/STEM.json for each file instead
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// When the text was published, for dates like "on Wednesday"
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// Show which rule and which words made each claim
    #[arg(long)]
    pub(crate) explain: bool,
}

/// Say how many people are on no list, from a table of who is on which lists, or that it cannot be said
#[derive(Debug, Args)]
pub(crate) struct Estimate {
    /// A CSV with a 0/1 column for each list and a last column `count`
    pub(crate) table: PathBuf,
    /// Which method: latent, graphs, loglinear or all
    #[arg(long, value_name = "METHOD", default_value = "all")]
    pub(crate) method: String,
    /// Estimate for each value of these columns, and add up
    #[arg(long, value_name = "COLUMN", num_args = 1..)]
    pub(crate) strata: Vec<String>,
    /// Seed of everything that is drawn: the same seed gives the same numbers
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// How many chains are simulated
    #[arg(long, value_name = "N")]
    pub(crate) chains: Option<usize>,
    /// Leave out sensitivity and the bootstrap
    #[arg(long)]
    pub(crate) quick: bool,
    /// Draw the methods and the overlaps as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Draw the methods and the overlaps as PNG
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
    /// Write the draws of each method as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) draws: Option<PathBuf>,
}

/// Say which records of one list, or of two, are one person, and why, without a case
///
/// Columns are guessed and shown. Fields: given, father, grandfather, surname, name (whole), birth_date, birth_year, age,
/// sex, place, death_date, document, list, id.
#[derive(Debug, Args)]
pub(crate) struct Link {
    /// One list to find duplicates in, or two to link, as CSV
    #[arg(value_name = "LIST.csv", required = true, num_args = 1..=2)]
    pub(crate) lists: Vec<PathBuf>,
    /// What a column holds; nothing after = leaves it out
    #[arg(long, value_name = "COLUMN=FIELD", num_args = 1..)]
    pub(crate) map: Vec<String>,
    /// The column that names a record's list: no list has two records of one person
    #[arg(long, value_name = "COLUMN")]
    pub(crate) no_duplicates_within: Option<String>,
    /// What people decided before: a table with the columns a, b, verdict (same, not_same, unsure)
    #[arg(long, value_name = "FILE")]
    pub(crate) judgements: Option<PathBuf>,
    /// Show the N pairs whose decision would change most
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) review: usize,
    /// Write record, cluster and posterior of each record
    #[arg(long, value_name = "CLUSTERS.csv")]
    pub(crate) out: Option<PathBuf>,
    /// Write the pairs that may be one person, with the reasons
    #[arg(long, value_name = "PAIRS.csv")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write who is on which lists, for `sanad estimate`; TABLE-low.csv and TABLE-high.csv are written beside it
    #[arg(long, value_name = "TABLE.csv")]
    pub(crate) overlap: Option<PathBuf>,
}

/// Say whether two names are one person's, and why; or score a file of pairs, without a case
#[derive(Debug, Args)]
pub(crate) struct Names {
    /// Two names, in any script
    #[arg(value_name = "NAME", num_args = 0..=2, conflicts_with = "pairs")]
    pub(crate) names: Vec<String>,
    /// A table with the columns name1 and name2; its other columns are kept, score and verdict are added
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) pairs: Option<PathBuf>,
    /// Write the scored table here instead of printing it
    #[arg(long, value_name = "OUT.csv", requires = "pairs")]
    pub(crate) out: Option<PathBuf>,
}

/// Take in a table: each row becomes a claim with its cell as passage; importing again updates, never doubles
#[derive(Debug, Args)]
pub(crate) struct Import {
    #[arg(help = "[CASE] TABLE.csv or ARCHIVE", required = true, num_args = 1..=2)]
    pub(crate) rest: Vec<OsString>,
    /// Which column holds which field, where the guess is wrong
    #[arg(long, value_name = "COLUMN=FIELD", num_args = 1..)]
    pub(crate) map: Vec<String>,
    /// Name that the rows are known by when the table is imported again [default: the file's name]
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,
    /// What the rows are: claims, victims, incidents, people, bodies, posts, relations, events, acts … (sanad entities --sorts)
    #[arg(long, value_name = "KIND", default_value = "claims")]
    pub(crate) as_kind: String,
    /// The event that the rows are about, where no column says so
    #[arg(long)]
    pub(crate) event: Option<String>,
    /// Archive that is sealed to a key: the file with it (AGE-SECRET-KEY-1…)
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
}

/// Look through what was proposed, and decide; a decision can be changed by a later one
#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// Show only the proposal that matters most
    #[arg(long)]
    pub(crate) next: bool,
    /// Accept these
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["reject", "edit", "next"])]
    pub(crate) accept: Vec<String>,
    /// Reject these
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with_all = ["edit", "next"])]
    pub(crate) reject: Vec<String>,
    /// Accept one after changing fields: ID field=value…
    #[arg(long, value_name = "ID field=value", num_args = 2.., conflicts_with = "next")]
    pub(crate) edit: Vec<String>,
    /// These two claims name one person
    #[arg(long, value_name = "ID", num_args = 2, conflicts_with_all = ["accept", "reject", "edit", "next"])]
    pub(crate) same: Vec<String>,
    /// These two claims name two people; undoes --same
    #[arg(long, value_name = "ID", num_args = 2, conflicts_with_all = ["accept", "reject", "edit", "next", "same"])]
    pub(crate) not_same: Vec<String>,
    /// Whether these two name one person cannot be told; undoes --same and --not-same
    #[arg(long, value_name = "ID", num_args = 2, conflicts_with_all = ["accept", "reject", "edit", "next", "same", "not_same"])]
    pub(crate) unsure: Vec<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
}

/// Show the toll as what it is: who says how many, when, about whom, on whose word, and the bounds that follow
#[derive(Debug, Args)]
pub(crate) struct Toll {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// Only claims about this event
    #[arg(long)]
    pub(crate) event: Option<String>,
    /// What is counted
    #[arg(long, default_value = "killed")]
    pub(crate) kind: String,
    /// As it stood on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Write the chart as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Write the chart as PNG
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
}

/// Write the record: HTML, PDF, CSV and charts
#[derive(Debug, Args)]
pub(crate) struct Record {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// Only claims about this event
    #[arg(long)]
    pub(crate) event: Option<String>,
    /// Who it is for: "team" withholds what is restricted or sealed, "public" all that is not marked public
    #[arg(long = "for", value_name = "LEVEL", default_value = "team")]
    pub(crate) level: String,
    /// Title of the record
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

/// Write a dossier for a recipient; without --out, only say what is there and what is missing
#[derive(Debug, Args)]
pub(crate) struct Dossier {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// The recipient's profile (see `sanad profiles`), or a profile file that ends in .toml
    #[arg(long = "for", value_name = "PROFILE")]
    pub(crate) profile: String,
    /// The person or body it is about: label, id or whole name
    #[arg(long, value_name = "WHO")]
    pub(crate) about: Option<String>,
    /// Only this event
    #[arg(long)]
    pub(crate) event: Option<String>,
    /// New folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write it although required fields are missing, with the gaps marked
    #[arg(long)]
    pub(crate) draft: bool,
    /// Who gets it, for the register
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// The recipient's age key: identities that they alone may see go into an annex sealed to it
    #[arg(long, value_name = "AGE1…")]
    pub(crate) seal_to: Option<String>,
    /// A picture that may go along, drawn anew without its metadata; again for each
    #[arg(long = "picture", value_name = "ITEM")]
    pub(crate) pictures: Vec<String>,
}

/// Write a picture drawn anew: no metadata, no thumbnail, nothing but its pixels
#[derive(Debug, Args)]
pub(crate) struct Picture {
    /// The case, and the item
    #[arg(value_name = "[CASE] ITEM")]
    pub(crate) rest: Vec<OsString>,
    /// New file to write: a JPEG, or a PNG where something shines through
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// Write the whole case in an open format, with names as people agreed to
#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// csv, ftm (FollowTheMoney), jsonld, geojson, xlsx or archive (everything, for a new installation; sealed with a
    /// passphrase that is asked)
    #[arg(long)]
    pub(crate) format: String,
    /// Folder to write
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Who gets it: consents for them count, and the register names them
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// How sensitive a thing may leave: "public" leaves out all that is not marked public, "team" what is restricted or
    /// sealed [default: leaves out what is marked team, restricted or sealed]
    #[arg(long = "for", value_name = "LEVEL", conflicts_with = "full")]
    pub(crate) level: Option<String>,
    /// For yourselves: nothing left out, names as they are
    #[arg(long)]
    pub(crate) full: bool,
    /// Archive: seal it to this age recipient instead of a passphrase; may be given several times
    #[arg(long, value_name = "age1…")]
    pub(crate) seal_to: Vec<String>,
    /// Archive: do not seal it; whoever gets hold of the file reads all of it
    #[arg(long, conflicts_with = "seal_to")]
    pub(crate) clear: bool,
}

/// The recipients that dossiers are laid out for
#[derive(Debug, Args)]
pub(crate) struct Profiles {
    /// Print one profile as it is: to be mended and used with `sanad dossier --for FILE.toml`
    #[arg(long, value_name = "PROFILE")]
    pub(crate) show: Option<String>,
}

/// Give the case in a browser on this machine; prints one link, good once and for a minute
#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// Loopback address to listen on; port 0 lets the system choose
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8765")]
    pub(crate) listen: SocketAddr,
    /// Listen on a private socket instead, for an onion service
    #[arg(long, value_name = "PATH", conflicts_with = "listen")]
    pub(crate) socket: Option<PathBuf>,
}

/// Build the example case "Khujand, November 2018" from published figures and print its record
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Folder to write
    #[arg(long, value_name = "DIR", default_value = "sanad-demo")]
    pub(crate) out: PathBuf,
}

/// Print completions for a shell
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}

/// Write manual pages
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// Folder to write
    pub(crate) dir: PathBuf,
}

/// Enter a person, body, posting, act, finding, consent …: what is typed is preserved and recorded; again with the same ID
/// changes the fields that are named
#[derive(Debug, Args)]
pub(crate) struct Enter {
    #[arg(help = "[CASE] SORT [ID] FIELD=VALUE…", required = true)]
    pub(crate) rest: Vec<OsString>,
    /// Take it back: it stands no more, and stays in the log
    #[arg(long)]
    pub(crate) withdraw: bool,
}

/// List persons, bodies, postings, acts, findings and what else was entered; without a case, the sorts and their fields
#[derive(Debug, Args)]
pub(crate) struct Entities {
    #[arg(help = "[CASE] [SORT]")]
    pub(crate) rest: Vec<OsString>,
    /// List the sorts and their fields instead
    #[arg(long)]
    pub(crate) sorts: bool,
}

/// Show who held which post on a day: for sure or perhaps, and what contradicts it
#[derive(Debug, Args)]
pub(crate) struct Posts {
    #[command(flatten)]
    pub(crate) case: OnlyCase,
    /// The day: 2018, 2018-11 or 2018-11-07; all postings without it
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<String>,
    /// Only this person
    #[arg(long, value_name = "PERSON", conflicts_with = "body")]
    pub(crate) person: Option<String>,
    /// Only this body
    #[arg(long, value_name = "BODY")]
    pub(crate) body: Option<String>,
    /// Draw the postings as SVG
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Draw the postings as PNG
    #[arg(long, value_name = "FILE")]
    pub(crate) png: Option<PathBuf>,
}
