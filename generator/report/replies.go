package report

import "slices"

// RepliesTo are the replies that speak of a request, by date.
func (r *Report) RepliesTo(request string) []*Reply {
	var some []*Reply
	for _, reply := range r.Replies {
		if slices.Contains(reply.Requests, request) {
			some = append(some, reply)
		}
	}
	return some
}

// StatesThatReplied counts the States among those that replied, each once.
func StatesThatReplied(replies []*Reply) int {
	seen := make(map[Ref]bool)
	for _, reply := range replies {
		if reply.From.Kind == KindState {
			seen[reply.From] = true
		}
	}
	return len(seen)
}
