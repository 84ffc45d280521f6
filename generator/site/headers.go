package site

// HeadersFile is the file that hosts of static sites, such as Netlify and Cloudflare
// Pages, read the headers of their answers from.
const HeadersFile = "_headers"

// policy is the content security policy of the whole site. Each page has its own besides,
// in its head, which allows no more; a page cannot say itself who may frame it. Where there
// are pages on which records are edited, they run the compiled rules and send proposals to
// origin, the forge, so that the site allows both and all other pages forbid them.
func policy(edited bool, origin string) string {
	script, connect := "'self'", "'self'"
	if edited {
		script += " 'wasm-unsafe-eval'"
		if origin != "" {
			connect += " " + origin
		}
	}
	return "default-src 'none'; style-src 'self'; script-src " + script + "; img-src 'self'; connect-src " + connect +
		"; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}

// headers are the headers that every answer of a host has.
func headers(policy string) []byte {
	return []byte("/*\n" +
		"  Content-Security-Policy: " + policy + "\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  X-Frame-Options: SAMEORIGIN\n" +
		"  Referrer-Policy: no-referrer\n" +
		"  Cross-Origin-Opener-Policy: same-origin\n" +
		"  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n")
}
