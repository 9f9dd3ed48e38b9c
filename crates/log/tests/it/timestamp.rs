//! Time stamps, with the `openssl` command line as the authority: certificates of several kinds, answers to the right
//! and to the wrong request, tokens signed by somebody who may not.

use std::path::Path;
use std::process::Command;

use sanad_log::timestamp::{Authorities, TimestampError, TimestampRequest, TimestampToken};

/// The bytes that are stamped.
const DATA: &[u8] = b"a checkpoint\n";

/// An authority in a folder of its own: a root, a time-stamping certificate, a web server's certificate.
struct Authority {
    folder: tempfile::TempDir,
}

/// Runs openssl; what it printed.
fn openssl(dir: &Path, args: &str) -> String {
    let output = Command::new("openssl").args(args.split_whitespace()).current_dir(dir).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {args}: {text}");
    text
}

/// Whether openssl is there; says so where it is not.
fn present() -> bool {
    let found = Command::new("openssl").arg("version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("SKIPPED: needs openssl: apt-get install openssl");
    }
    found
}

impl Authority {
    /// `key` is an `openssl genpkey` choice; `digest` signs the stamps; `ess` hashes the certificate in them.
    fn new(key: &str, digest: &str, ess: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        std::fs::write(dir.join("ca.cnf"), CA_CONFIG).unwrap();
        let config = TSA_CONFIG.replace("DIGEST", digest).replace("ESS", ess);
        std::fs::write(dir.join("tsa.cnf"), config).unwrap();
        std::fs::write(dir.join("serial"), "01\n").unwrap();
        openssl(dir, &format!("genpkey {key} -out root.key"));
        openssl(
            dir,
            "req -x509 -new -key root.key -days 3650 -subj /CN=Test-Root -config ca.cnf -extensions root -out root.pem",
        );
        for (name, section, issuer) in [
            ("tsa", "tsa", "root"),
            ("web", "web", "root"),
            ("both", "both", "root"),
            ("middle", "middle", "root"),
            ("deep", "tsa", "middle"),
        ] {
            openssl(dir, &format!("genpkey {key} -out {name}.key"));
            openssl(
                dir,
                &format!("req -new -key {name}.key -subj /CN=Test-{name} -config ca.cnf -out {name}.csr"),
            );
            openssl(
                dir,
                &format!(
                    "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial -days 3650 -extfile ca.cnf -extensions {section} -out {name}.pem"
                ),
            );
        }
        // A certificate that ran out long ago.
        std::fs::write(dir.join("index.txt"), "").unwrap();
        openssl(dir, "req -new -key tsa.key -subj /CN=Test-old -config ca.cnf -out old.csr");
        openssl(
            dir,
            "ca -batch -config ca.cnf -in old.csr -cert root.pem -keyfile root.key -startdate 20100101000000Z -enddate 20110101000000Z -extensions tsa -notext -out old.pem",
        );
        std::fs::copy(dir.join("tsa.key"), dir.join("old.key")).unwrap();
        Self { folder }
    }

    fn dir(&self) -> &Path {
        self.folder.path()
    }

    /// Answers a request as the authority that `signer` names.
    fn answer(&self, request: &TimestampRequest, signer: &str) -> Vec<u8> {
        std::fs::write(self.dir().join("ask.tsq"), request.to_der()).unwrap();
        let chain = if signer == "deep" { "-chain middle.pem" } else { "" };
        openssl(
            self.dir(),
            &format!(
                "ts -reply -config tsa.cnf -queryfile ask.tsq -signer {signer}.pem -inkey {signer}.key {chain} -out answer.tsr"
            ),
        );
        std::fs::read(self.dir().join("answer.tsr")).unwrap()
    }

    fn trusted(&self) -> Authorities {
        Authorities::from_pem(&std::fs::read(self.dir().join("root.pem")).unwrap()).unwrap()
    }

    /// A response whose stamp somebody else has signed: the TSTInfo of an honest answer in a CMS message of our making.
    fn signed_by(&self, request: &TimestampRequest, signer: &str, options: &str) -> Vec<u8> {
        self.answer(request, "tsa");
        let dir = self.dir();
        openssl(dir, "ts -reply -config tsa.cnf -in answer.tsr -token_out -out token.der");
        openssl(dir, "cms -verify -noverify -inform DER -in token.der -out stamp.der -binary");
        openssl(
            dir,
            &format!(
                "cms -sign -binary -nodetach -cades -econtent_type 1.2.840.113549.1.9.16.1.4 -in stamp.der -signer {signer}.pem -inkey {signer}.key -md sha256 {options} -outform DER -out forged.der"
            ),
        );
        let token = std::fs::read(dir.join("forged.der")).unwrap();
        let status = [0x30, 3, 2, 1, 0];
        let length = u16::try_from(status.len() + token.len()).unwrap().to_be_bytes();
        [[0x30, 0x82, length[0], length[1]].as_slice(), &status, &token].concat()
    }
}

#[test]
fn stamps_by_authorities_of_every_kind_are_accepted() {
    if !present() {
        return;
    }
    let rsa = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
    let p256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
    let p384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
    let rows = [
        ("RSA, SHA-256", rsa, "sha256", "sha256"),
        ("RSA, SHA-512", rsa, "sha512", "sha512"),
        ("RSA, certificate named by SHA-1, as older authorities do", rsa, "sha256", "sha1"),
        ("P-256", p256, "sha256", "sha256"),
        ("P-384", p384, "sha384", "sha384"),
    ];
    for (which, key, digest, ess) in rows {
        let authority = Authority::new(key, digest, ess);
        let request = TimestampRequest::new(DATA, 0x8123_4567_89ab_cdef);
        for signer in ["tsa", "deep"] {
            let response = authority.answer(&request, signer);
            let token = TimestampToken::from_response(&response).unwrap();
            assert_eq!(token.covers(DATA), Ok(()), "{which}, {signer}");
            assert_eq!(token.answers(&request), Ok(()), "{which}, {signer}");
            assert_eq!(token.verify(&authority.trusted()), Ok(()), "{which}, {signer}");
            assert_eq!(token.policy(), "1.2.3.4.1");
            assert!(token.time() > 1_700_000_000, "{which}");
        }
    }
}

