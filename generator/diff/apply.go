package diff

// Patch are the operations of all changes, in the order in which they are to
// be applied.
func (c *Changes) Patch() []Op {
	var ops []Op
	for i := range c.List {
		ops = append(ops, c.List[i].Ops...)
	}
	return append(ops, c.Orders...)
}
