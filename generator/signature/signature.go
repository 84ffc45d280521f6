// Package signature verifies the signatures of tags and commits, OpenPGP and SSH, against
// the keys that a report names in its settings.
package signature

import (
	"bytes"
	"crypto"
	"encoding/hex"
	"errors"
	"fmt"
	"rapporteur/generator/say"
	"strings"
	"time"
	"unicode"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/hiddeco/sshsig"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/crypto/ssh"
)

// namespace is what git signs for with SSH keys.
const namespace = "git"

// Signers are the keys that a report names, in the order of its settings.
type Signers struct{ list []signer }

// signer is somebody with a key of one of two kinds.
type signer struct {
	name string
	pgp  openpgp.EntityList
	ssh  ssh.PublicKey
}

// Empty reports whether no key is named.
func (s *Signers) Empty() bool { return s == nil || len(s.list) == 0 }

// Read reads the keys from the content of config.toml:
//
//	[[params.signers]]
//	name = "The Secretariat"
//	key = "ssh-ed25519 AAAA…"
//
// where a key is a line as in a file authorized_keys of SSH, or a public key block of
// OpenPGP. A key that cannot be read is an error: otherwise nobody would notice that
// nothing is verified against it.
func Read(config []byte) (*Signers, error) {
	var file struct {
		Params struct {
			Signers []struct{ Name, Key string }
		}
	}
	if err := toml.Unmarshal(config, &file); err != nil {
		return nil, err
	}
	out := new(Signers)
	for i, s := range file.Params.Signers {
		who := signer{name: strings.TrimSpace(s.Name)}
		if who.name == "" || len(who.name) > 200 || strings.ContainsFunc(who.name, unicode.IsControl) {
			return nil, say.Errorf("params.signers[%d] needs a name of one line, for readers", i)
		}
		if err := who.read(s.Key); err != nil {
			return nil, say.Errorf("the key of %q in params.signers cannot be read: %v", who.name, err)
		}
		out.list = append(out.list, who)
	}
	return out, nil
}

func (s *signer) read(key string) error {
	key = strings.TrimSpace(key)
	if strings.Contains(key, "PRIVATE KEY") {
		return say.Errorf("it is a private key, which nobody else may have; make a new pair, and name its public key here")
	}
	if strings.HasPrefix(key, "-----BEGIN PGP") {
		list, err := openpgp.ReadArmoredKeyRing(strings.NewReader(key))
		if err != nil {
			return err
		}
		s.pgp = list
		return nil
	}
	public, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(key))
	switch {
	case err != nil:
		return say.Errorf("it is neither a public key block of OpenPGP nor a public key of SSH")
	case len(options) > 0 || len(bytes.TrimSpace(rest)) > 0:
		return say.Errorf("it has more than one public key of SSH; name each with its own entry")
	}
	s.ssh = public
	return nil
}

// Status is what is known of a signature.
type Status string

const (
	Verified Status = "verified" // by a key that the report names
	Unknown  Status = "unknown"  // by a key that it does not name, so that nothing is known
	Bad      Status = "bad"      // by a key that it names, but not of this; or it cannot be read
)

// Result is what the verification of a signature found.
type Result struct {
	Status Status
	By     string   // name of the signer; empty for an unknown one
	Key    string   // fingerprint of the key; of an unknown one of OpenPGP its id
	Why    say.Text // what is wrong with a bad one
}

// Verify verifies a signature in its armour over payload. A key counts as it was when
// the signature was made, so that one that has run out since still verifies what it
// signed before; a revoked one verifies nothing.
func (s *Signers) Verify(payload, armoured []byte) Result {
	if s == nil {
		s = new(Signers)
	}
	if bytes.HasPrefix(armoured, []byte("-----BEGIN "+sshsig.PEMType)) {
		return s.verifySSH(payload, armoured)
	}
	return s.verifyPGP(payload, armoured)
}

func (s *Signers) verifySSH(payload, armoured []byte) Result {
	sig, err := sshsig.Unarmor(armoured)
	if err != nil {
		return Result{Status: Bad, Why: say.F("it cannot be read: %v", err)}
	}
	r := Result{Status: Unknown, Key: ssh.FingerprintSHA256(sig.PublicKey)}
	for _, who := range s.list {
		if who.ssh == nil || ssh.FingerprintSHA256(who.ssh) != r.Key {
			continue
		}
		r.By = who.name
		err := sshsig.Verify(bytes.NewReader(payload), sig, who.ssh, sig.HashAlgorithm, namespace)
		switch {
		case errors.Is(err, sshsig.ErrNamespaceMismatch):
			r.Status, r.Why = Bad, say.F("it was not made for git")
		case err != nil:
			r.Status, r.Why = Bad, say.F("it does not fit what it signs")
		default:
			r.Status = Verified
		}
		return r
	}
	return r
}

func (s *Signers) verifyPGP(payload, armoured []byte) Result {
	block, err := armor.Decode(bytes.NewReader(armoured))
	if err != nil {
		return Result{Status: Bad, Why: say.F("it cannot be read: %v", err)}
	}
	var body bytes.Buffer
	if _, err := body.ReadFrom(block.Body); err != nil {
		return Result{Status: Bad, Why: say.F("it cannot be read: %v", err)}
	}
	// The library passes over signatures by keys that it does not know; so that it judges
	// the one that is looked at here, there may be no other.
	rest := bytes.NewReader(body.Bytes())
	p, err := packet.Read(rest)
	made, ok := p.(*packet.Signature)
	if err != nil || !ok || made.IssuerKeyId == nil || rest.Len() > 0 {
		return Result{Status: Bad, Why: say.F("it cannot be read: it is not one signature of OpenPGP")}
	}
	r := Result{Status: Unknown, Key: fmt.Sprintf("%016X", *made.IssuerKeyId)}
	config := &packet.Config{Time: func() time.Time { return made.CreationTime }}
	for _, who := range s.list {
		if len(who.pgp.KeysById(*made.IssuerKeyId)) == 0 {
			continue
		}
		r.By = who.name
		if weak[made.Hash] { // which the library accepts
			r.Status, r.Why = Bad, say.F("it rests on a hash that can be forged")
			continue
		}
		by, err := openpgp.CheckDetachedSignature(who.pgp, bytes.NewReader(payload), bytes.NewReader(body.Bytes()), config)
		switch {
		case err == nil:
			r.Status, r.Why = Verified, say.Text{}
			r.Key = strings.ToUpper(hex.EncodeToString(by.PrimaryKey.Fingerprint))
			return r
		case errors.Is(err, pgperrors.ErrKeyRevoked):
			r.Why = say.F("its key is revoked")
		case errors.Is(err, pgperrors.ErrKeyExpired):
			r.Why = say.F("its key had run out when it was made")
		case errors.Is(err, pgperrors.ErrUnknownIssuer):
			r.Why = say.F("its key is not one for signing")
		default:
			r.Why = say.F("it does not fit what it signs")
		}
		r.Status = Bad
	}
	return r
}

// weak are the hashes with which a signature proves nothing.
var weak = map[crypto.Hash]bool{crypto.MD5: true, crypto.SHA1: true, crypto.RIPEMD160: true}