#[test]
fn the_request_is_one_that_openssl_reads() {
    if !present() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let request = TimestampRequest::new(DATA, 0xff);
    std::fs::write(folder.path().join("ask.tsq"), request.to_der()).unwrap();
    openssl(folder.path(), "ts -query -in ask.tsq -text -out ask.txt");
    let text = std::fs::read_to_string(folder.path().join("ask.txt")).unwrap();
    for part in ["Version: 1", "sha256", "Nonce: 0xFF", "Certificate required: yes"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn stamps_that_prove_nothing_are_refused() {
    if !present() {
        return;
    }
    let authority = Authority::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "sha256", "sha256");
    let elsewhere = Authority::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "sha256", "sha256");
    let request = TimestampRequest::new(DATA, 5);
    let good = authority.answer(&request, "tsa");
    let token = TimestampToken::from_response(&good).unwrap();
    let trusted = authority.trusted();
    assert_eq!(token.covers(b"another checkpoint\n"), Err(TimestampError::Imprint));
    assert_eq!(token.answers(&TimestampRequest::new(DATA, 6)), Err(TimestampError::Nonce), "an old answer");
    assert_eq!(token.answers(&TimestampRequest::new(b"other", 5)), Err(TimestampError::Imprint));
    assert!(
        matches!(token.verify(&elsewhere.trusted()), Err(TimestampError::Path(_))),
        "an authority nobody trusts"
    );
    let verdict =
        |bytes: &[u8]| TimestampToken::from_response(bytes).and_then(|token| token.verify(&trusted));
    assert_eq!(verdict(&good), Ok(()));
    assert_eq!(
        verdict(&authority.signed_by(&request, "tsa", "")),
        Ok(()),
        "the forger's tools make a sound token"
    );
    assert_eq!(
        verdict(&authority.signed_by(&request, "web", "")),
        Err(TimestampError::Purpose),
        "a web server's key"
    );
    assert_eq!(
        verdict(&authority.signed_by(&request, "both", "")),
        Err(TimestampError::Purpose),
        "a key for two purposes"
    );
    assert_eq!(verdict(&authority.signed_by(&request, "tsa", "-nocerts")), Err(TimestampError::NoSigner));
    let two = authority.signed_by(&request, "tsa", "-signer web.pem -inkey web.key");
    assert!(matches!(verdict(&two), Err(TimestampError::Form(_))), "two signers");
    let expired = verdict(&authority.signed_by(&request, "old", ""));
    assert!(matches!(expired, Err(TimestampError::Path(_))), "a certificate that had run out: {expired:?}");
    let refusal = authority.refusal();
    assert!(
        matches!(verdict(&refusal), Err(TimestampError::Refused { status: 2, .. })),
        "the authority said no"
    );
    assert_eq!(Authorities::from_pem(b"").unwrap_err(), TimestampError::Authorities);
    let mut pem = std::fs::read(authority.dir().join("root.pem")).unwrap();
    pem[60] = b'!';
    assert_eq!(Authorities::from_pem(&pem).unwrap_err(), TimestampError::Authorities);
}

#[test]
fn no_altered_byte_makes_another_stamp() {
    if !present() {
        return;
    }
    let authority = Authority::new("-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "sha256", "sha256");
    let request = TimestampRequest::new(DATA, 5);
    let good = authority.answer(&request, "tsa");
    let time = TimestampToken::from_response(&good).unwrap().time();
    let trusted = authority.trusted();
    let mut survived = 0;
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        // Some bytes are not signed (the name under which the signer is listed, say); what is believed never changes.
        if let Ok(token) = TimestampToken::from_response(&bytes)
            && token.verify(&trusted).is_ok()
        {
            survived += 1;
            assert_eq!((token.time(), token.answers(&request)), (time, Ok(())), "byte {at}");
        }
        let _ = TimestampToken::from_response(&good[..at]).map(|token| token.verify(&trusted));
    }
    assert!(survived < good.len() / 4, "{survived} of {}", good.len());
}

impl Authority {
    /// The answer to a request with a hash that the authority does not take.
    fn refusal(&self) -> Vec<u8> {
        let dir = self.dir();
        std::fs::write(dir.join("data"), DATA).unwrap();
        openssl(dir, "ts -query -data data -md5 -out md5.tsq");
        openssl(
            dir,
            "ts -reply -config tsa.cnf -queryfile md5.tsq -signer tsa.pem -inkey tsa.key -out no.tsr",
        );
        std::fs::read(dir.join("no.tsr")).unwrap()
    }
}

const CA_CONFIG: &str = "\
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
default_ca = one
[one]
database = index.txt
new_certs_dir = .
serial = serial
default_md = sha256
policy = names
[names]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[middle]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[web]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = serverAuth
[both]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping,serverAuth
";

const TSA_CONFIG: &str = "\
[tsa]
default_tsa = one
[one]
serial = ./serial
crypto_device = builtin
signer_digest = DIGEST
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ESS
";
