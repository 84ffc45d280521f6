package newreport

import (
	"fmt"

	"rapporteur/generator/report"
)

// words are what a skeleton says in a language. Where something is to be
// filled in they say that it is not there yet, so that nobody takes it for the
// text itself.
type words struct {
	title      string // of the report and the resolution
	text       string // of an operative paragraph, without the sign at its end
	stop, semi string // the sign at the end of the last paragraph, and of the others
	summary    string // of a request
	progress   string // the answer
	part       string // a section of the report
	unsought   string // why there is no value: nobody has looked for it
	notice     string // that the report is no official document
	session    string // with the number
	headings   [3]string
	asking     string // with paragraph and resolution; empty where no rule wants it
}

// in are the words in a language.
func in(l report.Lang) words {
	switch l {
	case "ar":
		return words{
			title: "[لم يُدخل العنوان بعد]", text: "[لم يُدخل نص الفقرة بعد]", stop: ".", semi: "؛",
			summary: "[لم يُدخل بعد ما تطلبه الفقرة]", progress: "لم يُدخل أي شيء بعد.", part: "[لم يُدخل هذا الجزء بعد.]",
			unsought: "لم يُبحث عنه بعد.",
			notice:   "إعادة تكوين من مصادر عامة. هذه ليست وثيقة رسمية من وثائق الأمم المتحدة.",
			session:  "الدورة %d",
			headings: [3]string{"موجز", "مقدمة", "استنتاجات"},
		}
	case "zh":
		return words{
			title: "［标题尚未录入］", text: "［本段案文尚未录入］", stop: "。", semi: "；",
			summary: "［本段的要求尚未录入］", progress: "尚未录入任何内容。", part: "［本部分尚未录入。］",
			unsought: "尚未查找。",
			notice:   "根据公开来源重新整理，不是联合国正式文件。",
			session:  "第%d届会议",
			headings: [3]string{"摘要", "导言", "结论"},
		}
	case "fr":
		return words{
			title: "[Titre non encore saisi]", text: "[Attend son texte, qui n’a pas encore été saisi]", stop: ".", semi: "\u00a0;",
			summary: "[Ce que demande le paragraphe n’a pas encore été saisi]", progress: "Rien n’a encore été saisi.",
			part:     "[Cette partie n’a pas encore été saisie.]",
			unsought: "Pas encore recherché.",
			notice:   "Reconstitution établie à partir de sources publiques. Ce n’est pas un document officiel de l’Organisation des Nations Unies.",
			session:  "%de session",
			headings: [3]string{"Résumé", "Introduction", "Conclusions"},
			asking:   "Au paragraphe %d de sa résolution %s, l’Assemblée générale a demandé le présent rapport.",
		}
	case "ru":
		return words{
			title: "[Название ещё не внесено]", text: "[Текст пункта ещё не внесён]", stop: ".", semi: ";",
			summary: "[То, о чём говорится в пункте, ещё не внесено]", progress: "Пока ничего не внесено.", part: "[Этот раздел ещё не внесён.]",
			unsought: "Поиск ещё не проводился.",
			notice:   "Реконструкция по открытым источникам. Это не официальный документ Организации Объединенных Наций.",
			session:  "%d-я сессия",
			headings: [3]string{"Резюме", "Введение", "Выводы"},
		}
	case "es":
		return words{
			title: "[Título aún no introducido]", text: "[El texto del párrafo aún no se ha introducido]", stop: ".", semi: ";",
			summary: "[Lo que pide el párrafo aún no se ha introducido]", progress: "Aún no se ha introducido nada.", part: "[Esta parte aún no se ha introducido.]",
			unsought: "Aún no se ha buscado.",
			notice:   "Reconstrucción a partir de fuentes públicas. No es un documento oficial de las Naciones Unidas.",
			session:  "%dº período de sesiones",
			headings: [3]string{"Resumen", "Introducción", "Conclusiones"},
		}
	}
	return words{
		title: "[Title not yet entered]", text: "[Awaits its text, which is not yet entered]", stop: ".", semi: ";",
		summary: "[What the paragraph asks is not yet entered]", progress: "Nothing has been entered yet.",
		part:     "[This part is not yet entered.]",
		unsought: "Not looked for yet.",
		notice:   "A reconstruction from public sources. It is not an official document of the United Nations.",
		session:  "%s session",
		headings: [3]string{"Summary", "Introduction", "Conclusions"},
		asking:   "In paragraph %d of its resolution %s the General Assembly requested the present report.",
	}
}

// sessionName is the name of a session in a language.
func sessionName(l report.Lang, n int) string {
	if l == "en" {
		return fmt.Sprintf(in(l).session, ordinal(n))
	}
	return fmt.Sprintf(in(l).session, n)
}

// ordinal writes 64 as 64th.
func ordinal(n int) string {
	end := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			end = "st"
		case 2:
			end = "nd"
		case 3:
			end = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, end)
}
