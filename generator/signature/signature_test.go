package signature

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

var day = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func at(t time.Time) *packet.Config {
	return &packet.Config{Time: func() time.Time { return t }, Algorithm: packet.PubKeyAlgoEdDSA}
}

// pgpKey is a key that is valid for a year from day, or without end where the life is 0.
func pgpKey(t *testing.T, life time.Duration) *openpgp.Entity {
	t.Helper()
	config := at(day)
	config.KeyLifetimeSecs = uint32(life / time.Second)
	e, err := openpgp.NewEntity("A", "", "a@example.org", config)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func public(t *testing.T, e *openpgp.Entity) string {
	t.Helper()
	var b bytes.Buffer
	w, err := armor.Encode(&b, openpgp.PublicKeyType, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Serialize(w); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.String()
}

func pgpSign(t *testing.T, e *openpgp.Entity, text string, config *packet.Config) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := openpgp.ArmoredDetachSign(&b, e, strings.NewReader(text), config); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sshKey(t *testing.T) ssh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func line(s ssh.Signer) string { return string(ssh.MarshalAuthorizedKey(s.PublicKey())) }

func sshSign(t *testing.T, s ssh.Signer, text, namespace string) []byte {
	t.Helper()
	sig, err := sshsig.Sign(strings.NewReader(text), s, sshsig.HashSHA512, namespace)
	if err != nil {
		t.Fatal(err)
	}
	return sshsig.Armor(sig)
}

func config(entries ...string) []byte {
	var b strings.Builder
	b.WriteString("title = \"x\"\n[params]\nbranch = \"main\"\n")
	for i := 0; i < len(entries); i += 2 {
		fmt.Fprintf(&b, "[[params.signers]]\nname = %q\nkey = '''\n%s'''\n", entries[i], entries[i+1])
	}
	return []byte(b.String())
}

func TestVerify(t *testing.T) {
	key, brief, stranger := pgpKey(t, 0), pgpKey(t, 24*time.Hour), pgpKey(t, 0)
	revoked := pgpKey(t, 0)
	secure, other := sshKey(t), sshKey(t)
	large, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	rsaKey, err := ssh.NewSignerFromKey(large)
	if err != nil {
		t.Fatal(err)
	}
	bySHA1, err := ssh.NewSignerWithAlgorithms(rsaKey.(ssh.AlgorithmSigner), []string{ssh.KeyAlgoRSA})
	if err != nil {
		t.Fatal(err)
	}
	before := pgpSign(t, revoked, "text", at(day))
	if err := revoked.RevokeKey(packet.KeyCompromised, "lost", at(day)); err != nil {
		t.Fatal(err)
	}
	s, err := Read(config("PGP", public(t, key), "SSH", line(secure), "Brief", public(t, brief), "Revoked", public(t, revoked), "RSA", line(rsaKey)))
	if err != nil {
		t.Fatal(err)
	}
	late := day.Add(48 * time.Hour)
	two := armoured(t, append(unarmoured(t, pgpSign(t, stranger, "text", at(day))), unarmoured(t, pgpSign(t, key, "text", at(day)))...))
	changed := bytes.Replace(sshSign(t, secure, "text", "git"), []byte("\n"), []byte("\nAAAA"), 1)
	for _, c := range []struct {
		name   string
		text   string
		sig    []byte
		status Status
		by     string
		why    string
	}{
		{"OpenPGP", "text", pgpSign(t, key, "text", at(late)), Verified, "PGP", ""},
		{"OpenPGP, before the key ran out", "text", pgpSign(t, brief, "text", at(day)), Verified, "Brief", ""},
		{"OpenPGP over another text", "other", pgpSign(t, key, "text", at(day)), Bad, "PGP", "does not fit"},
		{"OpenPGP, nobody's key", "text", pgpSign(t, stranger, "text", at(day)), Unknown, "", ""},
		{"OpenPGP with a revoked key", "text", before, Bad, "Revoked", "is revoked"},
		{"OpenPGP with SHA-1", "text", sha1Signed(t, key, "text"), Bad, "PGP", "can be forged"},
		{"SSH", "text", sshSign(t, secure, "text", "git"), Verified, "SSH", ""},
		{"SSH with RSA", "text", sshSign(t, rsaKey, "text", "git"), Verified, "RSA", ""},
		{"SSH over another text", "other", sshSign(t, secure, "text", "git"), Bad, "SSH", "does not fit"},
		{"SSH, nobody's key", "text", sshSign(t, other, "text", "git"), Unknown, "", ""},
		{"SSH for a file", "text", sshSign(t, secure, "text", "file"), Bad, "SSH", "not made for git"},
		{"SSH with SHA-1", "text", sshOf(t, bySHA1, "text"), Bad, "", "ssh-rsa"},
		{"SSH, damaged", "text", changed, Bad, "", "cannot be read"},
		{"nothing", "text", nil, Bad, "", "cannot be read"},
		{"X.509", "text", []byte("-----BEGIN SIGNED MESSAGE-----\nAAAA\n-----END SIGNED MESSAGE-----\n"), Bad, "", "cannot be read"},
		{"a key in place of a signature", "text", []byte(public(t, key)), Bad, "", "not one signature"},
		{"OpenPGP, two signatures", "text", two, Bad, "", "not one signature"},
	} {
		got := s.Verify([]byte(c.text), c.sig)
		if got.Status != c.status || got.By != c.by || !strings.Contains(got.Why.String(), c.why) || got.Why.IsZero() != (c.why == "") {
			t.Errorf("%s: %+v", c.name, got)
		}
		if got.Status != Bad && got.Key == "" {
			t.Errorf("%s: no key", c.name)
		}
	}
	if got := (*Signers)(nil).Verify([]byte("text"), sshSign(t, secure, "text", "git")); got.Status != Unknown {
		t.Errorf("without keys: %+v", got)
	}
}

// sha1Signed is what an old program would have signed, which the library no longer does.
func sha1Signed(t *testing.T, e *openpgp.Entity, text string) []byte {
	t.Helper()
	sig := &packet.Signature{
		Version: 4, SigType: packet.SigTypeBinary, PubKeyAlgo: e.PrimaryKey.PubKeyAlgo, Hash: crypto.SHA1,
		CreationTime: day, IssuerKeyId: &e.PrimaryKey.KeyId,
	}
	h := crypto.SHA1.New()
	h.Write([]byte(text))
	unsalted, no := at(day), false
	unsalted.NonDeterministicSignaturesViaNotation = &no
	if err := sig.Sign(h, e.PrivateKey, unsalted); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := sig.Serialize(&b); err != nil {
		t.Fatal(err)
	}
	return armoured(t, b.Bytes())
}

func armoured(t *testing.T, signature []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := armor.Encode(&b, openpgp.SignatureType, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(signature); err != nil {
		t.Fatal(err)
	}
	w.Close()
	return b.Bytes()
}

func unarmoured(t *testing.T, signature []byte) []byte {
	t.Helper()
	block, err := armor.Decode(bytes.NewReader(signature))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(block.Body); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sshOf signs with the first algorithm of a signer, which sshsig.Sign would replace.
func sshOf(t *testing.T, s ssh.MultiAlgorithmSigner, text string) []byte {
	t.Helper()
	good, err := sshsig.Sign(strings.NewReader(text), sshKey(t), sshsig.HashSHA512, "git")
	if err != nil {
		t.Fatal(err)
	}
	sig, err := s.SignWithAlgorithm(rand.Reader, []byte(text), ssh.KeyAlgoRSA)
	if err != nil {
		t.Fatal(err)
	}
	good.PublicKey, good.Signature = s.PublicKey(), sig
	return sshsig.Armor(good)
}

// What cannot be a key is said at once, and names whose it is.
func TestRead(t *testing.T) {
	secure := line(sshKey(t))
	for name, c := range map[string]struct {
		config []byte
		want   string
	}{
		"no TOML":       {[]byte("a = "), ""},
		"no name":       {config("", secure), "params.signers[0] needs a name"},
		"lines":         {[]byte("[[params.signers]]\nname = \"a\\nb\"\nkey = ''"), "params.signers[0] needs a name"},
		"no key":        {config("A", ""), `the key of "A"`},
		"words":         {config("A", "the key of A"), `the key of "A" in params.signers cannot be read: it is neither`},
		"two keys":      {config("A", secure+secure), "more than one public key"},
		"options":       {config("A", `command="x" `+secure), "more than one public key"},
		"half a block":  {config("A", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n"), `the key of "A"`},
		"a private key": {config("A", "-----BEGIN OPENSSH PRIVATE KEY-----\n"), "it is a private key"},
		"no list":       {[]byte("[params]\nsigners = 'A'\n"), ""},
	} {
		if _, err := Read(c.config); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	for _, none := range []string{"", "[params]\nbranch = 'main'\n"} {
		if s, err := Read([]byte(none)); err != nil || !s.Empty() {
			t.Errorf("%q: %v, %v", none, s, err)
		}
	}
	if s, err := Read(config("A", secure)); err != nil || s.Empty() {
		t.Errorf("%v, %v", s, err)
	}
}

// What anybody may write into a tag breaks nothing, and a signature over one text never
// verifies another.
func FuzzVerify(f *testing.F) {
	t := &testing.T{}
	key, secure := pgpKey(t, 0), sshKey(t)
	s, err := Read(config("PGP", public(t, key), "SSH", line(secure)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(pgpSign(t, key, "text", at(day)))
	f.Add(sshSign(t, secure, "text", "git"))
	f.Add([]byte("-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----\n"))
	f.Add([]byte("-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n"))
	f.Fuzz(func(t *testing.T, sig []byte) {
		if r := s.Verify([]byte("another text"), sig); r.Status == Verified || r.Status == Bad && r.Why.IsZero() {
			t.Errorf("%q: %+v", sig, r)
		}
	})
}
