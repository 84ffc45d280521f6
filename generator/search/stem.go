package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
)

// language holds the stemmer and the stop words of a language.
type language struct {
	stemmer func(*snowballstem.Env) bool // nil if the language has none
	stop    map[string]bool              // forms of stop words
	stems   map[string]string            // cache of stems, by word
}

func newLanguage(lang string) *language {
	l := &language{stop: make(map[string]bool), stems: make(map[string]string)}
	switch lang {
	case "ar":
		l.stemmer = arabic.Stem
	case "en":
		l.stemmer = english.Stem
	case "es":
		l.stemmer = spanish.Stem
	case "fr":
		l.stemmer = french.Stem
	case "ru":
		l.stemmer = russian.Stem
	}
	for _, form := range stopForms(lang) {
		l.stop[form] = true
	}
	return l
}

// stem returns the folded stem of a word, or its form if it has none.
func (l *language) stem(k token) string {
	if k.word == "" || l.stemmer == nil {
		return k.form
	}
	if s, ok := l.stems[k.word]; ok {
		return s
	}
	env := snowballstem.NewEnv(k.word)
	l.stemmer(env)
	s := fold(env.Current())
	if s == "" {
		s = k.form
	}
	l.stems[k.word] = s
	return s
}

// stopForms returns the forms of the stop words of a language.
func stopForms(lang string) []string {
	switch lang {
	case "ar":
		return strings.Fields(`من الي عن علي في مع ان او هو هي هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كان كانت بين كل اي ثم بعد قبل عند منذ كما غير الا`)
	case "en":
		return strings.Fields(`an and are as at be been but by did do does for from had has have he her his how if in into is it its no nor not of on or our out own she so such than that the their them then there these they this those to up was we were what when where which while who whom whose why will with would`)
	case "es":
		return strings.Fields(`al ante como con cual cuando de del desde donde el ella ellas ellos en entre era es esa ese esta este esto estos fue fueron ha han hasta la las le les lo los mas me mi muy ni no nos para pero por que quien se sea ser si sin sobre son su sus tambien un una uno unos ya`)
	case "fr":
		return strings.Fields(`au aux avec ce ces cet cette dans de des donc dont du elle elles en entre est et ete etre eu il ils je jusqu la le les leur leurs lorsqu lui mais me ne ni nos notre nous on ont ou par pas pour puisqu qu que qui quoi sa sans se ses si sont sur ta te tes toi ton tu un une vos votre vous`)
	case "ru":
		return strings.Fields(`во со на не но из за от до по ко об он она они оно ее его их им как так что это этот эта эти того тому для при или то же бы был была было были быть есть если когда где которыи которые под над без также все уже мы вы`)
	}
	return nil
}
