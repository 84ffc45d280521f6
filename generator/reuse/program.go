package reuse

import (
	"fmt"
	"io"
	"os"
)

// OfProgram returns a hash that differs for every build of this program and for other
// versions of what it is built with, "" if its file cannot be read. The beginning of the file
// holds the id that the linker gave it, which depends on all that it was built from.
func OfProgram(versions ...string) string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return ""
	}
	beginning, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return ""
	}
	return Sum(append([]string{string(beginning), fmt.Sprint(info.Size())}, versions...)...)
}
