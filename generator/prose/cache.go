package prose

// Cache parses texts and keeps the results, because the same text is in many
// editions. It is not safe for concurrent use.
type Cache struct {
	parser *Parser
	docs   map[string]Doc
}

// NewCache returns an empty Cache.
func NewCache() *Cache { return &Cache{NewParser(), make(map[string]Doc)} }

// Parse parses a text, each one once. The Doc is shared and must not be
// changed.
func (c *Cache) Parse(s string) Doc {
	d, ok := c.docs[s]
	if !ok {
		d = c.parser.Parse(s)
		c.docs[s] = d
	}
	return d
}

// Plain is a text without marks and references.
func (c *Cache) Plain(s string) string { return c.Parse(s).PlainText(nil) }
