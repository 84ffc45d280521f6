// Command deploy sends a finished site to object storage. It is a module of its own because the
// libraries of three storages would make the program more than half as large again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"rapporteur-deploy/upload"

	"rapporteur/generator/credentials"
	"rapporteur/generator/say"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/azureblob"
	_ "gocloud.dev/blob/gcsblob"
	_ "gocloud.dev/blob/s3blob"
)

const usage = `usage: deploy [flags] ADDRESS

Sends a finished site to s3://BUCKET/FOLDER, gs://BUCKET/FOLDER or azblob://CONTAINER/FOLDER.
docs/deploy.md explains it.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	lang := say.Locale(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))
	if err := run(ctx, lang, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "deploy:", credentials.Redact(say.ErrorIn(err, lang)))
		os.Exit(2)
	}
}

func run(ctx context.Context, lang string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("deploy", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() {
		fmt.Fprint(out, usage)
		flags.PrintDefaults()
	}
	site := flags.String("site", "public", "folder of the finished site")
	var o upload.Options
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be done")
	flags.BoolVar(&o.Gzip, "gzip", false, "store pages, styles and scripts compressed")
	flags.BoolVar(&o.Adopt, "adopt", false, "replace files that no deploy put there")
	flags.StringVar(&o.Unlock, "unlock", "", "take the place of the deploy with this `MARK`, which was killed")
	flags.IntVar(&o.Jobs, "jobs", 16, "files that are sent at once")
	flags.DurationVar(&o.Timeout, "timeout", 2*time.Minute, "limit of one request")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return nil
	} else if err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return say.Usagef("name the address of the storage, such as s3://BUCKET")
	}
	o.Now, o.Holder = time.Now(), holder(os.Getenv)
	build, err := upload.Check(*site)
	if err != nil {
		return err
	}
	bucket, err := open(ctx, flags.Arg(0))
	if err != nil {
		return err
	}
	defer bucket.Close()
	p, err := upload.Run(ctx, bucket, build, o)
	if errors.Is(err, context.Canceled) {
		return say.Errorf("interrupted; run this again to finish")
	}
	if err != nil {
		return err
	}
	if o.DryRun {
		for _, name := range p.Sends() {
			fmt.Fprintln(out, "+", name)
		}
		for _, name := range p.Removes() {
			fmt.Fprintln(out, "-", name)
		}
	}
	fmt.Fprintln(out, say.F("%s of %d sent, %d kB; %d removed; %d restored that had changed in the storage", say.N(len(p.Sends()), "file"), p.Files, (p.Bytes+999)/1000, len(p.Removes()), p.Restored).In(lang))
	return nil
}

// holder says who deploys: the address of a job on a forge, or the process and the machine.
func holder(getenv func(string) string) string {
	if url := getenv("CI_JOB_URL"); url != "" { // GitLab
		return url
	}
	if run := getenv("GITHUB_RUN_ID"); run != "" { // and Forgejo
		return getenv("GITHUB_SERVER_URL") + "/" + getenv("GITHUB_REPOSITORY") + "/actions/runs/" + run
	}
	host, _ := os.Hostname()
	return strings.TrimSpace(fmt.Sprintf("process %d on %s", os.Getpid(), host))
}

// open opens the storage at an address, whose path is a folder in it.
func open(ctx context.Context, address string) (*blob.Bucket, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, say.Errorf("%q is not an address", credentials.Without(address))
	}
	folder := strings.Trim(u.Path, "/")
	u.Path = ""
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, say.Errorf("%s is not the address of a storage that can be used, such as s3://BUCKET, gs://BUCKET or azblob://CONTAINER: %v", credentials.Without(address), err)
	}
	if folder == "" {
		return bucket, nil
	}
	return blob.PrefixedBucket(bucket, folder+"/"), nil
}
