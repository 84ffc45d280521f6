package diff

// Patch are the operations of all changes, in the order in which they are to
// be applied, also of those that Only left out: a part of them would make a
// document that is neither side. There are none where something could not be
// read, for they would not lead to the other side.
func (c *Changes) Patch() []Op {
	if len(c.Unread) > 0 {
		return nil
	}
	if c.Choice != nil {
		return c.Choice.Patch
	}
	var ops []Op
	for i := range c.List {
		ops = append(ops, c.List[i].Ops...)
	}
	return append(ops, c.Orders...)
}
