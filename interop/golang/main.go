// Command logcheck checks one tlog-proof with the Go project's own packages: sumdb/note opens the
// signed checkpoint, sumdb/tlog checks the path from the leaf to its root.
//
//	logcheck POLICY PROOF
//
// POLICY holds lines `log VKEY [URL]` and `witness NAME VKEY [URL]`; every log key and every witness in
// it must have signed. PROOF is a tlog-proof whose `extra` line holds the leaf. Exit code 0: accepted;
// 1: refused, with the reason. Formats: c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature,
// tlog-proof. Only signature types 04 and 06 are written here, because sumdb/note knows type 01 alone.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/mldsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: logcheck POLICY PROOF")
		os.Exit(2)
	}
	if err := check(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(policyPath, proofPath string) error {
	policy, err := os.ReadFile(policyPath)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(proofPath)
	if err != nil {
		return err
	}
	p, err := parseProof(data)
	if err != nil {
		return err
	}
	keys, err := keysFor(string(policy), p.origin)
	if err != nil {
		return err
	}
	signed, err := note.Open(p.note, note.VerifierList(keys...))
	if err != nil {
		return err
	}
	if len(signed.Sigs) != len(keys) {
		return fmt.Errorf("%d of %d known keys have signed", len(signed.Sigs), len(keys))
	}
	size, root, err := parseCheckpoint(signed.Text, p.origin)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(p.path, size, root, p.index, tlog.RecordHash(p.leaf))
}

type proof struct {
	leaf   []byte
	index  int64
	path   tlog.RecordProof
	note   []byte
	origin string
}

func parseProof(data []byte) (*proof, error) {
	head, rest, ok := bytes.Cut(data, []byte("\n\n"))
	if !ok {
		return nil, errors.New("the proof has no checkpoint")
	}
	p := &proof{note: rest}
	lines := strings.Split(string(head), "\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 3 {
		return nil, errors.New("this is no tlog-proof")
	}
	extra, ok := strings.CutPrefix(lines[1], "extra ")
	if !ok {
		return nil, errors.New("the proof does not carry its leaf")
	}
	var err error
	if p.leaf, err = base64.StdEncoding.DecodeString(extra); err != nil {
		return nil, err
	}
	index, ok := strings.CutPrefix(lines[2], "index ")
	if !ok {
		return nil, errors.New("the proof has no index")
	}
	if p.index, err = strconv.ParseInt(index, 10, 64); err != nil {
		return nil, err
	}
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		p.path = append(p.path, hash)
	}
	p.origin, _, _ = strings.Cut(string(rest), "\n")
	return p, nil
}

// parseCheckpoint reads origin, size and root; further lines are refused, because type 06 does not sign them.
func parseCheckpoint(text, origin string) (int64, tlog.Hash, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin || lines[3] != "" {
		return 0, tlog.Hash{}, errors.New("the checkpoint has other lines than origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

// keysFor returns the keys of the policy that can sign a checkpoint of this origin.
func keysFor(policy, origin string) ([]note.Verifier, error) {
	var keys []note.Verifier
	logs := 0
	for _, line := range strings.Split(policy, "\n") {
		words := strings.Fields(line)
		var vkey string
		switch {
		case len(words) >= 2 && words[0] == "log" && strings.HasPrefix(words[1], origin+"+"):
			vkey, logs = words[1], logs+1
		case len(words) >= 3 && words[0] == "witness":
			vkey = words[2]
		default:
			continue
		}
		key, err := newVerifier(vkey)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", vkey[:min(len(vkey), 40)], err)
		}
		keys = append(keys, key)
	}
	if logs == 0 {
		return nil, fmt.Errorf("the policy does not know the log %s", origin)
	}
	return keys, nil
}

// cosigner verifies types 04 and 06: an 8-byte time, then a signature over a message made from it.
type cosigner struct {
	name   string
	hash   uint32
	verify func(time uint64, text, sig []byte) bool
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(text, sig []byte) bool {
	return len(sig) > 8 && c.verify(binary.BigEndian.Uint64(sig), text, sig[8:])
}

func newVerifier(vkey string) (note.Verifier, error) {
	name, rest, _ := strings.Cut(vkey, "+")
	id, b64, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(b64)
	if err != nil || len(key) < 2 {
		return nil, errors.New("malformed key")
	}
	if key[0] == 1 {
		return note.NewVerifier(vkey)
	}
	sum := sha256.Sum256(append([]byte(name+"\n"), key...))
	c := &cosigner{name: name, hash: binary.BigEndian.Uint32(sum[:4])}
	if fmt.Sprintf("%08x", c.hash) != id {
		return nil, errors.New("the key id does not belong to the key")
	}
	public := key[1:]
	switch key[0] {
	case 4:
		if len(public) != ed25519.PublicKeySize {
			return nil, errors.New("no Ed25519 key")
		}
		c.verify = func(time uint64, text, sig []byte) bool {
			message := append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", time), text...)
			return ed25519.Verify(public, message, sig)
		}
	case 6:
		pk, err := mldsa.NewPublicKey(mldsa.MLDSA44(), public)
		if err != nil {
			return nil, err
		}
		c.verify = func(time uint64, text, sig []byte) bool {
			message, err := subtreeMessage(name, time, string(text))
			return err == nil && mldsa.Verify(pk, message, sig, &mldsa.Options{}) == nil
		}
	default:
		return nil, fmt.Errorf("signature type %02x is not checked here", key[0])
	}
	return c, nil
}

// subtreeMessage is what type 06 signs: the whole tree, said by this cosigner at this time.
func subtreeMessage(name string, time uint64, text string) ([]byte, error) {
	origin, _, _ := strings.Cut(text, "\n")
	size, root, err := parseCheckpoint(text, origin)
	if err != nil || len(name) > 255 || len(origin) > 255 {
		return nil, errors.New("not a checkpoint")
	}
	m := append([]byte("subtree/v1\n\x00"), byte(len(name)))
	m = append(m, name...)
	m = binary.BigEndian.AppendUint64(m, time)
	m = append(m, byte(len(origin)))
	m = append(m, origin...)
	m = binary.BigEndian.AppendUint64(m, 0)
	m = binary.BigEndian.AppendUint64(m, uint64(size))
	return append(m, root[:]...), nil
}
