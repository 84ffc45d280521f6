package prose

import "sync"

// Cache parses texts and keeps the results, because the same text is in many
// editions. It is safe for concurrent use.
type Cache struct {
	parsers sync.Pool

	mu    sync.Mutex // guards texts
	texts map[string]cached
}

// cached is a text that was parsed.
type cached struct {
	doc    Doc
	issues bool // doc has its issues
}

// NewCache returns an empty Cache.
func NewCache() *Cache {
	return &Cache{parsers: sync.Pool{New: func() any { return NewParser() }}, texts: make(map[string]cached)}
}

// Parse parses a text, each one once. The Doc is shared and must not be
// changed.
func (c *Cache) Parse(s string) Doc { return c.parse(s, true) }

// Read is like Parse but does not look for issues: the Doc may have them or not.
func (c *Cache) Read(s string) Doc { return c.parse(s, false) }

func (c *Cache) parse(s string, issues bool) Doc {
	c.mu.Lock()
	t, ok := c.texts[s]
	c.mu.Unlock()
	if ok && (t.issues || !issues) {
		return t.doc
	}
	p := c.parsers.Get().(*Parser)
	if issues {
		t = cached{p.Parse(s), true}
	} else {
		t = cached{p.Read(s), false}
	}
	c.parsers.Put(p)
	c.mu.Lock()
	c.texts[s] = t
	c.mu.Unlock()
	return t.doc
}

// Plain is a text without marks and references.
func (c *Cache) Plain(s string) string { return c.Parse(s).PlainText(nil) }
